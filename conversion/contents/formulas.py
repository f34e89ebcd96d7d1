"""Formulas in a workbook whose values nobody worked out: a writer that is no spreadsheet leaves that to the next."""

import re
import zipfile
from pathlib import Path

from conversion.contents import documents

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell with a formula and no value; that of a text may be empty.
UNKNOWN = re.compile(
    rb"""<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)
ANY = re.compile(rb"<f[\s/>]")
# By this a writer that is no spreadsheet asks for all of it to be worked out: the values it wrote are all 0.
ASKING = re.compile(rb"""<calcPr\b[^>]*\bfullCalcOnLoad=["'](?:1|true)["']""")
LONGEST_BOOK = 4 << 20  # bytes of what is said of the whole workbook
CHUNK = 1 << 20
LONGEST_CELL = 16 << 10  # bytes: a formula has 8,192 letters at most


def lack_values(workbook: Path) -> bool:
    """Whether a formula in one of its sheets has no value that counts; raises as `documents.check` does."""
    documents.check(workbook, "xlsx")
    with zipfile.ZipFile(workbook) as package:
        looked_for = ANY if _is_asking(package) else UNKNOWN
        return any(_holds(package, name, looked_for) for name in package.namelist() if SHEET.fullmatch(name))


def are_to_be_reckoned(workbook: Path) -> bool:
    """Whether a workbook, of whatever sort, says that its values don't count."""
    with zipfile.ZipFile(workbook) as package:
        return _is_asking(package)


def _is_asking(package: zipfile.ZipFile) -> bool:
    if "xl/workbook.xml" not in package.namelist():
        return False
    with package.open("xl/workbook.xml") as book:
        return bool(ASKING.search(book.read(LONGEST_BOOK)))


def _holds(package: zipfile.ZipFile, name: str, looked_for: re.Pattern[bytes]) -> bool:
    with package.open(name) as sheet:
        seen = b""
        while chunk := sheet.read(CHUNK):
            seen = seen[-LONGEST_CELL:] + chunk
            if looked_for.search(seen):
                return True
    return False
