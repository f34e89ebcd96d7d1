"""Menus: the message that offers what files can become."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import reduce

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot import figures, keyboards, offers, replies, words
from bot.askers import Asker
from bot.offers import Offer, OfferedFile
from bot.translation import Html
from conversion import registry
from conversion.formats import Format
from conversion.options import Value

CALM_SECONDS = 0.5  # an album's files come within it; each of them would be an edit otherwise

NOTHING: Mapping[str, Value] = {}

log = structlog.get_logger()


def render(files: Sequence[OfferedFile], locale: str, page: int = 0) -> tuple[Html, InlineKeyboardMarkup]:
    """The menu's text and buttons for these files."""
    kinds = {source.kind for source in _sources(files)}
    keyboard = keyboards.targets(common_targets(files), kinds, locale, page)
    if len(files) > 1:
        return words.CHOOSE_MANY(locale, len(files)), keyboard
    return words.CHOOSE(locale, name=figures.shortened(files[0].attachment.name)), keyboard


def fit(files: Sequence[OfferedFile]) -> bool:
    """Whether there is something that all of these files can become."""
    return bool(common_targets(files))


def common_targets(files: Sequence[OfferedFile]) -> list[Format]:
    """What each of these files can become, the likely targets of the first one first."""
    lists = [registry.targets_for(source) for source in _sources(files)]
    return reduce(lambda common, more: [target for target in common if target in more], lists) if lists else []


def _sources(files: Sequence[OfferedFile]) -> list[Format]:
    """The formats of these files, each once."""
    return list(dict.fromkeys(source for file in files if (source := file.attachment.format)))


async def send(bot: Bot, asker: Asker, file: OfferedFile, options: Mapping[str, Value] = NOTHING) -> None:
    """Offer what a file can become, quoting it; ``options`` have been asked for already."""
    text, keyboard = render([file], asker.locale)
    menu = await replies.send(bot, asker, text, file.message_id, keyboard)
    await asyncio.to_thread(offers.add, asker, menu.message_id, file, options)


async def count(bot: Bot, asker: Asker, offer: Offer) -> None:
    """Let a menu tell how many files it has, unless it gets more meanwhile: then the last one's turn does.

    A file that was sent below the menu pulls it down: people look for an answer under what they sent.
    """
    await asyncio.sleep(CALM_SECONDS)
    after = await asyncio.to_thread(offers.get, offer.bot_id, offer.chat_id, offer.message_id)
    if after is None or after.target or len(after.files) > len(offer.files):
        return
    try:
        if after.offered[-1].message_id > after.message_id:
            await _move(bot, asker, after)
        else:
            text, keyboard = render(after.offered, asker.locale)
            await bot.edit_message_text(text, after.chat_id, after.message_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("menu_not_counted", error=type(error).__name__)


async def _move(bot: Bot, asker: Asker, offer: Offer) -> None:
    """Send the menu anew and delete the old one; where somebody pressed a button meanwhile, the new one goes."""
    text, keyboard = render(offer.offered, asker.locale)
    menu = await replies.send(bot, asker, text, offer.offered[-1].message_id, keyboard)
    moved = await asyncio.to_thread(offers.move, offer, menu.message_id)
    await bot.delete_message(offer.chat_id, offer.message_id if moved else menu.message_id)
