"""What operators can do, one file a thing: to everybody else these commands are unknown."""

from typing import Any

from telegram.ext import BaseHandler, ContextTypes

from bot.handlers.operators import bans, broadcast, drain, find, limits, stats

HANDLERS: tuple[BaseHandler[Any, ContextTypes.DEFAULT_TYPE, Any], ...] = (
    stats.HANDLER,
    find.HANDLER,
    bans.BAN,
    bans.UNBAN,
    drain.HANDLER,
    limits.HANDLER,
    broadcast.COMMAND,
    broadcast.BUTTON,
)
