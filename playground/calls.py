"""Remembers what the bot called, for tests and the curious."""

import itertools
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KEPT = 5_000


@dataclass(slots=True)
class Called:
    """One call. ``files`` maps a field to name and size; ``code`` is 0 until it is answered."""

    number: int
    at: float
    method: str
    parameters: Mapping[str, Any]
    files: Mapping[str, Any]
    chat_id: int | None
    code: int = 0
    description: str = ""
    seconds: float = 0.0

    def answered(self, code: int, description: str = "") -> None:
        """Note how it went."""
        self.code, self.description = code, description
        self.seconds = time.time() - self.at


class Calls:
    """The last calls of one bot."""

    def __init__(self) -> None:
        self._calls: deque[Called] = deque(maxlen=KEPT)
        self._numbers = itertools.count(1)

    def add(self, method: str, parameters: Mapping[str, Any], files: Mapping[str, Any], chat_id: int | None) -> Called:
        """Note a call that came in."""
        called = Called(next(self._numbers), time.time(), method, parameters, files, chat_id)
        self._calls.append(called)
        return called

    def __iter__(self) -> Iterator[Called]:
        return iter(self._calls)
