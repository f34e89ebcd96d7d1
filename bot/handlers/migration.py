"""A group becomes a supergroup: everything that belongs to it gets its new id."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes, MessageHandler, filters

from bot.records import migration

GREW = "grew"  # among a supergroup's chat data: the group that it was knows the bot


async def follow(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Both chats tell: the old one where it goes, the new one where it comes from."""
    message = update.message
    assert message is not None  # the filter lets nothing else through
    old_id = message.migrate_from_chat_id or message.chat_id
    new_id = message.migrate_to_chat_id or message.chat_id
    context.application.chat_data[new_id][GREW] = True
    await asyncio.to_thread(migration.move, old_id, new_id)


HANDLER = MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, follow)
