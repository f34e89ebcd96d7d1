"""The updates a bot has not confirmed yet, and how it gets them by polling."""

import secrets
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from playground import events, refusals, storage

# What Telegram leaves out unless it is asked for by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT = 500
POLL_SECONDS = 50


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its number, and the Bot API's Update."""

    number: int
    body: dict[str, Any]


class Updates:
    """A bot's updates, in their order. Unconfirmed ones survive a restart."""

    def __init__(self, shelf: storage.Shelf[Update], log: events.Events) -> None:
        self._shelf = shelf
        self._log = log
        self._poll = 0
        self._confirmed: deque[Update] = deque(maxlen=KEPT)
        self._again: list[Update] = []
        self.allowed: list[str] = []
        self._next = max((update.number for update in shelf), default=10**8 + secrets.randbelow(8 * 10**8)) + 1

    def __len__(self) -> int:
        return len(self._shelf)

    def add(self, kind: str, payload: dict[str, Any]) -> None:
        """Keep an update for the bot, if it wants such."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST:
            return
        self._shelf.put(self._next, Update(self._next, {"update_id": self._next, kind: payload}))
        self._next += 1
        self._log.wake()

    def pending(self, limit: int = 100) -> list[Update]:
        """What is to be given out next, oldest first; repeats that were ordered come before the rest."""
        return [*self._again, *sorted(self._shelf, key=lambda update: update.number)][:limit]

    def taken(self, update: Update) -> None:
        """Forget an update the bot has confirmed."""
        if update in self._again:
            self._again.remove(update)
        elif update.number in self._shelf:
            self._confirmed.append(update)
            self._shelf.remove(update.number)

    def repeat(self, count: int) -> int:
        """Hand out the last confirmed updates once more, whatever offset is asked for; how many there are."""
        self._again = list(self._confirmed)[-count:] if count > 0 else []
        self._log.wake()
        return len(self._again)

    def drop(self) -> None:
        """Forget everything that waits."""
        for update in self._shelf:
            self.taken(update)

    def seek(self, offset: int) -> None:
        """Confirm all before the offset; a negative one keeps that many from the end."""
        numbers = sorted(update.number for update in self._shelf)
        first = offset if offset >= 0 else (numbers[offset:] or [0])[0]
        for update in self._shelf:
            if update.number < first:
                self.taken(update)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """getUpdates: what waits, or what comes within so many seconds. A newer poll ends this one with a 409."""
        self._poll += 1
        mine = self._poll
        self._log.wake()
        self.seek(offset)
        deadline = time.monotonic() + min(seconds, POLL_SECONDS)
        while not (found := self.pending(limit)) and not self._log.closed:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            await self._log.news(left)
            if self._poll != mine:
                raise refusals.conflict(refusals.POLLED_TWICE)
        self._again = []
        return found
