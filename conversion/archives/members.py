"""A member of an archive, and what all members together may come to."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from conversion.errors import PassingError, TooLargeError

MOST_MEMBERS = 10_000
MOST_BYTES = 4 << 30  # expanded, whatever the archive's size
SMALL = 200 << 20  # bytes that any archive may expand to
MOST_TIMES = 200  # beyond that: its own size times this
RESERVE = 256 << 20  # bytes of disk that are left to others
CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Member:
    """A regular file or a folder.

    ``name`` is as the archive has it, not to be trusted; ``modified`` in seconds since 1970; ``chunks`` its content,
    to be read before the next member is asked for; ``progress`` tells how much of the archive lies behind it (0…1).
    """

    name: str
    is_folder: bool
    modified: float
    is_executable: bool
    progress: float
    chunks: Iterable[bytes] = field(default=())


class Budget:
    """Counts what really comes out of an archive, whatever its headers promise."""

    def __init__(self, packed_size: int, scratch: Path) -> None:
        self._members = MOST_MEMBERS
        self._bytes = min(MOST_BYTES, max(SMALL, MOST_TIMES * packed_size))
        self._scratch = scratch
        self._unchecked = 0

    def member(self) -> None:
        """One more; raises `TooLargeError`."""
        self._members -= 1
        if self._members < 0:
            raise TooLargeError("members", MOST_MEMBERS)

    def chunks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks, counted; raises `TooLargeError`, and `PassingError` before the disk is full."""
        for chunk in chunks:
            self._bytes -= len(chunk)
            if self._bytes < 0:
                raise TooLargeError("expanded bytes")
            self._check_disk(len(chunk))
            yield chunk

    def _check_disk(self, size: int) -> None:
        self._unchecked += size
        if self._unchecked > RESERVE // 4:
            self._unchecked = 0
            if shutil.disk_usage(self._scratch).free < RESERVE:
                raise PassingError("disk nearly full")
