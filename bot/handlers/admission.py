"""Who may use the bot at the moment: those invited and not banned; and new files not while it drains."""

import asyncio

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop, ContextTypes, TypeHandler

from bot.access import bans, draining
from bot.access.bans import Ban
from bot.api.attachments import FILES
from bot.errors import DrainingError
from bot.language import problems, words
from bot.people import askers, replies
from bot.settings import settings
from conversion import database


async def admit(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Let an update through to the other handlers, or say why not and keep it from them."""
    if _is_move(update.message):
        return
    if not _is_invited(update):
        await _tell_uninvited(update)
        raise ApplicationHandlerStop
    ban, drains = await asyncio.to_thread(_look, _present(update))
    if ban:
        await _tell_banned(update, ban)
        raise ApplicationHandlerStop
    if drains and _is_new_file(update):
        await _tell(update, problems.SENTENCES[DrainingError]((await askers.of(update)).locale))
        raise ApplicationHandlerStop


def _is_move(message: Message | None) -> bool:
    """A group becomes a supergroup: what runs there has to follow, whoever moved it."""
    return message is not None and bool(message.migrate_to_chat_id or message.migrate_from_chat_id)


def _present(update: Update) -> frozenset[int]:
    """The ids of the person and of the chat."""
    return frozenset(someone.id for someone in (update.effective_user, update.effective_chat) if someone)


def _is_invited(update: Update) -> bool:
    listed = settings().allowed_ids
    return not listed or not _present(update).isdisjoint(listed | settings().admin_ids)


def _look(present: frozenset[int]) -> tuple[Ban | None, bool]:
    """Whether somebody is banned, and whether the bot drains. Operators can't shut themselves out."""
    subjects = set() if present & settings().admin_ids else present
    with database.together():
        return bans.of(subjects), draining.is_on_now()


def _is_new_file(update: Update) -> bool:
    """A file in a private chat; whatever else asks for work is answered where it would begin."""
    message = update.message
    return message is not None and message.chat.type == Chat.PRIVATE and bool(FILES.check_update(update))


async def _tell_uninvited(update: Update) -> None:
    """In private; a group that did not ask hears nothing."""
    if update.callback_query or (update.message and update.message.chat.type == Chat.PRIVATE):
        await _tell(update, words.NOT_INVITED((await askers.of(update)).locale))


async def _tell_banned(update: Update, ban: Ban) -> None:
    """Once a day at most, and only to who spoke to the bot."""
    told = _is_spoken_to(update) and await asyncio.to_thread(bans.stamp_told, ban)
    locale = (await askers.of(update)).locale
    why = words.BANNED_BECAUSE(locale, reason=ban.reason) if ban.reason else words.BANNED(locale)
    await _tell(update, why if told else "")


async def _tell(update: Update, text: str) -> None:
    message, query = update.message, update.callback_query
    if query:
        await replies.toast(query, text)
    elif message and text:
        await replies.answer(message, await askers.of(update), text)


def _is_spoken_to(update: Update) -> bool:
    """Whether it is meant for the bot: a button, or a message that is."""
    return update.callback_query is not None if update.message is None else askers.speaks_to_bot(update.message)


HANDLER = TypeHandler(Update, admit)
