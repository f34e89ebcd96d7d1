"""Results in several files: parts of one that is too large, volumes of a ZIP, the members of an album."""

import io
import math
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

from bot.delivery import results
from bot.delivery.results import Sendable
from bot.messages import shapes
from bot.settings import settings

ALBUM = range(2, 11)  # files that Telegram shows together
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every member, so that a ZIP made again has the same bytes
CHUNK = 1 << 20
PACKED = 1  # how hard: films shrink no further anyway


class Slice(io.BufferedIOBase):
    """A part of a file that can be read like a file of its own; it has no descriptor, which would be the whole's."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self._file, self._start, self._length, self._at = file, start, length, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Bytes from its own beginning."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there; returns the place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = min(max(0, base + offset), self._length)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, empty at its end."""
        left = self._length - self._at
        self._file.seek(self._start + self._at)
        data = self._file.read(left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data


@contextmanager
def split(path: Path, name: str) -> Iterator[list[Sendable]]:
    """The file in numbered parts, each as large as may be sent: ``film.mp4.001``, ….

    Put together by `cat`, `copy /b`, 7-Zip, or any program that knows such names.
    """
    size, limit = path.stat().st_size, settings().upload_limit
    count = max(1, math.ceil(size / limit))
    digits = max(3, len(str(count)))
    with path.open("rb") as file:
        slices = [Slice(file, start, min(limit, size - start)) for start in range(0, count * limit, limit)]
        yield [
            results.upload(cast("IO[bytes]", part), f"{name}.{number:0{digits}}")
            for number, part in enumerate(slices, start=1)
        ]


@contextmanager
def packed(path: Path, name: str) -> Iterator[list[Sendable]]:
    """The file in a ZIP, and that in volumes as 7-Zip makes them; one that became small enough is a ZIP as usual."""
    with results.scratch() as folder:
        archive = folder / "result.zip"
        _pack(path, name, archive)
        zip_name = f"{Path(name).stem}.zip"
        if archive.stat().st_size <= settings().upload_limit:
            with archive.open("rb") as file:
                yield [results.upload(file, zip_name)]
            return
        with split(archive, zip_name) as volumes:
            yield volumes


def _pack(path: Path, name: str, archive: Path) -> None:
    """The same bytes each time: the volumes of two attempts fit together."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as made:
        member = zipfile.ZipInfo(name, EPOCH)
        member.compress_type = zipfile.ZIP_DEFLATED
        with path.open("rb") as source, made.open(member, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, CHUNK)


@contextmanager
def members(path: Path, _name: str) -> Iterator[list[Sendable]]:
    """The files in a ZIP of ours, if they are so few and small that they make an album; else none."""
    with ExitStack() as stack:
        archive = stack.enter_context(zipfile.ZipFile(path))
        found = archive.infolist()
        if len(found) not in ALBUM or sum(member.file_size for member in found) > settings().upload_limit:
            yield []
            return
        yield [results.upload(stack.enter_context(archive.open(member)), member.filename) for member in found]


OPENED = {shapes.PARTS: split, shapes.VOLUMES: packed, shapes.ALBUM: members}


def count(files: Sequence[Sendable], shape: str) -> int:
    """How many messages one after another: an album's come at once."""
    return 1 if shape == shapes.ALBUM else len(files)
