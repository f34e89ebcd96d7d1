"""Archives read by libarchive, their checksums and locks by libraries that know these better."""

import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import py7zr
import rarfile

from conversion.archives import names
from conversion.archives.members import CHUNK, Member
from conversion.errors import DamagedFileError, PartError, PasswordProtectedError

PADDED = "xar"  # libarchive counts such members together, and adds zeros for those before


def members(path: Path, kind: str) -> Iterator[Member]:
    """The members of a 7z or rar; raises `PartError`, `PasswordProtectedError` and `DamagedFileError`."""
    if kind == "rar":
        check_whole(path)
    checksums = _checksums(path, kind)
    if checksums:
        yield from entries(path, _libarchive_format(path, kind), checksums)
    elif kind == "rar":  # there are no empty ones
        raise DamagedFileError("no members")


def check_whole(path: Path) -> None:
    """Raise `PartError` for one part of a rar of several."""
    try:
        with rarfile.RarFile(path, part_only=True) as archive:
            split = any(info.flags & rarfile.RAR_FILE_SPLIT_AFTER for info in archive.infolist())
        if split:
            raise PartError("rar")
        rarfile.RarFile(path).close()
    except (rarfile.NeedFirstVolume, rarfile.BadRarName) as error:
        raise PartError("rar") from error
    except rarfile.Error as error:
        raise DamagedFileError(str(error)) from error


def _checksums(path: Path, kind: str) -> dict[str, int | None]:
    """CRC-32 by name, None where unknown: libarchive checks not all of them, and takes locks for damage."""
    opener = py7zr.SevenZipFile if kind == "7z" else rarfile.RarFile
    try:
        with opener(path) as archive:
            if archive.needs_password():
                raise PasswordProtectedError(kind)
            if kind == "7z":
                return {info.filename: info.crc32 for info in archive.list()}
            return {info.filename.rstrip("/"): info.CRC for info in archive.infolist()}
    except (py7zr.PasswordRequired, rarfile.PasswordRequired) as error:
        raise PasswordProtectedError(kind) from error


def _libarchive_format(path: Path, kind: str) -> str:
    """The one reader that is asked: left to choose, libarchive opens a zip that is stored in a rar instead."""
    if kind == "7z":
        return "7zip"
    with path.open("rb") as file:
        return "rar5" if file.read(len(rarfile.RAR5_ID)) == rarfile.RAR5_ID else "rar"


def unlocked(path: Path, password: str) -> Iterator[Member]:
    """The members of a locked zip; raises `DamagedFileError` where nothing comes of that password."""
    yield from entries(path, "zip", {}, password)


def entries(
    path: Path, kind: str, checksums: Mapping[str, int | None], password: str | None = None, packing: str = "none"
) -> Iterator[Member]:
    """The members, by libarchive's reader ``kind`` behind its filter ``packing``; raises `DamagedFileError`."""
    import libarchive  # noqa: PLC0415 - fails where the shared library is missing, and only this needs it

    size = path.stat().st_size
    try:
        with libarchive.file_reader(str(path), format_name=kind, filter_name=packing, passphrase=password) as archive:
            for entry in archive:
                if entry.isdir or ((entry.isreg or not entry.filetype) and not entry.islnk):
                    name = _name(entry)
                    chunks = () if entry.isdir else _checked(entry, checksums.get(name))
                    content = _cut(chunks, entry.size) if kind == PADDED else chunks
                    executable = bool(entry.mode & stat.S_IXUSR)
                    done = min(1.0, archive.bytes_read / size)
                    yield Member(name.replace("\\", "_"), entry.isdir, entry.mtime or 0.0, executable, done, content)
    except libarchive.ArchiveError as error:
        raise DamagedFileError(str(error)) from error


def _name(entry: Any) -> str:
    name = entry.pathname or "file"
    return name.decode(names.encoding_of([name], "cp1252"), "replace") if isinstance(name, bytes) else str(name)


def _cut(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    left = size
    for chunk in chunks:
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return


def _checked(entry: Any, expected: int | None) -> Iterator[bytes]:
    """The content; raises `DamagedFileError` at its end if the checksum is another one."""
    import libarchive  # noqa: PLC0415 - as above

    crc = 0
    try:
        for chunk in entry.get_blocks(CHUNK):
            crc = zlib.crc32(chunk, crc)
            yield chunk
    except libarchive.ArchiveError as error:
        raise DamagedFileError(str(error)) from error
    if expected is not None and crc != expected:
        raise DamagedFileError("checksum")
