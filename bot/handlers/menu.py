"""The buttons of a menu: choose a target or several, turn the page."""

import asyncio
from dataclasses import replace

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot.access import permissions
from bot.choosing import choices, drafts, menus, refusals
from bot.choosing.choices import Choice
from bot.delivery import announcing
from bot.errors import DrainingError, QuotaError
from bot.language import problems, words
from bot.language.translation import Label
from bot.messages import callbacks
from bot.messages.keyboards import Showing
from bot.people import askers, replies
from bot.people.askers import Asker
from bot.records import offers
from bot.records.offers import Offer
from conversion import formats
from conversion.errors import SourceError
from conversion.queue import requests


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert the menu's files; its message becomes their status message."""
    query, asker, menu = await pressed(update, context)
    if menu is not None and context.match is not None:
        await _begin(query, asker, menu, context.match["target"], is_union=False)


async def _begin(query: CallbackQuery, asker: Asker, menu: Offer, name: str, *, is_union: bool) -> None:
    draft = drafts.of(menu)
    try:
        choice = Choice(requests.target_named(name), draft.options if draft.is_union else {}, is_union=is_union)
    except SourceError:  # no button of ours says that
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
    else:
        await start(query, asker, menu, choice)


async def start(query: CallbackQuery, asker: Asker, menu: Offer, choice: Choice) -> None:
    """Convert as chosen; whoever was faster has won."""
    try:
        views = await asyncio.to_thread(choices.of_offer, asker, menu, choice)
    except QuotaError as error:
        await replies.toast(query, refusals.of_quota(asker.locale, error))
        return
    except DrainingError:
        await replies.toast(query, problems.SENTENCES[DrainingError](asker.locale))
        return
    except SourceError:
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
        return
    notice = "" if views else words.ALREADY_CHOSEN(asker.locale)
    await asyncio.gather(replies.toast(query, notice), announcing.begin(query.get_bot(), views))


async def unite(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Make one file of the menu's files; its message becomes the status message."""
    query, asker, menu = await pressed(update, context)
    if menu is not None and context.match is not None:
        await _begin(query, asker, menu, context.match["target"], is_union=True)


async def split(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Ask for each file by itself."""
    query, asker, menu = await pressed(update, context)
    if menu is not None:
        await asyncio.gather(replies.toast(query), menus.split(context.bot, asker, menu))


async def turn(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show another page of the targets, or the same one for another purpose."""
    query, asker, menu = await pressed(update, context)
    if menu is None or context.match is None:
        return
    number, mode = int(context.match["number"]), context.match["mode"].lstrip(":")
    showing = Showing(number, mode, drafts.of(menu).ticked)
    text, keyboard = await asyncio.to_thread(menus.render, asker, menu.offered, showing)
    await asyncio.gather(replies.toast(query), replies.change(query, text, keyboard))


async def tick(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Tick a target, or take its tick away."""
    query, asker, menu = await pressed(update, context)
    if menu is None or context.match is None:
        return
    draft = await asyncio.to_thread(drafts.tick, menu, context.match["target"])
    showing = Showing(int(context.match["number"]), callbacks.SEVERAL, draft.ticked)
    text, keyboard = await asyncio.to_thread(menus.render, asker, menu.offered, showing)
    await asyncio.gather(replies.toast(query), replies.change(query, text, keyboard))


async def convert_ticked(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert the menu's files into all that is ticked."""
    query, asker, menu = await pressed(update, context)
    if menu is None:
        return
    targets = [target for name in drafts.of(menu).ticked if (target := formats.from_name(name))]
    if targets:
        await start(query, asker, menu, Choice(targets[0], also=tuple(targets[1:])))
    else:
        await replies.toast(query, words.TICK_SOME(asker.locale))


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> tuple[CallbackQuery, Asker, Offer | None]:
    """Who pressed, and which menu; without a menu they have been told why nothing happens.

    An administrator who presses another person's button goes on in that person's language.
    """
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    asker = await askers.of(update)
    message_id = query.message.message_id if query.message else 0
    menu = await asyncio.to_thread(offers.get, asker.bot_id, asker.chat_id, message_id)
    refused = await _refusal(menu, asker, context)
    if refused:
        await replies.toast(query, refused(asker.locale))
    elif menu is not None and menu.user_id != asker.user_id:
        asker = replace(asker, locale=menu.locale)
    return query, asker, None if refused else menu


async def _refusal(menu: Offer | None, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> Label | None:
    if menu is None:
        return words.MENU_GONE
    if menu.target:
        return words.ALREADY_CHOSEN
    return await permissions.why_not_touch(asker, menu.user_id, context)


HANDLERS = (
    CallbackQueryHandler(choose, callbacks.CONVERT),
    CallbackQueryHandler(unite, callbacks.UNITE),
    CallbackQueryHandler(split, callbacks.SPLIT),
    CallbackQueryHandler(turn, callbacks.PAGE),
    CallbackQueryHandler(tick, callbacks.TICK),
    CallbackQueryHandler(convert_ticked, callbacks.CONVERT_TICKED),
)
