"""/limits: what people and groups may have, shown and changed while the bot runs."""

import asyncio

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.access import allowances
from bot.handlers.operators.commands import command
from bot.language import operator_words
from bot.language.translation import Html
from bot.operators import dashboards
from bot.people import askers, replies

BACK_TO_SETTING = "default"

log = structlog.get_logger()


async def limits(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show all limits, or change one and show them."""
    assert update.message is not None  # the filter lets nothing else through
    asker, args = await askers.of(update), context.args or []
    refused = await _change(args, asker.user_id, asker.locale) if args else None
    current = await asyncio.to_thread(allowances.current)
    await replies.answer(update.message, asker, refused or dashboards.limits(current, asker.locale))


async def _change(args: list[str], by_user: int, locale: str) -> Html | None:
    name, value = args[0].lower(), "".join(args[1:]).lower()
    number = int(value) if value.isascii() and value.isdigit() else None
    if number is None and value != BACK_TO_SETTING:
        return operator_words.LIMITS_HOW(locale)
    try:
        await asyncio.to_thread(allowances.choose, name, number)
    except ValueError:
        return operator_words.LIMITS_HOW(locale)
    log.warning("limit_changed", name=name, value=value, by_user=by_user)
    return None


HANDLER = command("limits", limits)
