"""Paces what the bot says: no more in a second, and in a chat, than Telegram takes, counted over all processes."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sized
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.api import limits

# What Telegram counts; answers to buttons, chat actions and deletions are free.
COUNTED = ("send", "edit", "copy", "forward")
FREE = ("sendChatAction",)
MOST_AT_ONCE = 12  # of one process: where the way to Telegram stalls, no more than these arrive in a heap
LATE = 0.3  # seconds after which a place has gone by
SLOW = 0.3  # seconds; what took longer may have been counted there only now
LONGEST_NAP = 5.0  # seconds between two looks whether there is room


class Pacer(BaseRateLimiter[bool]):
    """Has each request wait for its turn, unless its ``rate_limit_args`` say that its place is taken.

    ``is_patient``: results leave room for what people wait for in the chat.
    """

    def __init__(self, *, is_patient: bool) -> None:
        self._most = limits.RESULTS if is_patient else limits.ANSWERS
        self._hands = asyncio.Semaphore(MOST_AT_ONCE)

    async def initialize(self) -> None:
        """Nothing is needed beforehand."""

    async def shutdown(self) -> None:
        """Nothing is left behind."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: bool | None,  # noqa: FBT001 - as above
    ) -> Any:
        """Make the request once there is room for it."""
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or not endpoint.startswith(COUNTED) or endpoint in FREE:
            return await callback(*args, **kwargs)
        is_edit = endpoint.startswith("edit")
        if not rate_limit_args:
            await self._wait(chat_id, data.get("media"), is_edit=is_edit)
        async with self._hands:
            start = time.monotonic()
            try:
                return await callback(*args, **kwargs)
            finally:
                if time.monotonic() - start > SLOW:
                    await asyncio.to_thread(limits.budget().count, chat_id, is_edit=is_edit)

    async def _wait(self, chat_id: int, media: object, *, is_edit: bool) -> None:
        """An album counts as its messages. Who comes late for a place takes another one: others may be there now."""
        count, late = len(media) if isinstance(media, Sized) else 1, LATE
        while True:
            asked_at = time.monotonic()
            pause, is_mine = await asyncio.to_thread(
                limits.budget().reserve, chat_id, count, is_edit=is_edit, most=self._most
            )
            await asyncio.sleep(pause if is_mine else min(pause, LONGEST_NAP))
            if is_mine:
                if time.monotonic() - asked_at - pause < late:
                    return
                late *= 4  # a slow machine is not asked for haste
