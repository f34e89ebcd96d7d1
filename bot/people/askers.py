"""The Asker: who is speaking with the bot, where, and in which language."""

import asyncio
from dataclasses import dataclass

from telegram import Chat, Message, Update

from bot.language import translation
from bot.people import chats
from bot.people.chats import QUIET
from bot.settings import settings


@dataclass(frozen=True, slots=True)
class Asker:
    """A person in a chat.

    ``update_id`` is the update in which they spoke; ``quality`` the chat's own choice, if any. ``is_quiet``: the chat
    wants reactions instead of status messages. ``is_private``: nobody else reads along. ``speaks_as_chat``: an
    administrator who stays anonymous, so that ``user_id`` is Telegram's placeholder.
    """

    bot_id: int
    chat_id: int
    thread_id: int | None
    user_id: int
    locale: str
    quality: str | None
    is_private: bool
    speaks_as_chat: bool
    update_id: int
    is_quiet: bool = False


async def of(update: Update) -> Asker:
    """Who sent a message or pressed a button. The update has a person and a chat."""
    user, chat = update.effective_user, update.effective_chat
    assert user is not None  # messages and buttons only: both have them
    assert chat is not None
    bot_id = settings().bot_id
    chosen = await asyncio.to_thread(chats.settings_of, bot_id, chat.id)
    query = update.callback_query
    message = query.message if query else update.message
    return Asker(
        bot_id=bot_id,
        chat_id=chat.id,
        thread_id=topic_of(message) if isinstance(message, Message) else None,
        user_id=user.id,
        locale=translation.nearest(chosen.language or user.language_code),
        quality=chosen.quality,
        is_private=chat.type == Chat.PRIVATE,
        speaks_as_chat=not query and isinstance(message, Message) and message.sender_chat == chat,
        update_id=update.update_id,
        is_quiet=chosen.manner == QUIET,
    )


def speaks_to_bot(message: Message) -> bool:
    """Whether a message is meant for the bot: anything in private, a command in a group."""
    return message.chat.type == Chat.PRIVATE or (message.text or message.caption or "").startswith("/")


def topic_of(message: Message) -> int | None:
    """The forum topic; a chain of replies in a plain group has a thread id too, but cannot be written to by it."""
    return message.message_thread_id if message.is_topic_message else None
