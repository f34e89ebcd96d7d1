"""PDFs into other PDFs by pikepdf: nothing drawn anew, so nothing of a page can get lost."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conversion import process
from conversion.engines.imaging import sheets
from conversion.errors import DamagedFileError, PasswordProtectedError, TooLargeError

ARCHIVAL = "2b"  # PDF/A-2b: looks the same for ever


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A `pikepdf.Pdf`; raises `PasswordProtectedError`, `DamagedFileError` and `TooLargeError`."""
    import pikepdf  # noqa: PLC0415 - 20 MB that only the child which rewrites a PDF needs

    if sheets.is_cut_off(path):
        raise DamagedFileError("the end is missing")
    try:
        with pikepdf.open(path) as document:
            if not document.pages:
                raise DamagedFileError("no pages")
            if len(document.pages) > sheets.MOST_PAGES:
                raise TooLargeError("pages", len(document.pages))
            yield document
    except pikepdf.PasswordError as error:
        raise PasswordProtectedError(str(error)) from error
    except pikepdf.PdfError as error:
        raise DamagedFileError(str(error)) from error


def packed(source: Path, output: Path) -> None:
    """The same document in as few bytes as its streams can be packed without loss."""
    import pikepdf  # noqa: PLC0415 - see `opened`

    with opened(source) as document:
        document.remove_unreferenced_resources()
        modes = pikepdf.ObjectStreamMode.generate
        document.save(output, object_stream_mode=modes, compress_streams=True, recompress_flate=True)


def copied(source: Path, output: Path) -> bool:
    """Write a PDF without what programs noted for themselves; whether the source is a PDF at all."""
    with source.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            return False
    with opened(source) as document:
        for page in document.pages:
            if "/PieceInfo" in page:
                del page.PieceInfo
        document.save(output)
    return True


def unlocked(source: Path, output: Path) -> None:
    """The same document with nothing forbidden."""
    with opened(source) as document:
        document.save(output, encryption=False)


def flattened(source: Path, output: Path) -> None:
    """Filled-in forms, notes and stamps become part of their pages."""
    with opened(source) as document:
        document.generate_appearance_streams()
        document.flatten_annotations("all")
        if "/AcroForm" in document.Root:
            del document.Root.AcroForm
        document.save(output)


def split(source: Path, folder: Path) -> int:
    """Each page as a document of its own into ``folder`` as ``1``, ``2``, …; how many there are."""
    import pikepdf  # noqa: PLC0415 - see `opened`

    with opened(source) as document:
        count = len(document.pages)
        for number, page in enumerate(document.pages, start=1):
            with pikepdf.new() as single:
                single.pages.append(page)
                single.remove_unreferenced_resources()
                single.save(folder / str(number))
            process.report(number / count)
    return count


def archived(source: Path, output: Path) -> bool:
    """Write PDF/A if repairs of structure are enough for it; whether they were, as a check of what was written says."""
    from pikepdf import pdfa  # noqa: PLC0415 - see `opened`

    with opened(source) as document:
        if "/Names" in document.Root and "/EmbeddedFiles" in document.Root.Names:
            del document.Root.Names.EmbeddedFiles  # the standard allows only attachments of its own kind
        try:
            pdfa.save(document, output, ARCHIVAL)
        except pdfa.PdfaError:
            return False
    return True


def imposed(source: Path, output: Path, layout: str) -> None:
    """Several pages on a sheet: ``2up``, ``4up``, or ``booklet`` (two-sided, to be folded)."""
    import pikepdf  # noqa: PLC0415 - see `opened`

    with opened(source) as document, pikepdf.new() as sheetfuls:
        pages = list(document.pages)
        width, height = size(pages[0])
        columns, rows = (2, 2) if layout == "4up" else (2, 1)
        order = _booklet(len(pages)) if layout == "booklet" else list(range(len(pages)))
        for start in range(0, len(order), columns * rows):
            sheetfuls.add_blank_page(page_size=(width * columns, height * rows))
            sheet = pikepdf.Page(sheetfuls.pages[-1])
            for place, number in enumerate(order[start : start + columns * rows]):
                if number < len(pages):
                    left, low = place % columns * width, (rows - 1 - place // columns) * height
                    sheet.add_overlay(pages[number], pikepdf.Rectangle(left, low, left + width, low + height))
        sheetfuls.save(output)


def _booklet(count: int) -> list[int]:
    """The order of pages on sheets that are folded in the middle; numbers from ``count`` on are blank pages."""
    total = -(-count // 4) * 4
    sides = [(total - 1 - side, side) if side % 2 == 0 else (side, total - 1 - side) for side in range(total // 2)]
    return [number for side in sides for number in side]


def size(page: Any) -> tuple[float, float]:
    """Width and height in points, as the page is shown."""
    left, low, right, high = (float(edge) for edge in page.cropbox)
    width, height = abs(right - left), abs(high - low)
    return (height, width) if int(page.get("/Rotate", 0)) % 180 else (width, height)
