"""Tables of a docx get the grid that calibre leaves out: without one LibreOffice shows their first column alone."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
TABLE = re.compile(rb"<w:tbl>(?:<w:tblPr/>|<w:tblPr>.*?</w:tblPr>)(?!<w:tblGrid)", re.DOTALL)
ROOM = 9000  # twentieths of a point between the margins of A4
FEWEST, MOST = 4, 40  # letters that a column is measured by


def lay(document: Path, output: Path) -> None:
    """Write the document with a grid for each table: a column is as wide as its longest text asks for."""
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            with old.open(info) as content, new.open(info.filename, "w") as copy:
                if info.filename == MAIN:
                    copy.write(_gridded(content.read()))
                else:
                    shutil.copyfileobj(content, copy)


def _gridded(content: bytes) -> bytes:
    grids = map(_grid, ET.fromstring(content).iter(f"{WORD}tbl"))  # noqa: S314 - calibre's own
    return TABLE.sub(lambda found: found[0] + next(grids), content)


def _grid(table: ET.Element) -> bytes:
    letters: list[int] = []
    for row in table.iterfind(f"{WORD}tr"):
        for column, length in _cells(row):
            letters += [FEWEST] * (column + 1 - len(letters))
            letters[column] = max(letters[column], length)
    widths = "".join(f'<w:gridCol w:w="{ROOM * length // sum(letters)}"/>' for length in letters)
    return f"<w:tblGrid>{widths}</w:tblGrid>".encode()


def _cells(row: ET.Element) -> Iterator[tuple[int, int]]:
    """The number of each column, and how many letters it is to have room for."""
    column = 0
    for cell in row.iterfind(f"{WORD}tc"):
        spans = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
        width = max(1, int(spans.get(f"{WORD}val", "1"))) if spans is not None else 1
        longest = max((len("".join(part.itertext())) for part in cell.iter(f"{WORD}p")), default=0)
        for _ in range(width):
            yield column, min(max(longest // width, FEWEST), MOST)
            column += 1
