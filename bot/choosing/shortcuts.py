"""Shortcuts: a file and a word become a conversion, without a button being pressed."""

import asyncio
from dataclasses import replace

import structlog
from telegram import Message
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.access import permissions
from bot.api.attachments import attachment_of
from bot.choosing import choices, gathering, menus, refusals, sniffing
from bot.choosing.choices import Choice
from bot.delivery import announcing
from bot.language import union_words, words
from bot.language.translation import Html
from bot.people import replies
from bot.people.askers import Asker
from bot.records import offers
from bot.records.deliveries import View
from bot.records.offers import Offer, OfferedFile
from bot.understanding.asking import Ask
from conversion import formats
from conversion.errors import SourceError

EXAMPLE = "mp4"
# A PDF does not become a PDF: these wishes name what it becomes.
PDF_SORTS: dict[tuple[tuple[str, str], ...], str] = {(("quality", "low"),): "pdf-small", (("grey", "yes"),): "pdf-grey"}

log = structlog.get_logger()


async def follow(message: Message, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Do what a caption, a command or a word asks for, or say why not."""
    file = file_of(message)
    menu = await asyncio.to_thread(_menu_of, message, asker, file, ask)
    if file is None or menu is not None:
        refused = await _with_menu(menu, asker, ask, context)
    elif file.is_new and ask.is_clear and gathering.is_wanted([file], ask):
        refused = await gathering.begin(file, asker, ask, context)
    else:
        refused = await _with_file(file, asker, ask, context)
    if refused:
        await replies.answer(message, asker, refused, quote=True)
    if ask.is_confidential and (attachment_of(message) is None or not refused):
        await _forget(message)


async def _forget(message: Message) -> None:
    """What was confided goes out of the chat, where the bot may; the file is known without its message."""
    try:
        await message.delete()
    except TelegramError as error:
        log.info("secret_stays_in_chat", reason=type(error).__name__)


async def wish(message: Message, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Do with a file what its caption says without naming a format: in the file's own, if that can be.

    False: the words mean nothing here.
    """
    file = file_of(message)
    assert file is not None  # the message has a file
    file = await sniffing.identified(context.bot, file)
    source = file.attachment.format
    if source is None or refusals.of_file(asker.locale, file.attachment):
        return False
    if source.name == "pdf" and (sort := _sort(ask)):
        await follow(message, asker, sort, context)
    elif refusals.of_target(asker.locale, ask.options, source, source) is None:
        await follow(message, asker, replace(ask, word=source.name, target=source), context)
    elif refusals.of_wishes(asker.locale, ask.options, source) is None:
        await follow(message, asker, ask, context)
    else:
        return False
    return True


def _sort(ask: Ask) -> Ask | None:
    """The sort of PDF that a wish names; a size that it is to fit stays a wish."""
    fitted = {"max": ask.options["max"]} if ask.options.keys() == {"max"} else {}
    name = "pdf-small" if fitted else PDF_SORTS.get(tuple(ask.options.items()))
    return Ask(name, formats.named(name)[0], fitted, ()) if name else None


def file_of(message: Message) -> OfferedFile | None:
    """The file that is meant: the message's own, or the one it replies to, in this chat or another."""
    if own := attachment_of(message):
        return OfferedFile(message.message_id, own, message.media_group_id, is_new=True)
    replied = replies.replied(message)
    if replied and (theirs := attachment_of(replied)):
        return OfferedFile(replied.message_id, theirs)
    if message.external_reply and (elsewhere := attachment_of(message.external_reply)):
        return OfferedFile(message.message_id, elsewhere)
    return None


async def convert(file: OfferedFile, asker: Asker, choice: Choice, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    """Convert a file, and the rest of its album likewise; the sentence says why not."""
    in_album = file.media_group_id is not None
    album = await asyncio.to_thread(offers.join, asker, file, bursts=False) if in_album else None
    if album and album.target is None:
        return await _convert_menu(album, asker, choice, context)
    try:
        views = await asyncio.to_thread(choices.of_file, asker, file, choice, None if asker.is_quiet else album)
    except SourceError as error:
        return refusals.of_choice(asker.locale, error, file.attachment.format, choice.target)
    if not in_album or album is not None or not views:
        await announcing.begin(context.bot, views)
        return None
    shown = await _begin_album(file, asker, views[0], context)
    if shown is not None:
        await asyncio.to_thread(offers.add, asker, shown, file, {**choice.wishes, **choice.options}, choice.target.name)
    return None


async def _begin_album(file: OfferedFile, asker: Asker, view: View, context: ContextTypes.DEFAULT_TYPE) -> int | None:
    """The message that stands for the album; where reactions tell of each file, the first file's own."""
    if not asker.is_quiet:
        return await announcing.begin_album(context.bot, view)
    await announcing.begin(context.bot, [view])
    return file.message_id


async def _with_file(file: OfferedFile, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    file = await sniffing.identified(context.bot, file)
    if refused := await refusals.of_arrival(asker.locale, file.attachment):
        return refused
    if not ask.word:
        if refused := refusals.of_wishes(asker.locale, ask.options, file.attachment.format):
            return refused
        await menus.send(context.bot, asker, file, ask.options)
        return None
    if ask.is_guess and await menus.suggest(context.bot, asker, file, ask):
        return None
    if ask.target is None or ask.rest:
        return refusals.of_ask(asker.locale, ask)
    return await convert(file, asker, Choice(ask.target, ask.options), context)


async def _with_menu(menu: Offer | None, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    """The word says what a button of the menu would."""
    if menu is None or not (ask.word or ask.is_union):
        missing = words.NO_FILE if asker.is_private else words.NO_FILE_GROUP
        return missing(asker.locale, word=ask.target or EXAMPLE, bot=context.bot.username)
    if refused := await permissions.why_not_touch(asker, menu.user_id, context):
        return Html(refused(asker.locale))
    if ask.is_guess and len(menu.offered) == 1 and await menus.suggest(context.bot, asker, menu.offered[0], ask):
        return None
    if ask.is_clear and len(menu.offered) > 1 and gathering.is_wanted(menu.offered, ask):
        return await _convert_menu(menu, asker, gathering.choice(menu.offered, ask), context)
    if ask.target is None or ask.rest:
        return union_words.ONLY_ONE(asker.locale) if ask.is_clear else refusals.of_ask(asker.locale, ask)
    return await _convert_menu(menu, asker, Choice(ask.target, ask.options), context)


async def _convert_menu(menu: Offer, asker: Asker, choice: Choice, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    try:
        views = await asyncio.to_thread(choices.of_offer, asker, menu, choice)
    except SourceError as error:
        if choice.is_union:
            return refusals.of_union(asker.locale, error, menu.offered, choice.target)
        return refusals.of_choice(asker.locale, error, menu.offered[0].attachment.format, choice.target)
    await announcing.begin(context.bot, views)
    return None if views else Html(words.ALREADY_CHOSEN(asker.locale))


def _menu_of(message: Message, asker: Asker, file: OfferedFile | None, ask: Ask) -> Offer | None:
    """The menu that the message replies to; the person's last one where it replies to nothing.

    Where it is about a ``file``: the menu with that file, if all of its files are meant.
    """
    if file is not None:
        menu = offers.latest(asker) if ask.is_union and not file.is_new else None
        return menu if menu and any(one.message_id == file.message_id for one in menu.offered) else None
    if replied := replies.replied(message):
        return offers.get(asker.bot_id, asker.chat_id, replied.message_id)
    return offers.latest(asker)
