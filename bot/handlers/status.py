"""/status: the asker's conversions in this chat, in one message that stays up to date."""

import asyncio

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot.delivery import overviews
from bot.people import askers, replies


async def tell(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """List what waits and what runs; the list before this one goes."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    shown = await asyncio.to_thread(overviews.render, asker.chat_id, asker.user_id, asker.locale)
    message = await replies.answer(update.message, asker, shown.text)
    before = await asyncio.to_thread(overviews.replace, asker, message.message_id, is_over=shown.is_over)
    if before is not None:
        await replies.remove(context.bot, asker.chat_id, before)


HANDLER = CommandHandler("status", tell, filters.UpdateType.MESSAGE)
