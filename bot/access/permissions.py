"""Who may do what: touch what somebody asked for, change a chat's settings, run the bot."""

import time

from telegram import ChatMember
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.language import setting_words, words
from bot.language.translation import Label
from bot.people.askers import Asker
from bot.settings import settings

CACHE_SECONDS = 60.0
ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def is_operator(user_id: int) -> bool:
    """Whether this person runs the bot."""
    return user_id in settings().admin_ids


async def why_not_touch(asker: Asker, owner_id: int, context: ContextTypes.DEFAULT_TYPE) -> Label | None:
    """Why this person may not cancel or change what that one asked for; None: they may."""
    return None if await may_touch(asker, owner_id, context) else words.NOT_YOURS


async def why_not_rule(asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> Label | None:
    """Why this person may not change the chat's settings and rules; None: they may."""
    return None if await is_administrator(asker, context) else setting_words.ADMINISTRATORS_ONLY


async def may_touch(asker: Asker, owner_id: int, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Whether this person may cancel or change what that one asked for."""
    return asker.user_id == owner_id or await is_administrator(asker, context)


async def is_administrator(asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Whether the person rules the chat: always in private, in groups as Telegram says, asked once a minute."""
    if asker.is_private or asker.speaks_as_chat:
        return True
    assert context.chat_data is not None  # the update has a chat
    known: dict[int, tuple[float, bool]] = context.chat_data.setdefault("administrators", {})
    until, answer = known.get(asker.user_id, (0.0, False))
    if until < time.monotonic():
        answer = await _ask(asker, context)
        known[asker.user_id] = time.monotonic() + CACHE_SECONDS, answer
    return answer


async def _ask(asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """No answer counts as no."""
    try:
        member = await context.bot.get_chat_member(asker.chat_id, asker.user_id)
    except TelegramError:
        return False
    return member.status in ADMINISTRATORS
