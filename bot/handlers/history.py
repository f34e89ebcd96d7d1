"""/history: the asker's last conversions in this chat, to be asked for again."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.access import permissions
from bot.choosing import choices
from bot.choosing.choices import Choice
from bot.delivery import announcing
from bot.errors import DrainingError
from bot.language import problems, words
from bot.messages import callbacks, history
from bot.people import askers, replies
from bot.records import deliveries
from conversion.errors import SourceError
from conversion.queue import requests


async def tell(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """List them."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    views = await asyncio.to_thread(deliveries.recent, asker.chat_id, asker.user_id, history.MOST)
    await replies.answer(update.message, asker, *history.render(views, asker.locale))


async def again(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert the same file into the same once more, in a message of its own."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker = await askers.of(update)
    view = await asyncio.to_thread(deliveries.find, context.match["delivery"])
    if view is None or view.chat_id != asker.chat_id:
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
        return
    if refused := await permissions.why_not_touch(asker, view.user_id, context):
        await replies.toast(query, refused(asker.locale))
        return
    try:
        choice = Choice(requests.target_named(view.target), wishes=view.options)
        views = await asyncio.to_thread(choices.again, asker, view, choice)
    except DrainingError:
        await replies.toast(query, problems.SENTENCES[DrainingError](asker.locale))
        return
    except SourceError:
        views = []
    notice = "" if views else words.NOTHING_HAPPENS(asker.locale)
    await asyncio.gather(replies.toast(query, notice), announcing.begin(query.get_bot(), views))


COMMAND = CommandHandler("history", tell, filters.UpdateType.MESSAGE)
BUTTON = CallbackQueryHandler(again, callbacks.AGAIN)
