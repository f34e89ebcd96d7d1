"""Menus: the message that offers what files can become."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import reduce

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.choosing import refusals
from bot.language import figures, union_words, words
from bot.language.translation import Html
from bot.messages import callbacks, keyboards
from bot.messages.keyboards import PLAIN, Showing
from bot.people import picks, replies
from bot.people.askers import Asker
from bot.records import offers
from bot.records.offers import Offer, OfferedFile
from bot.understanding import asking
from bot.understanding.asking import Ask
from conversion import registry, unions
from conversion.formats import Format
from conversion.options import Value

CALM_SECONDS = 0.5  # an album's files come within it; each of them would be an edit otherwise

NOTHING: Mapping[str, Value] = {}
SPECIAL = {
    callbacks.SEVERAL: words.CHOOSE_SEVERAL,
    callbacks.TUNING: words.CHOOSE_TO_TUNE,
    callbacks.IN_SHAPE: words.CHOOSE_SHAPE,
}

log = structlog.get_logger()


def render(asker: Asker, files: Sequence[OfferedFile], showing: Showing = PLAIN) -> tuple[Html, InlineKeyboardMarkup]:
    """The menu's text and buttons for these files; asks the database what is picked mostly."""
    kinds = {source.kind for source in _sources(files)}
    common = common_targets(files)
    keyboard = keyboards.targets(_favourites_first(asker, files, common), kinds, asker.locale, showing)
    text = _text(asker.locale, files, showing)
    if showing != PLAIN or (len(files) == 1 and common):
        return text, keyboard
    together = keyboards.together(_unions(files), asker.locale, is_split=not common and len(files) > 1)
    return text, InlineKeyboardMarkup([*keyboard.inline_keyboard, *together])


def _text(locale: str, files: Sequence[OfferedFile], showing: Showing) -> Html:
    if showing.mode in SPECIAL:
        name = figures.shortened(files[0].attachment.name) if len(files) == 1 else words.FILES(locale, len(files))
        return SPECIAL[showing.mode](locale, name=name)
    if len(files) > 1:
        strangers = sum(file.attachment.format is None for file in files)
        only_packed = union_words.ONLY_PACKED(locale, strangers) if strangers else ""
        return Html("\n".join(filter(None, (words.CHOOSE_MANY(locale, len(files)), only_packed))))
    return words.CHOOSE(locale, name=figures.shortened(files[0].attachment.name))


def _favourites_first(asker: Asker, files: Sequence[OfferedFile], offered: Sequence[Format]) -> list[Format]:
    """One row of what this person, then everyone, picks for files of the first one's kind; the rest as it was."""
    sources = _sources(files)
    names = picks.favourites(asker, sources[0].kind) if sources else []
    by_name = {target.name: target for target in offered}
    first = [by_name[name] for name in names if name in by_name][: keyboards.LIKELY_IN_A_ROW]
    return [*first, *(target for target in offered if target not in first)]


def _unions(files: Sequence[OfferedFile]) -> list[Format]:
    """What these files can become as one, as far as a menu names it: the likeliest, and an archive."""
    found = unions.targets_for([file.attachment.format for file in files])
    return list(dict.fromkeys((found[0], unions.ZIP)))


def common_targets(files: Sequence[OfferedFile]) -> list[Format]:
    """What each of these files can become, the likely targets of the first one first."""
    lists = [registry.targets_for(source) for source in _sources(files)]
    return reduce(lambda common, more: [target for target in common if target in more], lists) if lists else []


def _sources(files: Sequence[OfferedFile]) -> list[Format]:
    """The formats of these files, each once."""
    return list(dict.fromkeys(source for file in files if (source := file.attachment.format)))


async def send(
    bot: Bot, asker: Asker, file: OfferedFile, options: Mapping[str, Value] = NOTHING, above: Html | None = None
) -> None:
    """Offer what a file can become, quoting it; ``options`` have been asked for already, ``above`` is said first."""
    text, keyboard = await asyncio.to_thread(render, asker, [file])
    menu = await replies.send(bot, asker, Html("\n\n".join(filter(None, (above, text)))), file.message_id, keyboard)
    await asyncio.to_thread(offers.add, asker, menu.message_id, file, options)


async def suggest(bot: Bot, asker: Asker, file: OfferedFile, ask: Ask) -> bool:
    """Offer what a misspelt name may mean, as far as the file can become that; False: it means nothing here."""
    meant = [target for target in asking.guesses(ask.word) if target in common_targets([file])]
    if not meant:
        return False
    text = words.DID_YOU_MEAN(asker.locale, word=figures.shortened(ask.word), names=refusals.listed(meant))
    menu = await replies.send(bot, asker, text, file.message_id, keyboards.suggestions(meant, asker.locale))
    await asyncio.to_thread(offers.add, asker, menu.message_id, file, ask.options)
    return True


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
            text, keyboard = await asyncio.to_thread(render, asker, after.offered)
            await bot.edit_message_text(text, after.chat_id, after.message_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("menu_not_counted", error=type(error).__name__)


async def split(bot: Bot, asker: Asker, offer: Offer) -> None:
    """A menu for each of its files, and none for all of them."""
    if not await asyncio.to_thread(offers.close, offer):
        return
    for file in offer.offered:
        if refused := refusals.of_file(asker.locale, file.attachment):
            await replies.send(bot, asker, refused, file.message_id)
        else:
            await send(bot, asker, file, offer.options)
    await replies.remove(bot, offer.chat_id, offer.message_id)


async def _move(bot: Bot, asker: Asker, offer: Offer) -> None:
    """Send the menu anew and delete the old one; where somebody pressed a button meanwhile, the new one goes."""
    text, keyboard = await asyncio.to_thread(render, asker, offer.offered)
    menu = await replies.send(bot, asker, text, offer.offered[-1].message_id, keyboard)
    moved = await asyncio.to_thread(offers.move, offer, menu.message_id)
    await replies.remove(bot, offer.chat_id, offer.message_id if moved else menu.message_id)
