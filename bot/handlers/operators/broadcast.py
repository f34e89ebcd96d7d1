"""/broadcast: send a message to everybody, after a second thought."""

import asyncio

import structlog
from telegram import Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot.access import permissions
from bot.handlers.operators.commands import command
from bot.language import operator_words, words
from bot.messages import callbacks
from bot.operators import broadcasting, broadcasts, dashboards
from bot.people import askers, replies

log = structlog.get_logger()


async def propose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Ask whether the message that was replied to shall go to everybody."""
    message = update.message
    assert message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if not (original := replies.replied(message)):
        await replies.answer(message, asker, operator_words.BROADCAST_HOW(asker.locale))
        return
    draft = await asyncio.to_thread(broadcasts.draft, asker.chat_id, original.message_id, asker.locale)
    people = await asyncio.to_thread(broadcasts.audience)
    text, keyboard = dashboards.proposal(draft, people)
    asked = await replies.send(context.bot, asker, text, original.message_id, keyboard)
    await asyncio.to_thread(broadcasts.set_progress, draft.id, asked.message_id)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Begin to send, or stop."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker, broadcast_id = await askers.of(update), int(context.match["broadcast"])
    if not permissions.is_operator(asker.user_id):
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
        return
    move = broadcasts.start if context.match["deed"] == callbacks.SEND else broadcasts.cancel
    done = await asyncio.to_thread(move, broadcast_id)
    log.warning("broadcast_pressed", broadcast_id=broadcast_id, deed=context.match["deed"], by_user=asker.user_id)
    await replies.toast(query, "" if done else words.NOTHING_HAPPENS(asker.locale))
    await broadcasting.show(context.bot, broadcast_id)


COMMAND = command("broadcast", propose)
BUTTON = CallbackQueryHandler(press, callbacks.BROADCAST)
