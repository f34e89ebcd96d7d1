"""/formats: what can be converted, and what one format can become, to be browsed by buttons."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.choosing import catalogues
from bot.language import words
from bot.messages import callbacks
from bot.people import askers, replies
from bot.understanding import asking


async def tell(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show the kinds of formats, or what the format that is named can become."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    ask = asking.parse(" ".join(context.args or ()))
    if not ask.word:
        await replies.answer(update.message, asker, *catalogues.overview(asker.locale))
    elif ask.target is None:
        await replies.answer(update.message, asker, *catalogues.meant(ask, asker.locale))
    else:
        await replies.answer(update.message, asker, *catalogues.targets(ask.target, asker.locale))


async def turn(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show another page."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker, match = await askers.of(update), context.match
    page = catalogues.named(match["what"] or "", match["name"] or "", int(match["page"] or 0), asker.locale)
    if page is None:
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
    else:
        await asyncio.gather(replies.toast(query), replies.change(query, *page))


HANDLER = CommandHandler("formats", tell, filters.UpdateType.MESSAGE)
BUTTON = CallbackQueryHandler(turn, callbacks.FORMATS)
