"""/find: what stands behind an error number."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.handlers.operators.commands import command
from bot.language import operator_words
from bot.operators import dashboards, incidents
from bot.people import askers, replies


async def tell(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show what is known of that failure."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if not context.args:
        await replies.answer(update.message, asker, operator_words.FIND_HOW(asker.locale))
        return
    error_id = context.args[0].lower()
    found = await asyncio.to_thread(incidents.find, error_id)
    await replies.answer(update.message, asker, dashboards.incident(found, error_id, asker.locale))


HANDLER = command("find", tell)
