"""What happens to a file that somebody sends without a command."""

import asyncio

from telegram import Message
from telegram.ext import ContextTypes

from bot.choosing import choices, drafts, gathering, menus, refusals, ruling, shortcuts, sniffing
from bot.choosing.choices import Choice
from bot.language.translation import Html
from bot.people import links, replies
from bot.people.askers import Asker
from bot.records import offers
from bot.records.offers import Offer, OfferedFile
from bot.understanding import asking
from bot.understanding.asking import Ask
from conversion import database, formats


async def receive(message: Message, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a file by a menu; what comes with it, or right after it, joins that menu.

    A caption that names a format is an order: no menu is needed then.
    """
    ask = asking.parse(message.caption or "")
    if ask.is_clear:
        return await shortcuts.follow(message, asker, ask, context)
    if ask.is_wish and await shortcuts.wish(message, asker, ask, context):
        return None
    if not ask.word and not await _is_of_known_album(message, asker) and await ruling.follow(message, asker, context):
        return None
    file = shortcuts.file_of(message)
    assert file is not None  # the message has a file
    file = await sniffing.identified(context.bot, file)
    has_company = file.media_group_id is not None or (
        file.attachment.format is None and await asyncio.to_thread(offers.is_burst, asker)
    )
    refused = await refusals.of_arrival(asker.locale, file.attachment, has_company=has_company)
    refused = refused or await _take(file, asker, ask, context)
    if refused:
        await replies.answer(message, asker, refused, quote=True)
    return None


async def receive_in_group(message: Message, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Nobody has asked the bot: the file joins its album, if that was asked for, or a rule is for it."""
    if not await _is_of_known_album(message, asker):
        await ruling.follow(message, asker, context)
        return
    file = shortcuts.file_of(message)
    assert file is not None  # the message has a file
    if refused := await _offer(file, asker, context):
        await replies.answer(message, asker, refused, quote=True)


async def _is_of_known_album(message: Message, asker: Asker) -> bool:
    """Whether the file belongs to an album that has a menu, or whose target has been chosen."""
    album = message.media_group_id
    return album is not None and await asyncio.to_thread(offers.has_album, asker, album)


async def _take(file: OfferedFile, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    """What a misspelt caption may mean, what a link has asked for, else a menu."""
    if ask.is_guess and file.media_group_id is None and await menus.suggest(context.bot, asker, file, ask):
        return None
    if standing := await asyncio.to_thread(_standing, asker, file):
        return await shortcuts.convert(file, asker, standing, context)
    half = refusals.of_ask(asker.locale, ask) if ask.target and ask.rest else None
    return await _offer(file, asker, context, half)


def _standing(asker: Asker, file: OfferedFile) -> Choice | None:
    """What is to become of the file without a question."""
    with database.together():
        wanted = links.take(asker, file.attachment.format)
        return Choice(wanted) if wanted else choices.of_preset(asker, file)


async def _offer(
    file: OfferedFile, asker: Asker, context: ContextTypes.DEFAULT_TYPE, half: Html | None = None
) -> Html | None:
    """A menu, or what its album has become; ``half`` tells of a caption that is half understood."""
    menu = await asyncio.to_thread(offers.join, asker, file)
    if menu and (choice := _choice_of(menu)):
        return await shortcuts.convert(file, asker, choice, context)
    if menu and drafts.of(menu).is_union:
        gathering.go_on(asker, menu, context)
    elif menu:
        context.application.create_task(menus.count(context.bot, asker, menu))
    else:
        await menus.send(context.bot, asker, file, above=half)
    return None


def _choice_of(menu: Offer) -> Choice | None:
    """What was chosen for the rest of the album, if it was."""
    names = (drafts.of(menu).ticked or (menu.target,)) if menu.target else ()
    targets = [target for name in names if (target := formats.from_name(name))]
    return Choice(targets[0], also=tuple(targets[1:]), wishes=menu.options) if targets else None
