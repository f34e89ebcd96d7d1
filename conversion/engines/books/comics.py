"""The pages of a comic: an archive of pictures, in the order that people count in."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import py7zr

from conversion import detection, process
from conversion.archives import reading
from conversion.archives.members import Budget
from conversion.errors import DamagedFileError, NothingToConvertError

ARCHIVES = frozenset(("zip", "rar", "7z", "tar"))
PAGES = frozenset(("jpg", "png", "webp", "gif", "bmp", "tiff", "avif"))
NUMBER = re.compile(r"(\d+)")
# Pages are compressed already.
WRITERS: dict[str, Callable[[Path], Any]] = {
    "cbz": lambda path: zipfile.ZipFile(path, "w", zipfile.ZIP_STORED),
    "cb7": lambda path: py7zr.SevenZipFile(path, "w", filters=[{"id": py7zr.FILTER_COPY}]),
}
JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.)")  # what macOS packs beside each file


def unpack(source: Path, folder: Path) -> list[tuple[str, Path]]:
    """Lay out the pages, in order; each with the name of its format.

    Raises `DamagedFileError`, `NothingToConvertError` for an archive without pictures, and what the archive raises.
    """
    kind = detection.detect(source)
    if kind not in ARCHIVES:
        raise DamagedFileError("no archive")
    found = sorted(_pages(source, kind, folder))
    if not found:
        raise NothingToConvertError("no pictures")
    return [(name, path) for _order, name, path in found]


def pack(source: Path, folder: Path, output: Path, target: str = "cbz") -> None:
    """Write the pages alone, numbered, as the format ``target``; raises what `unpack` does."""
    pages = unpack(source, folder)
    digits = len(str(len(pages)))
    with WRITERS[target](output) as archive:
        for number, (name, path) in enumerate(pages, start=1):
            archive.write(path, f"{number:0{digits}}.{name}")


def _pages(source: Path, kind: str, folder: Path) -> Iterator[tuple[list[tuple[int, str]], str, Path]]:
    budget = Budget(source.stat().st_size, folder)
    for number, member in enumerate(reading.members(source, kind)):
        budget.member()
        path = folder / str(number)
        with path.open("wb") as file:
            file.writelines(budget.chunks(member.chunks))
        name = None if member.is_folder or JUNK.search(member.name) else detection.detect(path)
        if name in PAGES:
            yield _order(member.name), name, path
        process.report(member.progress / 2)


def _order(name: str) -> list[tuple[int, str]]:
    """Page 2 before page 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in NUMBER.split(name.lower())]
