"""Commands that only operators have, and only in private: nobody reads along, nobody else knows them."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot.access import permissions

Handle = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


class _FromOperator(filters.UpdateFilter):
    """An update of somebody in ``ADMIN_IDS``."""

    def filter(self, update: Update) -> bool:
        """Whether an operator caused it."""
        return update.effective_user is not None and permissions.is_operator(update.effective_user.id)


OPERATOR = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & _FromOperator()


def command(name: str, handle: Handle) -> CommandHandler[ContextTypes.DEFAULT_TYPE, None]:
    """The handler of one such command."""
    return CommandHandler(name, handle, OPERATOR)
