"""What ebooks and comics are by their bytes."""

from collections.abc import Iterable

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"ITOLITLS", "lit"),
    (0, b"L\0R\0F\0\0\0", "lrf"),
    (0, b"!!8-Bit!!", "tcr"),
    (60, b"TEXtREAd", "pdb"),
    (0, b"\xb0\x0c\xb0\x0c\2\0NUVO", "rb"),
    (0, b"SNBP000B", "snb"),
)
# Comics are archives of pages, and often of another kind than their name says.
COMICS = ("cbz", "cbr", "cb7", "cbt")
# Kindle's and Palm's names for the same.
ALIKE = {"mobi": ("azw", "prc"), "azw3": ("azw",), "pdb": ("prc",)} | dict.fromkeys(("rar", "7z", "tar"), COMICS)
ALIKE["zip"] = (*COMICS, "htmlz", "txtz")
# A database of Palm's: where its first record stands, and what that one says.
FIRST_RECORD = slice(78, 82)
MOBI, VERSION = slice(16, 20), slice(36, 40)
KF8 = 8
# What calibre packs with a text of each sort.
PACKED = {"index.html": "htmlz", "index.txt": "txtz", "index.pml": "pmlz"}


def look(head: bytes) -> str | None:
    """A book for Kindle, by the version of its first record."""
    if head[60:68] != b"BOOKMOBI":
        return None
    record = head[int.from_bytes(head[FIRST_RECORD]) :]
    is_kf8 = record[MOBI] == b"MOBI" and int.from_bytes(record[VERSION]) == KF8
    return "azw3" if is_kf8 else "mobi"


def in_zip(names: Iterable[str]) -> str | None:
    """A book that is packed as a zip; ``names`` are its members'."""
    files = [name for name in names if not name.endswith("/")]
    if len(files) == 1 and files[0].lower().endswith(".fb2"):
        return "fbz"
    found = next((name for text, name in PACKED.items() if text in files), None)
    return found if found == "pmlz" or "metadata.opf" in files else None
