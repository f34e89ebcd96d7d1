"""Words without a command, in a private chat: a format's name is an order, anything else gets a hint."""

from telegram import Update
from telegram.ext import ContextTypes, MessageHandler, filters

from bot import askers, asking, replies, shortcuts, words

SPEECH = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert what is meant, or say how to begin."""
    message = update.message
    assert message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    ask = asking.parse(message.text or "")
    if ask.is_clear or (ask.is_guess and message.reply_to_message):
        await shortcuts.follow(message, asker, ask, context)
    else:
        await replies.answer(message, asker, words.HINT(asker.locale))


async def refuse_command(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say that there is no such command."""
    asker = await askers.of(update)
    assert update.message is not None  # the filter lets nothing else through
    await replies.answer(update.message, asker, words.UNKNOWN_COMMAND(asker.locale))


UNKNOWN_COMMAND = MessageHandler(SPEECH & filters.COMMAND, refuse_command)
HANDLER = MessageHandler(SPEECH, answer)
