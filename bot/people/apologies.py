"""Tells people that what they wrote could not be dealt with, and the number under which operators find why."""

from collections.abc import Mapping
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.language import words
from bot.people import askers, replies

log = structlog.get_logger()


async def send(bot: Bot, body: Mapping[str, Any], error_id: str) -> None:
    """Apologise to whoever sent that update, if they spoke to the bot."""
    try:
        update = Update.de_json(dict(body), bot)
        asker = await askers.of(update)
        sorry = words.BROKEN(asker.locale, id=error_id)
        message, query = update.message, update.callback_query
        if query:
            await replies.toast(query, sorry)
        elif message and askers.speaks_to_bot(message):
            await replies.answer(message, asker, sorry, quote=True)
    except (TelegramError, AssertionError, KeyError, TypeError, ValueError, AttributeError) as error:
        log.warning("apology_not_sent", error_id=error_id, error=type(error).__name__)  # no update as we know them
