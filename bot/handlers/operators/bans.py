"""/ban, /unban: shut a person or a chat out, and let them in again."""

import asyncio

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.access import bans, permissions
from bot.delivery import cancelling
from bot.handlers.operators.commands import command
from bot.language import operator_words
from bot.language.translation import Html
from bot.operators import dashboards
from bot.people import askers, replies
from bot.people.askers import Asker

MOST_REASON = 100  # characters: a button's answer has to hold it

log = structlog.get_logger()


async def ban(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Shut somebody out, and cancel what runs for them; without a name, list those who are."""
    assert update.message is not None  # the filter lets nothing else through
    asker, args = await askers.of(update), context.args or []
    if not args:
        text = dashboards.banned(await asyncio.to_thread(bans.every), asker.locale)
    elif (subject := _id(args[0])) is None:
        text = operator_words.BAN_HOW(asker.locale)
    elif permissions.is_operator(subject):
        text = operator_words.BAN_OPERATOR(asker.locale, id=subject)
    else:
        text = await _ban(subject, " ".join(args[1:])[:MOST_REASON], asker, context)
    await replies.answer(update.message, asker, text)


async def _ban(subject: int, reason: str, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> Html:
    await asyncio.to_thread(bans.put, subject, reason, asker.user_id)
    cancelled = await cancelling.all_of(subject, context.bot)
    log.warning("banned", subject_id=subject, by_user=asker.user_id, cancelled=len(cancelled))
    return operator_words.IS_BANNED(asker.locale, len(cancelled), id=subject)


async def unban(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Let somebody in again."""
    assert update.message is not None  # the filter lets nothing else through
    asker, args = await askers.of(update), context.args or []
    if not args or (subject := _id(args[0])) is None:
        text = operator_words.UNBAN_HOW(asker.locale)
    elif await asyncio.to_thread(bans.lift, subject):
        log.warning("unbanned", subject_id=subject, by_user=asker.user_id)
        text = operator_words.IS_UNBANNED(asker.locale, id=subject)
    else:
        text = operator_words.NOT_BANNED(asker.locale, id=subject)
    await replies.answer(update.message, asker, text)


def _id(word: str) -> int | None:
    digits = word.removeprefix("-")
    return int(word) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(1 << 52)) else None


BAN = command("ban", ban)
UNBAN = command("unban", unban)
