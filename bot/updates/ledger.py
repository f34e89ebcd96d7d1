"""Notes which letters are begun and closed: those of one moment in one transaction."""

import asyncio
from dataclasses import dataclass, field

from bot.updates import inbox
from bot.updates.patience import surely


@dataclass(slots=True)
class _Page:
    """What is to be written together."""

    begun: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    is_written: bool = False


class Ledger:
    """Returns when it is written. While one page is being written, the next one fills."""

    def __init__(self) -> None:
        self._page = _Page()
        self._pen = asyncio.Lock()

    async def begin(self, letter_id: int) -> None:
        """An attempt begins."""
        self._page.begun.add(letter_id)
        await self._write(self._page)

    async def close(self, letter_id: int) -> None:
        """It is processed."""
        self._page.closed.add(letter_id)
        await self._write(self._page)

    async def _write(self, page: _Page) -> None:
        """Whoever comes first writes for all that wait."""
        async with self._pen:
            if page.is_written:
                return
            if page is self._page:
                self._page = _Page()
            await surely(inbox.note, page.begun, page.closed)
            page.is_written = True
