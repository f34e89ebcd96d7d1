"""Documents that Office's first versions and other programs than Office wrote."""

import re
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from conversion import detection, formats, pipeline
from tests.conversion.engines import desk
from tests.conversion.engines.desk import converted, words
from tests.samples.make_mail import compound

TEXT_AT, PAGE = 768, 512  # bytes of a header, of a page of properties
SAID = b"Seven years with one winter\rand a second line\r"


def word_6(text: bytes) -> bytes:
    """A document's stream as Word 6 laid it out: header, text, a page for its letters, one for its paragraphs."""
    end = TEXT_AT + len(text)
    pages = (struct.pack("<II", TEXT_AT, end).ljust(PAGE - 1, b"\0") + b"\1") * 2
    tables = b"".join(struct.pack("<IIH", TEXT_AT, end, number) for number in (2, 3))
    content = bytearray((bytes(TEXT_AT) + text).ljust(2 * PAGE, b"\0") + pages + tables)
    struct.pack_into("<4H", content, 0, 0xA5DC, 0x65, 0xC02D, 0x409)
    struct.pack_into("<2I", content, 0x18, TEXT_AT, end)
    struct.pack_into("<I", content, 0x34, len(text))
    struct.pack_into("<4I", content, 0xB8, 4 * PAGE, 10, 4 * PAGE + 10, 10)
    return bytes(content)


@pytest.mark.parametrize(("source", "target"), [("doc", "txt"), ("doc", "docx"), ("doc", "pdf"), ("dot", "docx")])
def test_what_word_6_wrote_is_read(source: str, target: str, tmp_path: Path) -> None:
    old = tmp_path / f"old.{source}"
    old.write_bytes(compound({"WordDocument": word_6(SAID)}))
    told = words(converted(old, target, tmp_path))
    assert "Seven years with one winter" in told
    assert "and a second line" in told


def test_a_workbook_whose_stream_is_in_capitals_is_one(tmp_path: Path) -> None:
    book = tmp_path / "book.xls"
    book.write_bytes(compound({"BOOK": b"\x09\x08\x08\0" + bytes(600)}))
    assert detection.detect(book, "xls") == "xls"


@pytest.mark.parametrize("target", ["csv", "json", "pdf", "ods"])
def test_formulas_that_a_program_left_to_others_are_worked_out(target: str, tmp_path: Path) -> None:
    """What such programs write for each value is 0, and a word that says so."""
    book, asking = tmp_path / "book.xlsx", tmp_path / "asking.xlsx"
    made = openpyxl.Workbook()
    made.worksheets[0].append(["sum", 1207])
    made.worksheets[0].append(["twice", "=B1*2+3"])
    made.save(book)
    with zipfile.ZipFile(book) as read, zipfile.ZipFile(asking, "w") as written:
        for name in read.namelist():
            written.writestr(name, re.sub(rb"<v\s*/>|<v></v>", b"<v>0</v>", read.read(name)))
    assert "2417" in words(converted(asking, target, tmp_path))


BOOK = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row>'
    '<Cell><Data ss:Type="String">Пётр</Data></Cell><Cell><Data ss:Type="Number">2417</Data></Cell>'
    "</Row></Table></Worksheet></Workbook>"
)
WEB_PAGE = (
    '<html><head><meta charset="{}"></head><body><table><tr><td>Пётр</td><td>2417</td></tr></table></body></html>'
)
LETTER = (
    '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
    "<w:body><w:p><w:r><w:t>Пётр 2417</w:t></w:r></w:p></w:body></w:wordDocument>"
)


@pytest.mark.parametrize(
    ("name", "content", "target"),
    [
        ("a.xls", BOOK.encode(), "csv"),
        ("a.xls", BOOK.encode(), "xlsx"),
        ("a.xls", WEB_PAGE.format("windows-1251").encode("cp1251"), "csv"),
        ("a.xls", WEB_PAGE.format("utf-8").encode(), "xlsx"),
        ("a.xls", "Имя;Сумма\r\nПётр;2417\r\n".encode("cp1251"), "xlsx"),
        ("a.xls", "\ufeffИмя\tСумма\r\nПётр\t2417\r\n".encode("utf-16-le"), "json"),
        ("a.doc", LETTER.encode(), "docx"),
        ("a.doc", LETTER.encode(), "txt"),
    ],
)
def test_what_office_opens_under_its_names_is_read(name: str, content: bytes, target: str, tmp_path: Path) -> None:
    """Banks and shops call a page, a table of text or XML a workbook."""
    source, scratch = tmp_path / name, tmp_path / "scratch"
    scratch.mkdir()
    source.write_bytes(content)
    asked = formats.named(target)[0]
    result = pipeline.convert(pipeline.Request(source, name, None, asked, {}, scratch, 120.0), desk.Patience())
    told = words(result.path)
    assert "Пётр" in told
    assert "2417" in told
