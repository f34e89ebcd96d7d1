"""Archives read member by member: regular files and folders only, whatever else they hold."""

import bz2
import errno
import gzip
import lzma
import stat
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import py7zr
import rarfile

from conversion.archives import foreign, names, rare
from conversion.archives.members import CHUNK, Member
from conversion.contents.compression import zstd
from conversion.detection import packing
from conversion.errors import DamagedFileError, PartError, PasswordProtectedError, UnknownFormatError

TARS: dict[str, Callable[[BinaryIO], Any]] = {
    "tar": lambda file: file,
    "tar.gz": gzip.open,
    "tar.bz2": bz2.open,
    "tar.xz": lzma.open,
    "tar.zst": zstd.open,
}
# What these libraries raise on damaged archives.
DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, py7zr.exceptions.ArchiveError, rarfile.Error),
    *(
        zlib.error,
        lzma.LZMAError,
        zstd.ZstdError,
        EOFError,
        struct.error,
        UnicodeError,
        IndexError,
        ValueError,
        KeyError,
    ),
)
ZIP_ENCRYPTED = 0x1
ZIP_UTF8 = 0x800
ZIP_UNIX = (3, 19)  # systems whose members have Unix modes
ZIP_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
ZIP_EXTRA = struct.Struct("<HH")  # kind, size
ZIP_TIME = struct.Struct("<Bl")  # flags, seconds since 1970
UNIX_TIME = 0x5455


def members(path: Path, kind: str) -> Iterator[Member]:
    """The members of an archive of that kind (a format's name).

    Raises `DamagedFileError`, `PartError`, `PasswordProtectedError`, and `UnknownFormatError` for a compressed file
    that is no tar.
    """
    with _damage():
        if kind == "zip" or kind in rare.ZIPS:
            yield from _zip(path)
        elif kind in rare.KINDS:
            yield from rare.members(path, kind)
        elif kind in TARS:
            yield from _tar(path, TARS[kind])
        else:
            yield from foreign.members(path, kind)


@contextmanager
def _damage() -> Iterator[None]:
    """What the libraries make of damage, as `DamagedFileError`. Faults of the disk stay as they are."""
    try:
        yield
    except DAMAGE as error:
        raise DamagedFileError(repr(error)) from error
    except OSError as error:  # bz2 and gzip raise it without a number; EINVAL: a place before the file's beginning
        if error.errno not in (None, errno.EINVAL):
            raise
        raise DamagedFileError(repr(error)) from error


def _chunks(file: Any) -> Iterator[bytes]:
    with _damage(), file:
        while chunk := file.read(CHUNK):
            yield chunk


def _zip(path: Path) -> Iterator[Member]:
    if packing.is_last_of_several(path):
        raise PartError("zip")
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if any(info.flag_bits & ZIP_ENCRYPTED for info in infos):
            raise PasswordProtectedError("zip")
        if any(info.compress_type not in ZIP_KNOWN for info in infos):
            raise UnknownFormatError("zip compression", *{info.compress_type for info in infos})
        encoding = names.encoding_of((_raw_name(info) for info in infos if not info.flag_bits & ZIP_UTF8), "cp437")
        for number, info in enumerate(infos):
            mode = info.external_attr >> 16 if info.create_system in ZIP_UNIX else 0
            if stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR):
                name = _zip_name(info, encoding)
                folder = name.endswith("/")
                content = () if folder else _chunks(archive.open(info))
                modified = _zip_time(info)
                yield Member(name, folder, modified, bool(mode & stat.S_IXUSR), number / len(infos), content)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    """The bytes of a name without the UTF-8 flag: zipfile takes them for code page 437, which has all bytes."""
    return info.orig_filename.encode("cp437", "replace")


def _zip_name(info: zipfile.ZipInfo, encoding: str) -> str:
    name = info.filename if info.flag_bits & ZIP_UTF8 else _raw_name(info).decode(encoding, "replace")
    return name.replace("\\", "/")


def _zip_time(info: zipfile.ZipInfo) -> float:
    """In UTC from the extra field, else the local time that a zip keeps, taken as ours."""
    extra = info.extra
    while len(extra) >= ZIP_EXTRA.size:
        kind, size = ZIP_EXTRA.unpack_from(extra)
        content, extra = extra[ZIP_EXTRA.size :][:size], extra[ZIP_EXTRA.size + size :]
        if kind == UNIX_TIME and len(content) >= ZIP_TIME.size:
            flags, seconds = ZIP_TIME.unpack_from(content)
            if flags & 1:
                return float(seconds)
    return _local_time(info.date_time)


def _local_time(date: tuple[int, int, int, int, int, int]) -> float:
    try:
        return time.mktime((*date, 0, 0, -1))
    except (OverflowError, ValueError):
        return 0.0


class _Header(tarfile.TarInfo):
    """A header that ends the archive with an error when it is damaged; tarfile takes that for the archive's end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_Header":
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.InvalidHeaderError as error:  # type: ignore[attr-defined]  # typeshed lacks it
            if tarfile_.offset == 0:
                raise
            raise tarfile.ReadError(str(error)) from error


def _tar(path: Path, opener: Callable[[BinaryIO], Any]) -> Iterator[Member]:
    size = path.stat().st_size
    with path.open("rb") as packed, opener(packed) as file:
        file.read(tarfile.BLOCKSIZE)  # tells a broken compression from one that holds no tar
    with path.open("rb") as packed, opener(packed) as file, _tarfile(file) as archive:
        for info in archive:
            if info.isfile() or info.isdir():
                content = _chunks(archive.extractfile(info)) if info.isfile() else ()
                name = _tar_name(info.name)
                executable = bool(info.mode & stat.S_IXUSR)
                yield Member(name, info.isdir(), info.mtime, executable, packed.tell() / size, content)
        while file.read(CHUNK):  # checksums stand at the end
            pass


def _tarfile(file: Any) -> tarfile.TarFile:
    try:
        return tarfile.open(
            fileobj=file, mode="r|", tarinfo=_Header, encoding="utf-8", errors="surrogateescape", errorlevel=2
        )
    except tarfile.ReadError as error:
        raise UnknownFormatError("no tar inside", str(error)) from error


def _tar_name(name: str) -> str:
    raw = name.encode("utf-8", "surrogateescape")
    return raw.decode(names.encoding_of([raw], "cp1252"), "replace").replace("\\", "_")
