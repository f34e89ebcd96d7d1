"""A zip of a book's pages or text that was unpacked: which markup its text has, and what its metadata say."""

import re
from collections.abc import Iterable
from pathlib import Path

from conversion.contents import safe_xml, text
from conversion.engines import markup
from conversion.engines.books import contents, manuals
from conversion.engines.books.places import Places
from conversion.errors import DamagedFileError, NothingToConvertError

TEXT, PAGE = "index.txt", "index.html"
METADATA = "metadata.opf"
READERS = {"markdown": markup.MARKDOWN, "textile": "textile", "plain": "html"}  # pandoc's, by calibre's names
SIGNS = (
    ("markdown", re.compile(r"^#{1,6} |!\[[^\]\n]*\]\([^)\n]+\)", re.MULTILINE)),
    ("textile", re.compile(r"^h[1-6]\. |![\w./-]+\.(?:png|jpe?g|gif|svg)!", re.MULTILINE)),
)


def prepare(folder: Path) -> str:
    """Lay the text out for pandoc; the name of its reader. Raises `NothingToConvertError` where there is none."""
    places = Places(folder)
    names = [place for place in places if place.lower().endswith(".txt")]
    if not names:
        raise NothingToConvertError("no text")
    chosen = [TEXT] if TEXT in names else names
    content = "\n\n".join(text.read(folder / name) for name in chosen)
    if not content.strip():
        raise NothingToConvertError("no text")
    told = _said(folder, places)
    kind = told.get("text-formatting", [""])[0]
    if kind not in READERS:
        kind = next((name for name, sign in SIGNS if sign.search(content)), "plain")
    (folder / TEXT).write_text(markup.as_html(content) if kind == "plain" else content, encoding="utf-8")
    return READERS[kind]


def bind(folder: Path, book: Path, name: str) -> None:
    """Write what lies in ``folder`` as an epub; ``name`` is its title where it has none."""
    places = Places(folder)
    told = _said(folder, places)
    about = contents.About(
        title=_first(told.get("title", ())),
        language=_first(told.get("language", ())) or contents.UNKNOWN,
        encoding="",
        contents="",
        first=places.find(PAGE)[0],
        authors=tuple(told.get("creator", ())),
        cover=next((found for link in told.get("cover", ()) if (found := places.find(link)[0])), ""),
    )
    manuals.write(folder, places, about, book, name)


def _first(said: Iterable[str]) -> str:
    return next(iter(said), "")


def _said(folder: Path, places: Places) -> dict[str, list[str]]:
    """The texts of the metadata by their elements' names, and where the cover is; nothing where they are broken."""
    if not (found := places.find(METADATA)[0]):
        return {}
    try:
        root = safe_xml.parse(text.read(folder / found))
    except DamagedFileError:
        return {}
    said: dict[str, list[str]] = {}
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name == "reference" and element.get("type", "").lower() == "cover":
            said.setdefault("cover", []).append(element.get("href", ""))
        elif element.text and element.text.strip():
            said.setdefault(name, []).append(contents.CONTROLS.sub(" ", element.text.strip()))
    return said
