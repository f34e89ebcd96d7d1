"""What an ebook's bytes say before anything opens it: locked by its seller, cut off, or too large."""

import shutil
import struct
import zipfile
import zlib
from pathlib import Path

from conversion.contents import documents, safe_xml, text
from conversion.errors import DamagedFileError, PasswordProtectedError, TooLargeError

PALM = frozenset(("mobi", "azw3", "azw", "prc", "pdb"))
# A database of Palm's: the number of its records, then eight bytes for each, the first four of them its place.
COUNT_AT, RECORDS_AT, RECORD = 76, 78, 8
# The second word of a Mobipocket's header, 12 bytes on, tells how it is encrypted: 0 is not at all.
LOCK = slice(12, 14)
LARGEST = 64 << 20  # bytes of text in a packed book


def check(path: Path, kind: str) -> None:
    """Raise `PasswordProtectedError`, `DamagedFileError` or `TooLargeError`; ``kind`` is the name of a format."""
    if kind == "epub":
        documents.check(path, kind)
    elif kind in PALM:
        _check_palm(path.read_bytes())
    elif kind == "fb2":
        safe_xml.parse(text.read(path))


def unpack(source: Path, target: Path) -> None:
    """Write the only book in a zip; raises what `check` does."""
    try:
        with zipfile.ZipFile(source) as archive:
            info = next(info for info in archive.infolist() if not info.is_dir())
            if info.file_size > LARGEST:
                raise TooLargeError("expanded bytes", info.file_size)
            if info.flag_bits & 1:
                raise PasswordProtectedError("zip")
            with archive.open(info) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, StopIteration) as error:
        raise DamagedFileError(repr(error)) from error
    check(target, "fb2")


def pack(book: Path, packed: Path) -> None:
    """A zip with that book alone."""
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(book, book.name)


def _check_palm(data: bytes) -> None:
    try:
        (count,) = struct.unpack_from(">H", data, COUNT_AT)
        places = [struct.unpack_from(">I", data, RECORDS_AT + RECORD * number)[0] for number in range(count)]
    except struct.error as error:
        raise DamagedFileError("no records") from error
    if not places or max(places) >= len(data):
        raise DamagedFileError("cut off")
    if data[60:68] == b"BOOKMOBI" and any(data[places[0] :][LOCK]):
        raise PasswordProtectedError("drm")
