"""Archives written member by member."""

import bz2
import gzip
import lzma
import shutil
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import py7zr

from conversion.archives import rare
from conversion.contents.compression import zstd
from conversion.options import Option
from conversion.options.catalogue import LEVEL

# Adds what lies at a path, with its date and mode, under a name.
Add = Callable[[Path, str], None]

# xz and 7z: more would cost hundreds of megabytes of memory for a few percent of size.
LZMA_PRESET = 6
TARS: dict[str, Callable[[Path, int], Any]] = {
    "tar": lambda path, _level: path.open("wb"),
    "tar.gz": lambda path, level: gzip.GzipFile(path, "wb", compresslevel=level),
    "tar.bz2": lambda path, level: bz2.BZ2File(path, "wb", compresslevel=max(1, level)),
    "tar.xz": lambda path, level: lzma.LZMAFile(path, "wb", preset=level),  # noqa: SIM115 - its caller closes it
    "tar.zst": lambda path, level: zstd.ZstdFile(path, "wb", level=1 + level * 2),
}
USUAL = {"tar.gz": 6, "tar.bz2": 9, "tar.xz": LZMA_PRESET, "tar.zst": 1, "zip": 6, "7z": LZMA_PRESET, "tar": 0}
MANIFEST = b"Manifest-Version: 1.0\r\nCreated-By: Mutabor\r\n\r\n"
UNIX_TIME = 0x5455  # zip's extra field with the time in UTC; a zip's own dates are local, and even


def levels(kind: str) -> tuple[Option, ...]:
    """How hard an archive of that kind can be packed."""
    if kind not in USUAL or kind == "tar":
        return ()
    return (replace(LEVEL, high=LZMA_PRESET) if kind in ("7z", "tar.xz") else LEVEL,)


def writer(path: Path, kind: str, level: int | None = None, lock: str = "") -> AbstractContextManager[Add]:
    """A new archive of that kind (a format's name); ``lock`` is a password, empty for none, for a zip or a 7z."""
    level = USUAL.get(kind, LZMA_PRESET) if level is None else level
    if kind in rare.WRITES:
        return rare.writer(path, kind)
    if kind == "jar":
        return _jar(path, level)
    if kind == "zip":
        return _locked_zip(path, level, lock) if lock else _zip(path, level)
    return _7z(path, level, lock) if kind == "7z" else _tar(path, lambda opened: TARS[kind](opened, level))


@contextmanager
def _locked_zip(path: Path, level: int, lock: str) -> Iterator[Add]:
    """Zip's own lock can be picked within minutes: AES, which all but very old programs open."""
    import libarchive  # noqa: PLC0415 - fails where the shared library is missing, and only this needs it

    settings = f"zip:encryption=aes256,zip:compression-level={level}"
    with libarchive.file_writer(str(path), "zip", options=settings, passphrase=lock) as archive:

        def add(content: Path, name: str) -> None:
            archive.add_files(str(content), pathname=name, recursive=False, uid=0, gid=0)

        yield add


@contextmanager
def _zip(path: Path, level: int) -> Iterator[Add]:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:

        def add(content: Path, name: str) -> None:
            info = zipfile.ZipInfo.from_file(content, name, strict_timestamps=False)
            info.extra = struct.pack("<HHBl", UNIX_TIME, 5, 1, int(content.stat().st_mtime) & 0x7FFFFFFF)
            if info.is_dir():
                archive.writestr(info, b"")
                return
            info.compress_type = zipfile.ZIP_DEFLATED
            info._compresslevel = level  # type: ignore[attr-defined]  # noqa: SLF001 - the public name is newer
            with content.open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target)

        yield add


@contextmanager
def _jar(path: Path, level: int) -> Iterator[Add]:
    """A zip that begins with a list of what Java ought to know of it."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", MANIFEST)
    with _zip(path, level) as add:
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
def _7z(path: Path, level: int, lock: str) -> Iterator[Add]:
    filters = [{"id": py7zr.FILTER_LZMA2, "preset": level}]
    filters += [{"id": py7zr.FILTER_CRYPTO_AES256_SHA256}] if lock else []
    with py7zr.SevenZipFile(path, "w", filters=filters, password=lock or None, header_encryption=bool(lock)) as archive:
        yield archive.write
