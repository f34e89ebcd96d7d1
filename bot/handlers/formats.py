"""/formats: what can be converted, and what one format can become."""

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot import askers, asking, lists, replies


async def tell(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """List the formats by kind."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    ask = asking.parse(" ".join(context.args or ()))
    text = lists.targets(ask, asker.locale) if ask.word else lists.sources(asker.locale)
    await replies.answer(update.message, asker, text)


HANDLER = CommandHandler("formats", tell, filters.UpdateType.MESSAGE)
