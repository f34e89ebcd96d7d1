"""Archives written member by member."""

import bz2
import gzip
import lzma
import shutil
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import py7zr

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Adds what lies at a path, with its date and mode, under a name.
Add = Callable[[Path, str], None]

# xz and 7z: more would cost hundreds of megabytes of memory for a few percent of size.
LZMA_PRESET = 6
LZMA_FILTERS = [{"id": py7zr.FILTER_LZMA2, "preset": LZMA_PRESET}]

TARS: dict[str, Callable[[Path], Any]] = {
    "tar": partial(Path.open, mode="wb"),
    "tar.gz": partial(gzip.open, mode="wb", compresslevel=6),
    "tar.bz2": partial(bz2.open, mode="wb"),
    "tar.xz": partial(lzma.open, mode="wb", preset=LZMA_PRESET),
    "tar.zst": partial(zstd.open, mode="wb"),
}
UNIX_TIME = 0x5455  # zip's extra field with the time in UTC; a zip's own dates are local, and even


def writer(path: Path, kind: str) -> AbstractContextManager[Add]:
    """A new archive of that kind (a format's name)."""
    if kind == "zip":
        return _zip(path)
    return _7z(path) if kind == "7z" else _tar(path, TARS[kind])


@contextmanager
def _zip(path: Path) -> Iterator[Add]:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:

        def add(content: Path, name: str) -> None:
            info = zipfile.ZipInfo.from_file(content, name, strict_timestamps=False)
            info.extra = struct.pack("<HHBl", UNIX_TIME, 5, 1, int(content.stat().st_mtime) & 0x7FFFFFFF)
            if info.is_dir():
                archive.writestr(info, b"")
                return
            info.compress_type = zipfile.ZIP_DEFLATED
            with content.open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target)

        yield add


@contextmanager
def _tar(path: Path, opener: Callable[[Path], Any]) -> Iterator[Add]:
    with opener(path) as file, tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:

        def add(content: Path, name: str) -> None:
            info = archive.gettarinfo(content, name)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            if info.isdir():
                archive.addfile(info)
                return
            with content.open("rb") as source:
                archive.addfile(info, source)

        yield add


@contextmanager
def _7z(path: Path) -> Iterator[Add]:
    with py7zr.SevenZipFile(path, "w", filters=LZMA_FILTERS) as archive:
        yield archive.write
