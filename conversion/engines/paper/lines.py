"""Lines of a PDF's text in reading order, as poppler finds them, with the letters' looks as PDFium knows them."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from conversion import process
from conversion.process import Runner

PDFTOTEXT = process.Tool("pdftotext", "poppler-utils")
BOLD_WEIGHT = 600
ITALIC_FLAG = 1 << 6  # of a font descriptor: ISO 32000, table 121
BOLD, ITALIC = re.compile("bold|black|heavy|semibold|demi", re.IGNORECASE), re.compile("ital|obli", re.IGNORECASE)
NEAR = 3.0  # points around a place in which a letter is looked for
ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """In points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether that place is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its looks; ``link`` is an address or empty."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


@dataclass(slots=True)
class Line:
    """A line; ``block`` is the box of the block of lines that it belongs to, ``size`` about that of its letters."""

    words: list[Word]
    box: Box
    block: Box

    @property
    def size(self) -> float:
        """Its height in half points."""
        return round((self.box.bottom - self.box.top) * 2) / 2

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Page:
    """A page's lines in reading order."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)


def lay_out(runner: Runner, source: Path, output: Path) -> None:
    """Have poppler write where every word of a PDF stands."""
    runner.run([PDFTOTEXT.name, "-bbox-layout", "-q", source, output])


def read(layout: Path, document: Any) -> Iterator[Page]:
    """The pages of a layout, with what PDFium's document knows besides."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    pages = etree.parse(layout, parser).iter("{*}page")
    for element, sheet in zip(pages, document, strict=False):
        page = Page(float(element.get("width", 0)), float(element.get("height", 0)))
        looks = _Looks(sheet, page.height)
        for block in element.iter("{*}block"):
            page.lines += [_line(line, _box(block), looks) for line in block.iter("{*}line")]
        looks.close()
        yield page


def _line(element: Any, block: Box, looks: "_Looks") -> Line:
    words = [looks.of(word.text or "", _box(word)) for word in element.iter("{*}word")]
    return Line(words, _box(element), block)


def _box(element: Any) -> Box:
    left, top, right, bottom = (float(element.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax"))
    return Box(left, top, right, bottom)


class _Looks:
    """What the letters of one page look like, and where they lead."""

    def __init__(self, page: Any, height: float) -> None:
        from pypdfium2 import raw  # noqa: PLC0415 - 14 MB that only the child which reads a PDF needs

        self.raw, self.page, self.height = raw, page, height
        self.words = page.get_textpage()
        self.links = list(self._links())

    def close(self) -> None:
        self.words.close()
        self.page.close()

    def of(self, text: str, box: Box) -> Word:
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        link = next((address for place, address in self.links if place.holds(x, y)), "")
        index = self.raw.FPDFText_GetCharIndexAtPos(self.words, x, self.height - y, NEAR, NEAR)
        if index < 0:
            return Word(text, link=link)
        name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.words, index, name, len(name), flags)
        font = name.value.decode("latin-1")
        is_bold = bool(BOLD.search(font)) or self.raw.FPDFText_GetFontWeight(self.words, index) >= BOLD_WEIGHT
        return Word(text, is_bold, bool(ITALIC.search(font)) or bool(flags.value & ITALIC_FLAG), link)

    def _links(self) -> Iterator[tuple[Box, str]]:
        start, link, place = ctypes.c_int(), self.raw.FPDF_LINK(), self.raw.FS_RECTF()
        while self.raw.FPDFLink_Enumerate(self.page, start, link):
            if self.raw.FPDFLink_GetAnnotRect(link, place) and (address := self._address(link)):
                yield Box(place.left, self.height - place.top, place.right, self.height - place.bottom), address

    def _address(self, link: Any) -> str:
        action = self.raw.FPDFLink_GetAction(link)
        buffer = ctypes.create_string_buffer(2000)
        if not action or not self.raw.FPDFAction_GetURIPath(self.page.pdf, action, buffer, len(buffer)):
            return ""
        address = buffer.value.decode("utf-8", "replace")
        return address if ADDRESS.fullmatch(address) else ""
