"""Fetches updates by long polling: committed to the inbox first, confirmed to Telegram afterwards."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.api import verdicts
from bot.api.telegram import TelegramBot
from bot.updates import inbox
from bot.updates.patience import surely

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds after a failed poll
log = structlog.get_logger()


class Pauses:
    """How long to wait after a failure: each time twice as long, until something went well."""

    def __init__(self) -> None:
        self._next = FIRST_PAUSE

    def forget(self) -> None:
        """It went well."""
        self._next = FIRST_PAUSE

    def after(self, error: TelegramError) -> float:
        """Seconds to wait, and a log line that says what happened."""
        wanted = verdicts.judge(error).wait
        pause, self._next = max(self._next, wanted), min(LONGEST_PAUSE, self._next * 2)
        log.warning(_event(error), error=type(error).__name__, reason=str(error), seconds=pause)
        return pause


def _event(error: TelegramError) -> str:
    """A static name for each thing an operator would do something else about."""
    events: dict[type[TelegramError], str] = {
        InvalidToken: "token_refused",
        Conflict: "another_bot_polls",
        RetryAfter: "telegram_wants_peace",
    }
    return next((event for kind, event in events.items() if isinstance(error, kind)), "telegram_away")


class Poller:
    """Polls for ever. ``offset`` confirms what is committed, and is dropped then: Telegram may start its ids anew."""

    def __init__(self, bot: TelegramBot, on_updates: Callable[[], None]) -> None:
        self._bot, self._on_updates = bot, on_updates
        self._offset: int | None = None
        self._pauses = Pauses()

    async def run(self) -> None:
        """Poll until cancelled; a failure is a pause, never an end."""
        await self._forget_webhook()
        while True:
            try:
                updates = await self._bot.raw_updates(self._offset, ALLOWED_UPDATES)
            except TelegramError as error:
                await asyncio.sleep(self._pauses.after(error))
                if isinstance(error, Conflict):
                    await self._forget_webhook()
            else:
                self._pauses.forget()
                await self._commit(updates)

    async def _commit(self, updates: Sequence[Mapping[str, Any]]) -> None:
        self._offset = max((update["update_id"] for update in updates), default=-1) + 1 or None
        if await surely(inbox.put, self._bot.id, updates):
            self._on_updates()

    async def _forget_webhook(self) -> None:
        """Telegram does not answer polls while it has one."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            log.warning("webhook_not_deleted", error=type(error).__name__)
