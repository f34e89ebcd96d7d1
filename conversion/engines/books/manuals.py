"""Pages that were unpacked, bound as a book: in the order of their contents, what they show, and links that fit."""

import mimetypes
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from PIL import Image

from conversion.contents import text
from conversion.engines.books import contents
from conversion.engines.books.contents import Entry
from conversion.engines.books.places import Places
from conversion.errors import NothingToConvertError

PAGES = (".htm", ".html", ".xhtml", ".xht")
SHOWN = (".css", ".gif", ".jpg", ".jpeg", ".jpe", ".png", ".svg")
BITMAP, REDRAWN = ".bmp", ".png"  # books have no bitmaps
FOLDER = "help/"  # in the book
NUMBER = re.compile(r"(\d+)")
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>{authors}
<dc:language>{language}</dc:language><dc:identifier id="id">help</dc:identifier>{cover}</metadata>
<manifest><item id="ncx" href="contents.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>
<spine toc="ncx">{spine}</spine></package>"""
CONTENTS = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><docTitle><text>{title}</text></docTitle>
<navMap>{points}</navMap></ncx>"""


def bind(folder: Path, book: Path, name: str) -> None:
    """Write the help that lies in ``folder`` as an epub; ``name`` is its title where it has none.

    Raises `NothingToConvertError` where there is no page.
    """
    places = Places(folder)
    write(folder, places, contents.about(folder, places), book, name)


def write(folder: Path, places: Places, about: contents.About, book: Path, name: str) -> None:
    """Write the pages in ``folder`` as an epub, as `bind` does."""
    entries = contents.entries(folder, places, about)
    pages = _in_order(places, [about.first, *(entry.place for entry in entries)])
    if not pages:
        raise NothingToConvertError("no pages")
    shown = [place for place in places if _suffix(place) in (*SHOWN, BITMAP)]
    title = escape(about.title or name)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        packed.writestr("META-INF/container.xml", CONTAINER)
        for place in pages:
            packed.writestr(FOLDER + place, _fitted(folder / place, place, places, about.encoding))
        kept = [place for place in shown if _add(packed, folder / place, place, places)]
        items = "".join(_items([*pages, *kept], places))
        spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(pages)))
        authors = "".join(f"<dc:creator>{escape(author)}</dc:creator>" for author in about.authors)
        cover = f'<meta name="cover" content="i{len(pages) + kept.index(about.cover)}"/>' if about.cover in kept else ""
        package = PACKAGE.format(
            title=title, authors=authors, language=about.language, cover=cover, items=items, spine=spine
        )
        packed.writestr("book.opf", package)
        packed.writestr("contents.ncx", CONTENTS.format(title=title, points="".join(_points(entries, places))))


def redrawn(place: str) -> str:
    """What a file is called in the book."""
    return place + REDRAWN if _suffix(place) == BITMAP else place


def _suffix(place: str) -> str:
    return Path(place).suffix.lower()


def _in_order(places: Places, named: Iterable[str]) -> list[str]:
    """The pages that the contents name, then all others, as people count them."""
    others = sorted((place for place in places if _suffix(place) in PAGES), key=_order)
    found = dict.fromkeys(place for place in named if place and _suffix(place) not in (*SHOWN, BITMAP))
    return list(found | dict.fromkeys(others))


def _order(place: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in NUMBER.split(place.lower())]


def _fitted(path: Path, place: str, places: Places, encoding: str) -> str:
    """A page or a style sheet in UTF-8, with links to what things are called in the book."""
    return places.linked(text.decode(path.read_bytes(), encoding), place, redrawn)


def _add(packed: zipfile.ZipFile, path: Path, place: str, places: Places) -> bool:
    """What pages show; whether it can be shown."""
    if _suffix(place) == ".css":
        packed.writestr(FOLDER + place, _fitted(path, place, places, ""))
    elif _suffix(place) == BITMAP:
        try:
            with Image.open(path, formats=("BMP", "DIB")) as picture, packed.open(FOLDER + redrawn(place), "w") as file:
                picture.save(file, "PNG")
        except (OSError, ValueError, SyntaxError):
            return False
    else:
        packed.write(path, FOLDER + place)
    return True


def _items(files: Iterable[str], places: Places) -> Iterator[str]:
    for number, place in enumerate(files):
        kind = mimetypes.guess_type(redrawn(place))[0] if _suffix(place) in (*SHOWN, BITMAP) else "text/html"
        yield f'<item id="i{number}" href="{_address(redrawn(place), places)}" media-type="{kind}"/>'


def _address(place: str, places: Places) -> str:
    return escape(FOLDER + places.address(place))


def _points(entries: list[Entry], places: Places) -> Iterator[str]:
    """Nested as the entries are; a heading without a page of its own leads to the next one that has one."""
    open_depths: list[int] = []
    for number, entry in enumerate(entries):
        target = next((one for one in entries[number:] if one.place), None)
        if target is None:
            continue
        while open_depths and open_depths[-1] >= entry.depth:
            open_depths.pop()
            yield "</navPoint>"
        open_depths.append(entry.depth)
        anchor = f"#{escape(target.anchor)}" if target.anchor else ""
        yield f'<navPoint id="n{number}" playOrder="{number + 1}"><navLabel>'
        yield f"<text>{escape(entry.title)}</text></navLabel>"
        yield f'<content src="{_address(target.place, places)}{anchor}"/>'
    yield from ["</navPoint>"] * len(open_depths)
