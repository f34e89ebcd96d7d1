"""What a packed file is: zip containers by what they hold, compressed tars by what comes out."""

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from conversion import formats
from conversion.contents.compression import zstd
from conversion.detection import books, bundles, offices, packages

COMPRESSIONS: tuple[tuple[bytes, str, Callable[[Path], Any]], ...] = (
    (b"\x1f\x8b", "tar.gz", gzip.open),
    (b"BZh", "tar.bz2", bz2.open),
    (b"\xfd7zXZ\0", "tar.xz", lzma.open),
    (b"\x28\xb5\x2f\xfd", "tar.zst", zstd.open),
    (b"\x5d\0\0", "tar.lzma", lzma.open),
    (b"LZIP\1", "tar.lz", partial(packages.unpacked, packing="lzip")),
    (b"\x1f\x9d", "tar.z", partial(packages.unpacked, packing="compress")),
    (b"\x04\x22\x4d\x18", "tar.lz4", partial(packages.unpacked, packing="lz4")),
)
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOTLOTTIE = re.compile(r"(?:animations|a)/[^/]+\.json$")
GNUMERIC = b"<gnm:Workbook"
LONGEST_START = 1 << 16  # bytes of a compressed text that are looked at
LONGEST_END = (1 << 16) + 22  # bytes of a zip's end with the longest comment
LONGEST_TYPE = 100  # bytes of a "mimetype" member that are worth reading


def packed_format(path: Path, head: bytes, claimed: str | None) -> str | None:
    """The name of the format in a zip, a compressed tar, an old tar, or an encrypted Office document; else None."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(path, head, claimed)
    for mark, name, opener in COMPRESSIONS:
        if head.startswith(mark):
            return name if _holds_tar(path, opener) else _alone(path, name)
    if head.startswith(OLE) and ENCRYPTED in _start(path):
        return claimed if claimed in offices.IN_OLE else "docx"
    if claimed == "zip" and is_last_of_several(path):
        return claimed
    return "tar" if _is_old_tar(head) else packages.by_trial(path, claimed)


def is_last_of_several(path: Path) -> bool:
    """It is a zip whose directory, which stands at its end, says that other parts come before it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_END))
        _, mark, end = file.read().rpartition(b"PK\x05\x06")
    return bool(mark) and end[:2] not in (b"\0\0", b"\xff\xff")


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 26)


def _alone(path: Path, name: str) -> str:
    """A packed file that is no tar: a format of its own, or just packed."""
    return (_in_gzip(path) if name == "tar.gz" else None) or name.removeprefix("tar.")


def _in_zip(path: Path, head: bytes, claimed: str | None) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "manifest.json" in names and any(DOTLOTTIE.match(name) for name in names):
                return "lottie"
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return _by_media_type(member.read(LONGEST_TYPE)) or "zip"
            package = None if claimed == "zip" else packages.in_zip(names)
            if any(".fdseq" in name.lower() for name in names):
                return "xps"
            if "[Content_Types].xml" in names:
                return offices.in_package(archive) or package or "zip"
            return package or bundles.in_zip(archive, names, claimed) or books.in_zip(names) or "zip"
    except (zipfile.BadZipFile, *BROKEN, RuntimeError, NotImplementedError, ValueError):
        return _in_broken_zip(head, claimed)


def _in_broken_zip(head: bytes, claimed: str | None) -> str:
    """The end is missing: what the beginning says, or what the name does."""
    if head[30:38] == b"mimetype" and (name := _by_media_type(head[38:138].split(b"PK")[0])):
        return name
    return claimed if claimed in offices.IN_ZIP else "zip"


def _by_media_type(content: bytes) -> str | None:
    row = formats.from_media_type(content.decode("ascii", errors="replace").strip())
    return row.name if row else None


def _holds_tar(path: Path, opener: Callable[[Path], Any]) -> bool:
    """A file that breaks off within its first kilobyte gets the benefit of the doubt."""
    try:
        with opener(path) as file:
            block = file.read(tarfile.BLOCKSIZE)
    except BROKEN:
        return True
    return block[257:262] == b"ustar" or _is_old_tar(block) or block == bytes(tarfile.BLOCKSIZE)


def _in_gzip(path: Path) -> str | None:
    """Telegram's animated stickers are compressed JSON that says so at its beginning, or has layers."""
    try:
        with gzip.open(path) as file:
            start = file.read(LONGEST_START)
    except BROKEN:
        return None
    if GNUMERIC in start:
        return "gnumeric"
    return "tgs" if start.lstrip().startswith(b"{") and (b'"tgs"' in start or b'"layers"' in start) else None


def _is_old_tar(block: bytes) -> bool:
    """A tar from before POSIX has no mark but its header's checksum."""
    try:
        tarfile.TarInfo.frombuf(block[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True
