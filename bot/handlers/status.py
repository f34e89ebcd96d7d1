"""/status: the asker's conversions in this chat."""

import asyncio

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot import announcing, askers, deliveries, lists, replies


async def tell(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """List what waits and what runs."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    views = await asyncio.to_thread(deliveries.unfinished, asker.chat_id, asker.user_id)
    places = await asyncio.to_thread(announcing.places_of, views)
    await replies.answer(update.message, asker, lists.conversions(views, places, asker.locale))


HANDLER = CommandHandler("status", tell, filters.UpdateType.MESSAGE)
