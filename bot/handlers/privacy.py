"""/privacy: what is stored, and for how long; its buttons keep less, or forget all at once."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.language import result_words, setting_words
from bot.messages import callbacks, keyboards, lists
from bot.people import askers, privacy, replies
from bot.records import forgetting


async def tell(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what is stored, by the operator's own limits."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    keeps = await asyncio.to_thread(privacy.keeps, asker.bot_id, asker.user_id)
    await replies.answer(update.message, asker, *lists.privacy(asker.locale, keeps=keeps))


async def show(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Back from the question whether all is to be forgotten."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    asker = await askers.of(update)
    keeps = await asyncio.to_thread(privacy.keeps, asker.bot_id, asker.user_id)
    await replies.toast(query)
    await replies.change(query, *lists.privacy(asker.locale, keeps=keeps))


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keep results of who presses from now on, or not; those that are kept are forgotten then."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker, keeps = await askers.of(update), context.match["wanted"] == "on"
    await asyncio.to_thread(privacy.choose, asker.bot_id, asker.user_id, keep=keeps)
    if not keeps:
        await asyncio.to_thread(forgetting.results, asker.user_id)
    await replies.toast(query, setting_words.IS_SET(asker.locale))
    await replies.change(query, *lists.privacy(asker.locale, keeps=keeps))


async def forget(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Ask once more, then forget all of who presses."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker = await askers.of(update)
    await replies.toast(query)
    if context.match["surely"]:
        count = await asyncio.to_thread(forgetting.person, asker.user_id)
        await replies.change(query, result_words.FORGOTTEN_ALL(asker.locale, count))
    else:
        await replies.change(query, result_words.FORGET_ASKED(asker.locale), keyboards.forget_me(asker.locale))


COMMAND = CommandHandler("privacy", tell, filters.UpdateType.MESSAGE)
SHOW = CallbackQueryHandler(show, callbacks.PRIVACY)
CHOOSE = CallbackQueryHandler(choose, callbacks.KEEPING)
FORGET = CallbackQueryHandler(forget, callbacks.FORGET_ME)
