"""Tells pages and tests what happened: a numbered log that can be waited on."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

KEPT = 5000


class Events:
    """The last happenings of one bot's world. Each is ``{"number": growing, "type": …, "at": epoch seconds, …}``."""

    def __init__(self) -> None:
        self._events: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._news = asyncio.Event()
        # Numbers go on growing over restarts: a page that comes back with an old one misses nothing.
        self.last = int(time.time() * 1000)
        self.closed = False

    def publish(self, kind: str, **data: Any) -> None:
        """Add an event and wake whoever waits."""
        self.last += 1
        self._events.append({"number": self.last, "type": kind, "at": time.time(), **data})
        self.wake()

    def wake(self) -> None:
        """Wake whoever waits, to look at the world anew."""
        self._news.set()
        self._news = asyncio.Event()

    def close(self) -> None:
        """End all waiting: the server stops."""
        self.closed = True
        self.wake()

    def after(self, number: int) -> list[dict[str, Any]]:
        """The events that came after that number, oldest first."""
        missed = min(self.last - number, len(self._events))
        return list(self._events)[len(self._events) - missed :] if missed > 0 else []

    async def wait(self, number: int, seconds: float) -> list[dict[str, Any]]:
        """The events after that number, as soon as there is one; empty after so many seconds."""
        await self.until(lambda: self.last > number, seconds)
        return self.after(number)

    async def until(self, happened: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so, looking again at each event; says whether it became so in so many seconds."""
        deadline = time.monotonic() + seconds
        while not happened() and not self.closed:
            left = deadline - time.monotonic()
            if left <= 0 or not await self.news(left):
                break
        return happened()

    async def news(self, seconds: float) -> bool:
        """Wait for the next event or `wake`, at most so many seconds; says whether one came."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        return True
