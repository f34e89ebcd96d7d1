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


def render(files: Sequence[OfferedFile], locale: str, page: int = 0) -> tuple[Html, InlineKeyboardMarkup | None]:
    """The menu's text and buttons for these files."""
    sources = [source for file in files if (source := file.attachment.format)]
    targets = common_targets(sources)
    keyboard = keyboards.targets(targets, {source.kind for source in sources}, locale, page) if targets else None
    return _text(files, locale, is_open=bool(targets)), keyboard


def common_targets(sources: Sequence[Format]) -> list[Format]:
    """What each of these formats can become, the likely targets of the first one first."""
    lists = [registry.targets_for(source) for source in dict.fromkeys(sources)]
    return reduce(lambda common, more: [target for target in common if target in more], lists) if lists else []


def _text(files: Sequence[OfferedFile], locale: str, *, is_open: bool) -> Html:
    if len(files) > 1:
        return (words.CHOOSE_MANY if is_open else words.NOTHING_IN_COMMON)(locale, len(files))
    return words.CHOOSE(locale, name=figures.shortened(files[0].attachment.name))


async def send(bot: Bot, asker: Asker, file: OfferedFile, options: Mapping[str, Value] = NOTHING) -> None:
    """Offer what a file can become, quoting it; ``options`` have been asked for already."""
    text, keyboard = render([file], asker.locale)
    menu = await replies.send(bot, asker, text, file.message_id, keyboard)
    await asyncio.to_thread(offers.add, asker, menu.message_id, file, options)


async def count(bot: Bot, offer: Offer, locale: str) -> None:
    """Let a menu tell how many files it has, unless it gets more meanwhile: then the last one's turn does."""
    await asyncio.sleep(CALM_SECONDS)
    after = await asyncio.to_thread(offers.get, offer.bot_id, offer.chat_id, offer.message_id)
    if after is None or after.target or len(after.files) > len(offer.files):
        return
    text, keyboard = render(after.offered, locale)
    try:
        await bot.edit_message_text(text, after.chat_id, after.message_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("menu_not_counted", error=type(error).__name__)
