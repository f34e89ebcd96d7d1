"""Who may press a conversion's buttons: who asked for it, and the chat's administrators."""

import time

from telegram import ChatMember
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.askers import Asker

CACHE_SECONDS = 60.0
ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


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
