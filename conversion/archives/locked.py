"""Archives that a password opens: zip by libarchive, 7z by py7zr."""

import lzma
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import py7zr
from py7zr.io import Py7zIO, WriterFactory

from conversion.archives import foreign
from conversion.archives.members import CHUNK, MOST_MEMBERS, Budget, Member
from conversion.errors import DamagedFileError, PasswordProtectedError, TooLargeError

ENCRYPTED = 0x1
# A wrong password is known by what comes of it: nothing that unpacks.
FAULTS = (py7zr.exceptions.ArchiveError, lzma.LZMAError, EOFError, ValueError, OSError)


def is_locked(path: Path, kind: str) -> bool:
    """Whether some of it opens with a password only; what can't be read at all is not."""
    try:
        if kind == "7z":
            with py7zr.SevenZipFile(path) as archive:
                return bool(archive.needs_password())
        with zipfile.ZipFile(path) as packed:
            return any(info.flag_bits & ENCRYPTED for info in packed.infolist())
    except py7zr.PasswordRequired:
        return True
    except (*FAULTS, zipfile.BadZipFile):
        return False


def members(path: Path, kind: str, password: str, scratch: Path) -> Iterator[Member]:
    """The members of a locked zip or 7z; raises `PasswordProtectedError` where that password doesn't open it."""
    if kind == "7z":
        yield from _7z(path, password, scratch / "unlocked")
        return
    try:
        for member in foreign.unlocked(path, password):
            yield replace(member, chunks=_opened(member.chunks))
    except DamagedFileError as error:
        raise PasswordProtectedError(kind) from error


def _opened(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A member of a zip: it is by its content that a wrong password is found out."""
    try:
        yield from chunks
    except DamagedFileError as error:
        raise PasswordProtectedError("zip") from error


class _File(Py7zIO):
    """A member's content, in a file of ours; counted."""

    def __init__(self, path: Path, budget: Budget) -> None:
        self.path = path
        self._budget = budget
        self._file: BinaryIO = path.open("w+b")

    def write(self, s: bytes | bytearray) -> int:
        """Raises `TooLargeError`."""
        return sum(map(self._file.write, self._budget.chunks([bytes(s)])))

    def read(self, size: int | None = None) -> bytes:
        """For the checksum."""
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As a file's."""
        return self._file.seek(offset, whence)

    def flush(self) -> None:
        """As a file's."""
        self._file.flush()

    def size(self) -> int:
        """Bytes so far."""
        return self.path.stat().st_size

    def close(self) -> None:
        """It is complete: thousands of open files would be too many."""
        self._file.close()

    def chunks(self) -> Iterator[bytes]:
        """The content, from the beginning; the file is gone afterwards."""
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
        self.path.unlink()


class _Files(WriterFactory):
    """Where py7zr writes: no name of the archive's becomes a path."""

    def __init__(self, folder: Path, budget: Budget) -> None:
        folder.mkdir()
        self.folder = folder
        self.files: dict[str, _File] = {}
        self._budget = budget

    def create(self, filename: str) -> Py7zIO:
        """A new file; raises `TooLargeError` for one too many."""
        if len(self.files) >= MOST_MEMBERS:
            raise TooLargeError("members", MOST_MEMBERS)
        self.files[filename] = _File(self.folder / str(len(self.files)), self._budget)
        return self.files[filename]


def _7z(path: Path, password: str, folder: Path) -> Iterator[Member]:
    written = _Files(folder, Budget(path.stat().st_size, folder.parent))
    try:
        with py7zr.SevenZipFile(path, password=password) as archive:
            infos: list[Any] = archive.list()
            archive.extractall(factory=written)
    except FAULTS as error:
        raise PasswordProtectedError("7z") from error
    for number, info in enumerate(infos):
        file = written.files.get(info.filename)
        if info.is_directory or file:
            modified = info.creationtime.timestamp() if info.creationtime else 0.0
            content = file.chunks() if file else ()
            yield Member(info.filename, info.is_directory, modified, False, number / len(infos), content)  # noqa: FBT003
