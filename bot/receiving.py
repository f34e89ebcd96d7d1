"""What happens to a file that somebody sends in a private chat."""

import asyncio

from telegram import Message
from telegram.ext import ContextTypes

from bot import asking, menus, offers, refusals, replies, shortcuts, sniffing
from bot.askers import Asker
from bot.choices import Choice
from bot.offers import Offer, OfferedFile
from bot.translation import Html
from conversion import formats


async def receive(message: Message, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a file by a menu; what comes with it, or right after it, joins that menu if one can serve both.

    A caption that names a format is an order: no menu is needed then.
    """
    ask = asking.parse(message.caption or "")
    if ask.is_clear:
        return await shortcuts.follow(message, asker, ask, context)
    if ask.is_wish and await shortcuts.wish(message, asker, ask, context):
        return None
    file = shortcuts.file_of(message)
    assert file is not None  # the message has a file
    file = await sniffing.identified(context.bot, file)
    refused = refusals.of_file(asker.locale, file.attachment) or await _offer(file, asker, context)
    if refused:
        await replies.answer(message, asker, refused, quote=True)
    return None


async def _offer(file: OfferedFile, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    menu = await asyncio.to_thread(offers.join, asker, file, menus.fit)
    if menu and (choice := _choice_of(menu)):
        return await shortcuts.convert(file, asker, choice, context)
    if menu:
        context.application.create_task(menus.count(context.bot, asker, menu))
    else:
        await menus.send(context.bot, asker, file)
    return None


def _choice_of(menu: Offer) -> Choice | None:
    """What was chosen for the rest of the album, if it was."""
    target = formats.from_name(menu.target) if menu.target else None
    return Choice(target, wishes=menu.options) if target else None
