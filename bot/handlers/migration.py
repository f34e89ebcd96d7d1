"""A group becomes a supergroup: everything that belongs to it gets its new id."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes, MessageHandler, filters

from bot import migration


async def follow(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Both chats tell: the old one where it goes, the new one where it comes from."""
    message = update.message
    assert message is not None  # the filter lets nothing else through
    old_id = message.migrate_from_chat_id or message.chat_id
    new_id = message.migrate_to_chat_id or message.chat_id
    await asyncio.to_thread(migration.move, old_id, new_id)


HANDLER = MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, follow)
