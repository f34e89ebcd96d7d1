"""What a help file says of itself: its title and language, its first page, and its contents as a tree."""

import locale
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from conversion.contents import text
from conversion.engines.books.places import Places

SYSTEM = "#system"  # where the compiler notes what a project said
VERSION = 4  # bytes before its first note
CONTENTS_NOTE, FIRST_NOTE, TITLE_NOTE, LANGUAGE_NOTE = 0, 2, 3, 4
SITEMAP = "text/sitemap"
# Code pages by the low byte of Windows' number for a language. Western ones are left out: help in other languages
# often claims to be English.
CODE_PAGES = (
    (0x02, "cp1251"),
    *((0x04, "gb18030"), (0x0D, "cp1255"), (0x08, "cp1253"), (0x11, "cp932"), (0x12, "cp949"), (0x19, "cp1251")),
    *((0x1E, "cp874"), (0x1F, "cp1254"), (0x22, "cp1251"), (0x23, "cp1251"), (0x01, "cp1256"), (0x2A, "cp1258")),
    *((language, "cp1250") for language in (0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x24)),
    *((language, "cp1257") for language in (0x25, 0x26, 0x27)),
)
TRADITIONAL = (0x0404, 0x0C04, 0x1404)  # Chinese of Taiwan, Hong Kong and Macau
UNKNOWN = "und"
CONTROLS = re.compile(r"[\0-\x1f]+")


@dataclass(frozen=True, slots=True)
class About:
    """``contents``, ``first`` and ``cover`` are files, or empty; ``encoding`` is that of texts which name none."""

    title: str
    language: str
    encoding: str
    contents: str
    first: str
    authors: tuple[str, ...] = ()
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, ``depth`` lists deep; ``place`` is a file, or empty."""

    depth: int
    title: str
    place: str
    anchor: str


def about(folder: Path, places: Places) -> About:
    """What the compiler noted; where it did not, the only file of contents."""
    system = next((folder / place for place in places if place.lower() == SYSTEM), None)
    notes = dict(_notes(system.read_bytes())) if system else {}
    (language,) = struct.unpack_from("<I", notes.get(LANGUAGE_NOTE, b"").ljust(4, b"\0"))
    encoding = "big5" if language in TRADITIONAL else dict(CODE_PAGES).get(language & 0xFF, "")
    texts = {number: notes.get(number, b"").partition(b"\0")[0] for number in (CONTENTS_NOTE, FIRST_NOTE, TITLE_NOTE)}
    said = {number: text.decode(note, encoding).strip() for number, note in texts.items()}
    noted = places.find("/" + said[CONTENTS_NOTE])[0]
    return About(
        title=CONTROLS.sub(" ", said[TITLE_NOTE]),
        language=locale.windows_locale.get(language, UNKNOWN).partition("_")[0],
        encoding=encoding,
        contents=noted or next((place for place in places if place.lower().endswith(".hhc")), ""),
        first=places.find("/" + said[FIRST_NOTE])[0],
    )


def _notes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = VERSION
    while at + 4 <= len(data):
        number, length = struct.unpack_from("<HH", data, at)
        yield number, data[at + 4 : at + 4 + length]
        at += 4 + length


def entries(folder: Path, places: Places, about: About) -> list[Entry]:
    """The contents, in order; none where there are none."""
    if not about.contents:
        return []
    tree = _Tree()
    tree.feed(text.decode((folder / about.contents).read_bytes(), about.encoding))
    return [Entry(depth, title, *places.find(link, about.contents)) for depth, title, link in tree.lines]


class _Tree(HTMLParser):
    """Nested lists of objects, each with a name and a place among its parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[int, str, str]] = []
        self._depth = 0
        self._said: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Lists go deeper; an object's parameters are collected, the first of a name counts."""
        given = {name: value or "" for name, value in attrs}
        if tag == "ul":
            self._depth += 1
        elif tag == "object":
            self._said = {} if given.get("type", "").lower() == SITEMAP else None
        elif tag == "param" and self._said is not None:
            self._said.setdefault(given.get("name", "").lower(), given.get("value", "").strip())

    def handle_endtag(self, tag: str) -> None:
        """An object ends as a line."""
        if tag == "ul":
            self._depth -= 1
        elif tag == "object" and self._said is not None:
            if title := CONTROLS.sub(" ", self._said.get("name", "")):
                self.lines.append((self._depth, title, self._said.get("local", "")))
            self._said = None
