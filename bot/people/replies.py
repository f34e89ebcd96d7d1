"""Answers: in the right topic, quoting what they answer where that is not plain, and notices on top of the chat."""

from dataclasses import replace

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest, TelegramError

from bot.api import verdicts
from bot.api.verdicts import Outcome
from bot.language.translation import Html, plain
from bot.people.askers import Asker


async def answer(
    message: Message, asker: Asker, text: str, keyboard: InlineKeyboardMarkup | None = None, *, quote: bool = False
) -> Message:
    """Answer a message; in groups it is always quoted."""
    quoted = None if asker.is_private and not quote else message.message_id
    return await send(message.get_bot(), asker, text, quoted, keyboard)


async def send(
    bot: Bot, asker: Asker, text: str, quoted: int | None, keyboard: InlineKeyboardMarkup | None = None
) -> Message:
    """Say something where the asker is, quoting that message, if it is there; in General, if their topic is gone."""
    try:
        return await bot.send_message(
            asker.chat_id,
            text,
            message_thread_id=asker.thread_id,
            reply_parameters=quoting(quoted),
            reply_markup=keyboard,
        )
    except BadRequest as error:
        if asker.thread_id is None or verdicts.judge(error).outcome is not Outcome.TOPIC_GONE:
            raise
    return await send(bot, replace(asker, thread_id=None), text, quoted, keyboard)


async def remove(bot: Bot, chat_id: int, message_id: int) -> None:
    """Delete a message that has had its day; one that can't be deleted stays."""
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramError:
        return


def quoting(message_id: int | None) -> ReplyParameters | None:
    """Quote that message; one that has been deleted is no reason to say nothing."""
    return None if message_id is None else ReplyParameters(message_id, allow_sending_without_reply=True)


async def toast(query: CallbackQuery, text: str = "") -> None:
    """Let the button stop spinning, with a short notice; no answer to it matters."""
    try:
        await query.answer(plain(text)[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH] or None)
    except TelegramError:
        return


async def change(query: CallbackQuery, text: Html, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Turn the button's message into this; one that is so already, or is gone, is left alone."""
    if query.message is None:
        return
    try:
        await query.get_bot().edit_message_text(
            text, query.message.chat.id, query.message.message_id, reply_markup=keyboard
        )
    except BadRequest:
        return


async def rekey(query: CallbackQuery, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put other buttons under the button's message; one that has them already, or is gone, is left alone."""
    try:
        await query.edit_message_reply_markup(keyboard)
    except BadRequest:
        return


def replied(message: Message) -> Message | None:
    """What a message replies to; in a topic every message replies to the topic's beginning, which means nothing."""
    found = message.reply_to_message
    return None if found is None or found.forum_topic_created else found
