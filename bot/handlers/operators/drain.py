"""/drain: accept nothing new, finish what runs; /drain off: accept again."""

import asyncio

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.access import draining
from bot.handlers.operators.commands import command
from bot.language import operator_words
from bot.people import askers, replies

OFF = "off"

log = structlog.get_logger()


async def drain(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Begin, or say how much is left; or end."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if [word.lower() for word in context.args or ()] == [OFF]:
        await asyncio.to_thread(draining.end)
        log.warning("drain_ended", by_user=asker.user_id)
        text = operator_words.NOT_DRAINING(asker.locale)
    else:
        await asyncio.to_thread(draining.begin, asker.user_id)
        left = await asyncio.to_thread(draining.left)
        log.warning("drain_begun", by_user=asker.user_id, left=left)
        text = operator_words.DRAINING(asker.locale, left) if left else operator_words.DRAINED(asker.locale)
    await replies.answer(update.message, asker, text)


HANDLER = command("drain", drain)
