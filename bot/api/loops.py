"""One event loop, with one Bot, for each pool child of a worker."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any

from bot.api import telegram
from bot.api.telegram import TelegramBot

# Runners of a parent: a loop that is collected here would end the parent's watch for its own threads, for both share
# one epoll.
_INHERITED: list[asyncio.Runner | None] = []


class Loop:
    """Made at the first use after the fork and used again: connections live in the loop that opened them."""

    def __init__(self) -> None:
        self._runner: asyncio.Runner | None = None
        self._bot: TelegramBot | None = None
        self._pid = 0

    def run(self, function: Callable[[TelegramBot, str], Coroutine[Any, Any, None]], row_id: str) -> None:
        """Run the coroutine function to its end. After an exception the next call gets a loop of its own."""
        if self._pid != os.getpid():
            _INHERITED.append(self._runner)
            self._runner = None
        if self._runner is None:
            self._runner, self._bot, self._pid = asyncio.Runner(), telegram.make_bot(for_files=True), os.getpid()
        assert self._bot is not None  # made with the runner
        ended = False
        try:
            self._runner.run(function(self._bot, row_id))
            ended = True
        finally:
            if not ended:
                self._drop()

    def _drop(self) -> None:
        """Cancels what is left in the loop, which gives leases back."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.close()
