"""/privacy: what is stored, and for how long."""

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot import askers, figures, replies, words
from conversion.settings import settings


async def tell(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what is stored, by the operator's own limits."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    media, records = (figures.span(asker.locale, kept) for kept in (settings().media_ttl, settings().records_ttl))
    await replies.answer(update.message, asker, words.PRIVACY(asker.locale, media=media, records=records))


HANDLER = CommandHandler("privacy", tell, filters.UpdateType.MESSAGE)
