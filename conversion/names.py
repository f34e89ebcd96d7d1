"""File names from strangers, made fit for any file system and still recognisable."""

import re
import unicodedata

from conversion import formats
from conversion.formats import Format

LONGEST_BYTES = 200  # under the 255 that file systems take, with room for "-001.tar.zst"
LONGEST_EXTENSION = 10  # characters; a longer end is a part of the name
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')


def clean(name: str) -> str:
    """The name without separators, control and direction characters, leading dashes and dots, cut to 200 bytes."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    stem, extension = _split(FORBIDDEN.sub(" ", name))
    stem = " ".join(stem.split()).lstrip("-. ").rstrip(". ") or "file"
    return _cut(stem, LONGEST_BYTES) + extension


def renamed(name: str, target: Format) -> str:
    """The clean name with the target's extension in place of its own."""
    stem, _extension = _split(clean(name))
    return f"{stem}.{target.extension}"


def stem(name: str) -> str:
    """The clean name without its format's extension."""
    return _split(clean(name))[0]


def _split(name: str) -> tuple[str, str]:
    """The stem, and the extension with its dot (``.tar.gz`` as one) or nothing."""
    claimed = formats.from_filename(name)
    for extension in sorted(claimed.extensions, key=len, reverse=True) if claimed else ():
        if name.lower().endswith("." + extension):
            return name[: -len(extension) - 1], name[-len(extension) - 1 :]
    stem, dot, extension = name.rpartition(".")
    if stem and 0 < len(extension) <= LONGEST_EXTENSION and extension.isalnum() and extension.isascii():
        return stem, dot + extension
    return name, ""


def _cut(text: str, limit: int) -> str:
    """The text cut to that many bytes of UTF-8, between characters."""
    return text.encode()[:limit].decode(errors="ignore").rstrip()
