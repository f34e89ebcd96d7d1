"""Buttons that no other handler knows: old ones, and ones that were never ours."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot.language import words
from bot.people import askers, replies


async def say_so(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Let the button stop spinning."""
    query = update.callback_query
    assert query is not None  # the handler lets nothing else through
    asker = await askers.of(update)
    await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))


HANDLER = CallbackQueryHandler(say_so)
