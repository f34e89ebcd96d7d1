"""Gathers files that are to become one, and begins when no more of them come."""

import asyncio
from collections.abc import Sequence

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.choosing import choices, drafts, menus, refusals, sniffing
from bot.choosing.choices import Choice
from bot.delivery import announcing
from bot.language import union_words
from bot.language.translation import Html
from bot.messages import keyboards
from bot.people import replies
from bot.people.askers import Asker
from bot.records import offers
from bot.records.offers import Offer, OfferedFile
from bot.understanding.asking import Ask
from conversion import formats, unions
from conversion.errors import SourceError
from conversion.formats import Format

PATIENCE = 2.0  # seconds without another file, after which all are there: Telegram marks no album's end

log = structlog.get_logger()


def is_wanted(files: Sequence[OfferedFile], ask: Ask) -> bool:
    """Whether these files, of an album or a menu, are to become one: in so many words, or since it is a packing."""
    if ask.is_union or ask.target not in unions.PACKED:
        return ask.is_union
    is_album = len(files) > 1 or files[0].media_group_id is not None
    return is_album and ask.target not in menus.common_targets(files)


def choice(files: Sequence[OfferedFile], ask: Ask) -> Choice:
    """One file of these: of the format that is named, else of the likeliest."""
    return Choice(ask.target or _likeliest(files), ask.options, is_union=True)


async def begin(file: OfferedFile, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    """This file, and those that come with it, become one; the sentence says why not."""
    file = await sniffing.identified(context.bot, file)
    if refused := await refusals.of_arrival(asker.locale, file.attachment, has_company=True):
        return refused
    menu = await asyncio.to_thread(offers.join, asker, file, bursts=asker.is_private)
    if menu is None or menu.target is not None:
        target = ask.target or _likeliest([file])
        text = union_words.GATHERING(asker.locale, target=target.label)
        keyboard = InlineKeyboardMarkup(keyboards.together([target], asker.locale, is_split=False))
        message = await replies.send(context.bot, asker, text, file.message_id, keyboard)
        menu = await asyncio.to_thread(offers.add, asker, message.message_id, file, {})
    await asyncio.to_thread(drafts.unite, menu, ask.target.name if ask.target else None, ask.options)
    go_on(asker, menu, context)
    return None


def go_on(asker: Asker, menu: Offer, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Another file has come to those that become one."""
    context.application.create_task(_unite(context.bot, asker, menu))


async def _unite(bot: Bot, asker: Asker, menu: Offer) -> None:
    """Convert them, unless more of them come, or a button was quicker."""
    await asyncio.sleep(PATIENCE)
    after = await asyncio.to_thread(offers.get, menu.bot_id, menu.chat_id, menu.message_id)
    if after is None or after.target or len(after.files) > len(menu.files):
        return
    draft = drafts.of(after)
    target = formats.from_name(draft.target or "") or _likeliest(after.offered)
    try:
        made = Choice(target, draft.options, is_union=True)
        await announcing.begin(bot, await asyncio.to_thread(choices.of_offer, asker, after, made))
    except SourceError as error:
        await _ask_instead(bot, asker, after, refusals.of_union(asker.locale, error, after.offered, target))


async def _ask_instead(bot: Bot, asker: Asker, menu: Offer, why: str) -> None:
    """Say why they can't become that, above what they can."""
    text, keyboard = await asyncio.to_thread(menus.render, asker, menu.offered)
    try:
        await bot.edit_message_text(f"{why}\n\n{text}", menu.chat_id, menu.message_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("menu_not_shown", error=type(error).__name__)


def _likeliest(files: Sequence[OfferedFile]) -> Format:
    return unions.targets_for([file.attachment.format for file in files])[0]
