"""Sheets whose cells are so far apart that a table of all between them would be gigabytes of nothing."""

import contextlib
import re
import zipfile
import zlib
from pathlib import Path

from conversion.errors import TooLargeError

WORKBOOKS = frozenset(("xlsx", "xlsm", "xltx", "xltm", "xlam"))
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
CHUNK, OVERLAP = 1 << 20, 1 << 10  # bytes
# A cell that holds something: LibreOffice leaves out what has a style only.
_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def check(source: Path, kind: str, most: int) -> None:
    """Raise `TooLargeError` where a table of a sheet has more than ``most`` cells, empty ones among them."""
    if kind not in WORKBOOKS or not zipfile.is_zipfile(source):  # an encrypted one is none
        return
    # What is damaged is for LibreOffice to judge.
    with contextlib.suppress(zipfile.BadZipFile, zlib.error), zipfile.ZipFile(source) as book:
        for name in filter(_SHEET.fullmatch, book.namelist()):
            rows, columns = _extent(book, name)
            if rows * columns > most:
                raise TooLargeError("cells", rows * columns)


def _extent(book: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """The last row and the last column with a cell that holds something."""
    rows, columns, rest = 0, 0, b""
    with book.open(name) as sheet:
        while chunk := sheet.read(CHUNK):
            text = rest + chunk
            for letters, digits in _CELL.findall(text):
                row, column = int(digits), _number(letters)
                if row <= MOST_ROWS and column <= MOST_COLUMNS:  # LibreOffice leaves out what is beyond
                    rows, columns = max(rows, row), max(columns, column)
            rest = text[-OVERLAP:]
    return rows, columns


def _number(letters: bytes) -> int:
    """A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
