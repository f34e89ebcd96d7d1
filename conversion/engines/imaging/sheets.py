"""The pages of a PDF, by PDFium: as pictures, and as text."""

import contextlib
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from conversion import process
from conversion.engines.imaging import wishes
from conversion.engines.imaging.wishes import Wish
from conversion.errors import DamagedFileError, PasswordProtectedError, TooLargeError

POINTS = 72  # in an inch
DPI = {"low": 100, "medium": 150, "high": 300}
MOST_PAGES = 500
SIDE, PIXELS = 16_000, 50_000_000  # of a page: a poster is rendered coarser
END = b"%%EOF"
# The first object of a file made for the web says how long the file is.
LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
HEAD = 1024  # bytes
# PDFium's mark for a hyphen at the end of a line.
HYPHEN = "\ufffe"
# What fonts of signs that don't say what they mean come out as.
NO_LETTERS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The document; raises `PasswordProtectedError` and `DamagedFileError`, also for what was cut off."""
    import pypdfium2  # noqa: PLC0415 - 14 MB that only the child which reads a PDF needs
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    if is_cut_off(path):
        raise DamagedFileError("the end is missing")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise (PasswordProtectedError if locked else DamagedFileError)(str(error)) from error
    with contextlib.closing(document):
        try:
            yield document
        except pypdfium2.PdfiumError as error:  # a page that can't be loaded
            raise DamagedFileError(str(error)) from error


def count(document: Any) -> int:
    """How many pages; raises `TooLargeError` and `DamagedFileError`."""
    if len(document) > MOST_PAGES:
        raise TooLargeError("pages", len(document))
    if not len(document):
        raise DamagedFileError("no pages")
    return len(document)


def check(path: Path) -> int:
    """How many pages a PDF has; raises all that is wrong with it, for what reads it by other means."""
    with opened(path) as document:
        return count(document)


def pictures(document: Any, wish: Wish) -> Iterator[Image.Image]:
    """Each page as it prints, with filled-in forms and notes, on white."""
    document.init_forms()
    for page in document:
        scale = _scale(page.get_size(), wish)
        picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
        picture.info["dpi"] = (scale * POINTS, scale * POINTS)
        page.close()
        yield wishes.turned(picture, wish)


def text(document: Any) -> str:
    """The text of all pages, an empty line between them; empty when they are pictures."""
    texts = []
    _fill_in(document)
    for number, page in enumerate(document, start=1):
        words = page.get_textpage()
        texts.append(_clean(words.get_text_range()))
        words.close()
        page.close()
        process.report(number / len(document))
    return "\n\n".join(filter(None, texts)) + "\n" if any(texts) else ""


def _fill_in(document: Any) -> None:
    """What was written into a form becomes part of its pages."""
    if document.get_formtype():
        document.init_forms()
        for page in document:
            page.flatten()
            page.close()


def _scale(size: tuple[float, float], wish: Wish) -> float:
    """Pixels a point: by the quality, or so that the page fills the box that was asked for."""
    width, height = (max(side, 1.0) for side in size)
    wished = (wish.dpi or DPI[wish.quality or "medium"]) / POINTS
    if wish.turn in wishes.SIDEWAYS:
        width, height = height, width
    scale = min(wish.box[0] / width, wish.box[1] / height) if wish.box else wished
    return wish.scale * min(scale, SIDE / max(width, height), float((PIXELS / (width * height)) ** 0.5))


def _clean(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace(HYPHEN, "-").translate(NO_LETTERS)
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip("\n")


def is_cut_off(path: Path) -> bool:
    """PDFium makes do with the half of a file; people would take the half for the whole."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.rfind(END) < 0:
            return True
        linearized = LINEARIZED.search(data[:HEAD])
        return linearized is not None and len(data) < int(linearized[1])
