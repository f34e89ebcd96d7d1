"""A file arrives in a private chat: offer what it can become."""

from telegram import Update
from telegram.ext import ContextTypes, MessageHandler, filters

from bot.api.attachments import FILES
from bot.choosing import receiving
from bot.people import askers


async def receive(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the file by a menu, or by what its caption asks for."""
    assert update.message is not None  # the filter lets nothing else through
    await receiving.receive(update.message, await askers.of(update), context)


HANDLER = MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & FILES, receive)
