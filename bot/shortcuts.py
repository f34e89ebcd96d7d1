"""Shortcuts: a file and a word become a conversion, without a button being pressed."""

import asyncio
from dataclasses import replace

import structlog
from telegram import Message
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot import announcing, choices, menus, offers, permissions, refusals, replies, sniffing, words
from bot.askers import Asker
from bot.asking import Ask
from bot.attachments import attachment_of
from bot.choices import Choice
from bot.offers import Offer, OfferedFile
from bot.translation import Html
from conversion.errors import SourceError

EXAMPLE = "mp4"

log = structlog.get_logger()


async def follow(message: Message, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Do what a caption, a command or a word asks for, or say why not."""
    file = file_of(message)
    if file is not None:
        refused = await _with_file(file, asker, ask, context)
    else:
        refused = await _with_menu(await asyncio.to_thread(_menu_of, message, asker), asker, ask, context)
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
    if refusals.of_target(asker.locale, ask.options, source, source) is None:
        await follow(message, asker, replace(ask, word=source.name, target=source), context)
    elif refusals.of_wishes(asker.locale, ask.options, source) is None:
        await follow(message, asker, ask, context)
    else:
        return False
    return True


def file_of(message: Message) -> OfferedFile | None:
    """The file that is meant: the message's own, or the one it replies to, in this chat or another."""
    if own := attachment_of(message):
        return OfferedFile(message.message_id, own, message.media_group_id)
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
        views = await asyncio.to_thread(choices.of_file, asker, file, choice)
    except SourceError as error:
        return refusals.of_choice(asker.locale, error, file.attachment.format, choice.target)
    shown = await announcing.begin(context.bot, views)
    if in_album and album is None and shown is not None:
        await asyncio.to_thread(offers.add, asker, shown, file, {**choice.wishes, **choice.options}, choice.target.name)
    return None


async def _with_file(file: OfferedFile, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    file = await sniffing.identified(context.bot, file)
    if refused := refusals.of_file(asker.locale, file.attachment):
        return refused
    if not ask.word:
        if refused := refusals.of_wishes(asker.locale, ask.options, file.attachment.format):
            return refused
        await menus.send(context.bot, asker, file, ask.options)
        return None
    if ask.target is None or ask.rest:
        return refusals.of_ask(asker.locale, ask)
    return await convert(file, asker, Choice(ask.target, ask.options), context)


async def _with_menu(menu: Offer | None, asker: Asker, ask: Ask, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    """The word says what a button of the menu would."""
    if menu is None or not ask.word:
        missing = words.NO_FILE if asker.is_private else words.NO_FILE_GROUP
        return missing(asker.locale, word=ask.target or EXAMPLE, bot=context.bot.username)
    if ask.target is None or ask.rest:
        return refusals.of_ask(asker.locale, ask)
    if not await permissions.may_touch(asker, menu.user_id, context):
        return Html(words.NOT_YOURS(asker.locale))
    return await _convert_menu(menu, asker, Choice(ask.target, ask.options), context)


async def _convert_menu(menu: Offer, asker: Asker, choice: Choice, context: ContextTypes.DEFAULT_TYPE) -> Html | None:
    try:
        views = await asyncio.to_thread(choices.of_offer, asker, menu, choice)
    except SourceError as error:
        return refusals.of_choice(asker.locale, error, menu.offered[0].attachment.format, choice.target)
    await announcing.begin(context.bot, views)
    return None if views else Html(words.ALREADY_CHOSEN(asker.locale))


def _menu_of(message: Message, asker: Asker) -> Offer | None:
    """The menu that the message replies to; the person's last one where it replies to nothing."""
    if replied := replies.replied(message):
        return offers.get(asker.bot_id, asker.chat_id, replied.message_id)
    return offers.latest(asker)
