"""Names of members: read in the encoding they were written in, and made harmless."""

import re
import unicodedata
from collections.abc import Iterable

from conversion.contents import text

LONGEST_PART = 255  # bytes: what file systems take
LONGEST_NAME = 1024  # bytes of a whole path
CONTROLS = re.compile(r"[\0-\x1f\x7f]")
DRIVE = re.compile(r"^[A-Za-z]:")
EXTENSION = re.compile(r"(\.[A-Za-z0-9]{1,10}){0,2}$")
SENSIBLE = 0.05  # names are short: less proof of Cyrillic than a text gives will do


def encoding_of(names: Iterable[bytes], usual: str) -> str:
    """The encoding these names are in: UTF-8, a Cyrillic one that makes sense, or the usual one."""
    data = b"\n".join(name for name in names if not name.isascii())
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        encoding, sense = text.cyrillic(data)
        return encoding if sense > SENSIBLE else usual
    return "utf-8"


def parts_of(name: str) -> list[str]:
    """A name's folders and last part: nothing that leads out of the archive, nothing that a file system refuses."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    parts = [CONTROLS.sub("_", DRIVE.sub("", part)).strip() for part in name.split("/")]
    kept = [_shortened(part) for part in parts if part not in ("", ".", "..")]
    return kept if len("/".join(kept).encode()) <= LONGEST_NAME else kept[-1:]


class Names:
    """The names of one archive: each given out once, no file where a folder is."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def file(self, name: str) -> str:
        """A harmless name for a file, numbered if it is taken."""
        *folders, last = parts_of(name) or ["file"]
        taken = self._numbered(self._inside(folders), last, self._files | self._folders)
        self._files.add(taken)
        return taken

    def folder(self, name: str) -> str | None:
        """A harmless name for a folder; None for one that has been given out, or is no folder of its own."""
        parts = parts_of(name)
        known = len(self._folders)
        path = self._inside(parts).rstrip("/")
        return path if len(self._folders) > known else None

    def _inside(self, folders: Iterable[str]) -> str:
        """The path of these folders with a slash at its end, or nothing; they are taken from now on."""
        path = ""
        for folder in folders:
            taken = self._numbered(path, folder, self._files)
            self._folders.add(taken)
            path = taken + "/"
        return path

    def _numbered(self, inside: str, name: str, taken: set[str]) -> str:
        extension = _extension(name)
        stem, number, path = name.removesuffix(extension), 1, inside + name
        while path in taken:
            number += 1
            path = f"{inside}{_cut(stem, LONGEST_PART - 20)} ({number}){extension}"
        return path


def _extension(name: str) -> str:
    found = EXTENSION.search(name)
    return found[0] if found and found.start() > 0 else ""


def _shortened(part: str) -> str:
    if len(part.encode()) <= LONGEST_PART:
        return part
    extension = _extension(part)
    return _cut(part.removesuffix(extension), LONGEST_PART - len(extension)) + extension


def _cut(part: str, limit: int) -> str:
    """Cut to that many bytes of UTF-8, between characters."""
    return part.encode()[:limit].decode(errors="ignore")
