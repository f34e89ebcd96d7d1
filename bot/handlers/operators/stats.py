"""/stats: how the bot does."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.handlers.operators.commands import command
from bot.operators import dashboards, statistics
from bot.people import askers, replies


async def tell(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show conversions, failures, queues and the disk."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    found = await asyncio.to_thread(statistics.gather)
    await replies.answer(update.message, asker, dashboards.statistics(found, asker.locale))


HANDLER = command("stats", tell)
