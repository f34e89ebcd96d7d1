"""The buttons of a menu: choose a target, turn the page."""

import asyncio

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot import announcing, askers, callbacks, choices, menus, offers, permissions, replies, words
from bot.askers import Asker
from bot.choices import Choice
from bot.offers import Offer
from bot.translation import Label
from conversion import requests
from conversion.errors import SourceError


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert the menu's files; its message becomes their status message."""
    query, asker, menu = await _pressed(update, context)
    if menu is None or context.match is None:
        return
    try:
        choice = Choice(requests.target_named(context.match["target"]))
        views = await asyncio.to_thread(choices.of_offer, asker, menu, choice)
    except SourceError:  # no button of ours says that
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
        return
    notice = "" if views else words.ALREADY_CHOSEN(asker.locale)
    await asyncio.gather(replies.toast(query, notice), announcing.begin(context.bot, views))


async def turn(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show another page of the targets."""
    query, asker, menu = await _pressed(update, context)
    if menu is None or context.match is None:
        return
    text, keyboard = menus.render(menu.offered, asker.locale, int(context.match["number"]))
    await asyncio.gather(replies.toast(query), replies.change(query, text, keyboard))


async def _pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> tuple[CallbackQuery, Asker, Offer | None]:
    """Who pressed, and which menu; without a menu they have been told why nothing happens."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    asker = await askers.of(update)
    message_id = query.message.message_id if query.message else 0
    menu = await asyncio.to_thread(offers.get, asker.bot_id, asker.chat_id, message_id)
    refused = await _refusal(menu, asker, context)
    if refused:
        await replies.toast(query, refused(asker.locale))
    return query, asker, None if refused else menu


async def _refusal(menu: Offer | None, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> Label | None:
    if menu is None:
        return words.MENU_GONE
    if menu.target:
        return words.ALREADY_CHOSEN
    return None if await permissions.may_touch(asker, menu.user_id, context) else words.NOT_YOURS


CHOOSE = CallbackQueryHandler(choose, callbacks.CONVERT)
TURN = CallbackQueryHandler(turn, callbacks.PAGE)
