"""Office documents, by the real LibreOffice."""

import subprocess
import threading
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from conversion import detection, process
from conversion.contents import documents
from conversion.engines import office
from conversion.engines.base import Route
from conversion.engines.office_filters import (
    FOREIGN_SHEETS,
    FOREIGN_SLIDES,
    FOREIGN_TEXTS,
    SHEET_SORTS,
    SLIDE_SORTS,
    TEXT_SORTS,
)
from conversion.errors import (
    ConversionError,
    DamagedFileError,
    NothingToConvertError,
    PasswordProtectedError,
    TooLargeError,
)
from tests.conftest import SAMPLES
from tests.conversion.engines import desk
from tests.conversion.engines.desk import convert, converted, pictures, raw, sample, words

NAMES = ("writer", "calc", "impress")
COMMON = {*("docx", "doc", "odt", "rtf", "txt"), *("xlsx", "xls", "ods", "csv"), *("pptx", "ppt", "odp")}
ROUTES = [(name, route) for name in NAMES for route in desk.routes(name) if route.source.name in COMMON]
ROUTES = [(name, route) for name, route in ROUTES if route.target.name in COMMON | {"pdf", "html"}]
SOURCES = sorted(COMMON - {"txt", "csv"})
RUSSIAN = "Съешь же ещё этих мягких французских булок"
MARKS = {
    "writer": ("Заголовок", "французских", "Имя", "один"),
    "calc": ("Имя", "один", "Итого"),
    "impress": ("Заголовок", "французских", "один"),
}
WITHOUT_LINKS = ("txt", "csv", "xls", "ppt")  # texts, and formats that keep them in records of their own
# LibreOffice 7.4 gives a PDF only those links of an RTF that have a character style; the ones it writes have none.
UNSTYLED = Route(desk.named("rtf"), desk.named("pdf"))
ENCODINGS = ("utf-16", "utf-16-le", "cp1251", "koi8-r")


def trio(case: tuple[str, Route]) -> str:
    return f"{case[1].source}-{case[1].target}"


@pytest.mark.parametrize("case", ROUTES, ids=trio)
def test_all_that_is_written_arrives(case: tuple[str, Route], tmp_path: Path) -> None:
    name, route = case
    outputs = convert(sample(route.source.name), route.target.name, tmp_path, by=name)
    found = " ".join(words(output) for output in outputs)
    marks = (
        MARKS[name]
        if route.source.name not in ("txt", "csv")
        else (("французских",) if name == "writer" else ("один",))
    )
    assert [mark for mark in marks if mark not in found] == []
    if route.source.name not in ("csv", "txt") and route.target.name not in WITHOUT_LINKS and route != UNSTYLED:
        assert "example.org/page" in raw(outputs[0])
    if name == "writer" and route.source.name != "txt" and route.target.name != "txt":
        assert pictures(outputs[0]) >= 1


@pytest.mark.parametrize(
    ("source", "target"),
    [("docx", "pdf"), ("docx", "md"), ("docx", "txt"), ("docx", "html"), ("odt", "docx"), ("md", "odt")],
)
def test_a_footnote_arrives(source: str, target: str, tmp_path: Path) -> None:
    assert "Сноска" in words(converted(sample(source), target, tmp_path))


def ours(*tables: Iterable[str]) -> list[str]:
    """The formats whose samples hold our text."""
    return [name for table in tables for name in table if name not in desk.SAID_ELSEWHERE]


@pytest.mark.parametrize("source", ours(TEXT_SORTS, FOREIGN_TEXTS, SLIDE_SORTS, FOREIGN_SLIDES))
def test_sorts_and_foreign_documents_are_read_with_their_letters(source: str, tmp_path: Path) -> None:
    target = "odt" if source in {*TEXT_SORTS, *FOREIGN_TEXTS} else "odp"
    found = words(converted(sample(source), target, tmp_path))
    assert "Заголовок" in found
    assert "французских" in found


@pytest.mark.parametrize("source", ours(SHEET_SORTS, FOREIGN_SHEETS))
def test_sheets_of_every_sort_keep_letters_and_numbers(source: str, tmp_path: Path) -> None:
    lines = convert(sample(source), "csv", tmp_path)[0].read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith(("one,один", "one,1"))
    assert source in ("fods", "sxc", "stc") or lines[1].endswith("1")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_a_table_for_exchange_is_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    table = tmp_path / "file.dif"
    table.write_bytes(sample("dif").read_text(encoding="utf-8").replace("один", "Владивосток").encode(encoding))
    assert "Владивосток" in converted(table, "csv", tmp_path).read_text(encoding="utf-8")


def test_a_flat_document_takes_no_file_of_the_server_along(secrets: tuple[str, str], tmp_path: Path) -> None:
    text, picture = secrets
    thief = tmp_path / "file.fodt"
    body = STEALING["odt"].format(picture=PICTURE % picture, text=text)
    flat = (CONTENT % body).replace("document-content", "document")
    flat = flat.replace(" office:version", ' office:mimetype="application/vnd.oasis.opendocument.text" office:version')
    thief.write_text(flat, encoding="utf-8")
    assert_nothing_stolen(converted(thief, "pdf", tmp_path))


@pytest.mark.parametrize("name", ["fodt", "abw"])
def test_entities_of_a_flat_document_are_refused(name: str, tmp_path: Path) -> None:
    thief = tmp_path / f"file.{name}"
    thief.write_text('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><abiword><p>&b;</p></abiword>')
    with pytest.raises(DamagedFileError):
        convert(thief, "pdf", tmp_path)


@pytest.mark.parametrize("name", ["dotx", "xlsm", "ppsx", "ott", "sxw", "dot", "xlt", "pps", "fodt", "gnumeric"])
def test_a_truncated_document_of_another_sort_is_damaged(name: str, tmp_path: Path) -> None:
    whole = sample(name).read_bytes()
    cut = tmp_path / f"file.{name}"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(DamagedFileError):
        documents.check(cut, name)


def test_html_is_never_opened_by_libreoffice() -> None:
    assert "html" not in {route.source.name for _, route in ROUTES}


@pytest.mark.parametrize("source", ["xlsx", "xls", "ods"])
def test_every_sheet_that_holds_something_becomes_a_file(source: str, tmp_path: Path) -> None:
    first, second = convert(sample(source), "csv", tmp_path)
    assert [first.name, second.name] == ["file-001.csv", "file-002.csv"]
    assert first.read_text(encoding="utf-8").splitlines() == [
        "Name,Имя,Count",
        "one,один,1",
        "two,два,2",
        "link,Итого,3",
    ]
    assert second.read_text(encoding="utf-8").splitlines() == ["Второй лист,second sheet"]


def test_one_sheet_is_one_file(tmp_path: Path) -> None:
    there = converted(sample("csv"), "xlsx", tmp_path)
    back = converted(there, "csv", tmp_path)
    assert back.read_text(encoding="utf-8") == sample("csv").read_text(encoding="utf-8")


def test_a_sheet_with_nothing_in_it_is_no_table(tmp_path: Path) -> None:
    table = tmp_path / "file.csv"
    table.write_text("\n\n", encoding="utf-8")
    there = converted(table, "ods", tmp_path)
    with pytest.raises(NothingToConvertError):
        convert(there, "csv", tmp_path)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_russian_table_is_read(encoding: str, tmp_path: Path) -> None:
    table = tmp_path / "file.csv"
    table.write_bytes("Имя;Город;Доля\nИван;Москва;0,5\nПётр;Казань;12,25\n".encode(encoding))
    sheet = raw(converted(table, "xlsx", tmp_path))
    assert all(word in sheet for word in ("Имя", "Иван", "Москва", "Казань"))
    assert "<v>0.5</v>" in sheet
    assert "<v>12.25</v>" in sheet


def test_digits_that_are_no_numbers_stay(tmp_path: Path) -> None:
    table = tmp_path / "file.csv"
    table.write_text("code\tphone\tcard\tsum\n00123\t+79001234567\t1234567890123456789\t1.50\n", encoding="utf-8")
    sheet = raw(converted(table, "xlsx", tmp_path))
    assert all(f">{digits}<" in sheet for digits in ("00123", "+79001234567", "1234567890123456789"))
    assert "<v>1.5</v>" in sheet


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    table = tmp_path / "file.csv"
    table.write_text('a,"=1+1","=WEBSERVICE(""file:///etc/hostname"")"\n', encoding="utf-8")
    sheet = raw(converted(table, "xlsx", tmp_path))
    assert "=1+1" in sheet
    assert "<f>" not in sheet
    assert "<f " not in sheet


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_russian_text_is_read(encoding: str, tmp_path: Path) -> None:
    text = tmp_path / "file.txt"
    text.write_bytes(f"{RUSSIAN}, да выпей чаю.\n\n    *Второй* абзац\n".encode(encoding))
    assert f"{RUSSIAN}, да выпей чаю. *Второй* абзац" in words(converted(text, "pdf", tmp_path))


def test_letters_of_every_alphabet_reach_the_pdf(tmp_path: Path) -> None:
    text = tmp_path / "file.txt"
    text.write_text("Latin Кириллица 漢字 かな 한글 Ελληνικά 😀\n", encoding="utf-8")
    pdf = converted(text, "pdf", tmp_path)
    assert "Latin Кириллица 漢字 かな 한글 Ελληνικά" in words(pdf)
    assert "no " not in {line[60:63] for line in desk.said("pdffonts", str(pdf)).splitlines()[2:]}


@pytest.mark.parametrize("source", sorted(path.suffix[1:] for path in SAMPLES.glob("locked.*")))
def test_a_locked_document_says_so(source: str, tmp_path: Path) -> None:
    with pytest.raises(PasswordProtectedError):
        convert(SAMPLES / f"locked.{source}", "pdf", tmp_path)


@pytest.mark.parametrize("source", SOURCES)
def test_a_truncated_document_is_damaged(source: str, tmp_path: Path) -> None:
    whole = sample(source).read_bytes()
    cut = tmp_path / f"file.{source}"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(DamagedFileError):
        convert(cut, "pdf", tmp_path)


@pytest.mark.parametrize("source", SOURCES)
def test_a_text_with_an_office_name_is_not_opened_as_something_else(source: str, tmp_path: Path) -> None:
    liar = tmp_path / f"file.{source}"
    liar.write_text("just a text\n" * 50, encoding="utf-8")
    with pytest.raises(DamagedFileError):
        convert(liar, "pdf", tmp_path)


@pytest.mark.parametrize("source", ["docx", "ods", "pptx"])
def test_a_document_without_its_content_is_damaged(source: str, tmp_path: Path) -> None:
    hollow = tmp_path / f"file.{source}"
    with zipfile.ZipFile(hollow, "w") as archive:
        archive.writestr("readme.txt", "nothing else")
    with pytest.raises(DamagedFileError):
        convert(hollow, "pdf", tmp_path)


def test_a_document_that_unpacks_to_gigabytes_is_too_large(tmp_path: Path) -> None:
    bomb = tmp_path / "file.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(1025):
            part.write(bytes(1 << 20))
    with pytest.raises(TooLargeError):
        convert(bomb, "pdf", tmp_path)


def test_a_cell_in_the_far_corner_does_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST", 2 << 20)
    table = tmp_path / "file.csv"
    table.write_text("\n" * 3000 + "," * 1000 + "far\n", encoding="utf-8")
    sheet = converted(table, "ods", tmp_path)
    assert sheet.stat().st_size < 20_000
    with pytest.raises(TooLargeError):
        convert(sheet, "csv", tmp_path)


@pytest.mark.parametrize("target", ["csv", "html"])
def test_a_workbook_with_a_cell_in_the_far_corner_is_refused_before_anything_runs(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "SOFFICE", process.Tool("no-such-program", "none"))
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "near"
    book.worksheets[0]["XFD1048576"] = "far"
    book.save(tmp_path / "file.xlsx")
    with pytest.raises(TooLargeError, match="17179869184"):
        convert(tmp_path / "file.xlsx", target, tmp_path)


def test_a_far_cell_that_has_a_colour_only_does_not_count(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "near"
    book.worksheets[0]["XFD1048576"].fill = PatternFill("solid", "FFFF0000")
    book.save(tmp_path / "file.xlsx")
    assert converted(tmp_path / "file.xlsx", "csv", tmp_path).read_text(encoding="utf-8") == "near\n"


def test_two_at_once_do_not_collide(tmp_path: Path) -> None:
    found: dict[str, str] = {}

    def one(source: str) -> None:
        folder = tmp_path / source
        folder.mkdir()
        found[source] = words(converted(sample(source), "pdf", folder))

    threads = [threading.Thread(target=one, args=(source,)) for source in ("docx", "ods", "odp")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["docx", "odp", "ods"]
    assert all("один" in text for text in found.values())


SECRET_WORD = "the-secret-of-this-server"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = (
    f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
    f' xmlns:draw="{ODF}:drawing:1.0" xmlns:table="{ODF}:table:1.0" xmlns:svg="{ODF}:svg-compatible:1.0"'
    f' xmlns:of="{ODF}:of:1.2" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
    "<office:body>%s</office:body></office:document-content>"
)
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="%s"/><manifest:file-entry manifest:full-path="content.xml"'
    ' manifest:media-type="text/xml"/></manifest:manifest>'
)
PICTURE = (
    '<draw:frame svg:width="5cm" svg:height="3cm" svg:x="1cm" svg:y="1cm"><draw:image xlink:href="%s"/></draw:frame>'
)
STEALING = {
    "odt": "<office:text><text:p>seen</text:p><text:p>{picture}</text:p><text:section text:name='a'>"
    "<text:section-source xlink:href='{text}' text:filter-name='Text'/><text:p>old</text:p></text:section>"
    "</office:text>",
    "ods": "<office:spreadsheet><table:table table:name='a'><table:table-row>"
    "<table:table-cell office:value-type='string'><text:p>seen</text:p>{picture}</table:table-cell>"
    "<table:table-cell table:formula='of:=6*7'/></table:table-row>"
    "</table:table><table:table table:name='b'><table:table-source xlink:href='{text}'"
    " table:filter-name='Text - txt - csv (StarCalc)' table:filter-options='44,34,76,1' table:mode='copy-all'/>"
    "</table:table></office:spreadsheet>",
    "odp": "<office:presentation><draw:page><draw:frame svg:width='9cm' svg:height='3cm' svg:x='9cm' svg:y='9cm'>"
    "<draw:text-box><text:p>seen</text:p></draw:text-box></draw:frame>{picture}</draw:page></office:presentation>",
}
MEDIA_TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


@pytest.fixture
def secrets(tmp_path: Path) -> tuple[str, str]:
    """The addresses of a text and of a picture that belong to the server."""
    text, picture = tmp_path / "secret.txt", tmp_path / "secret.png"
    text.write_text(SECRET_WORD, encoding="utf-8")
    picture.write_bytes((SAMPLES / "sample.png").read_bytes())
    return text.as_uri(), picture.as_uri()


@pytest.mark.parametrize("source", STEALING)
def test_an_open_document_takes_no_file_of_the_server_along(
    source: str, secrets: tuple[str, str], tmp_path: Path
) -> None:
    text, picture = secrets
    media_type = f"application/vnd.oasis.opendocument.{MEDIA_TYPES[source]}"
    thief = tmp_path / f"file.{source}"
    with zipfile.ZipFile(thief, "w") as archive:
        archive.writestr("mimetype", media_type)
        archive.writestr("META-INF/manifest.xml", MANIFEST % media_type)
        archive.writestr("content.xml", CONTENT % STEALING[source].format(picture=PICTURE % picture, text=text))
    assert_nothing_stolen(converted(thief, "pdf", tmp_path))
    if source == "ods":
        assert "42" in words(converted(thief, "csv", tmp_path))


def assert_nothing_stolen(pdf: Path) -> None:
    assert "seen" in words(pdf)
    assert SECRET_WORD not in raw(pdf)
    assert pictures(pdf) == 0


@pytest.mark.parametrize(
    "field",
    [
        '\\fldinst INCLUDEPICTURE "{path}" \\\\d',
        '\\fldinst {{\\b INCLUDE}}{{PICTURE}} "{path}"',
        '\\fldinst \\\'49NCLUDEPICTURE "{path}"',
        '\\fldinst {{\\fonttbl HYPERLINK}}INCLUDEPICTURE "{path}"',
        '\\fldinst{{\\*\\nothing PAGE}} IMPORT "{path}"',
    ],
)
def test_a_rich_text_takes_no_file_of_the_server_along(field: str, secrets: tuple[str, str], tmp_path: Path) -> None:
    path = secrets[1].removeprefix("file://")
    thief = tmp_path / "file.rtf"
    thief.write_text(
        "{\\rtf1\\ansi seen {\\field{\\*" + field.format(path=path) + "}{\\fldrslt }}\\par}", encoding="ascii"
    )
    assert_nothing_stolen(converted(thief, "pdf", tmp_path))


def test_a_word_document_keeps_the_links_people_click_and_no_others(secrets: tuple[str, str], tmp_path: Path) -> None:
    thief = tmp_path / "file.docx"
    relation = '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"'
    added = relation.format(901, "image") + f' Target="{secrets[1]}" TargetMode="External"/>'
    added += relation.format(902, "attachedTemplate") + f' Target="{secrets[0]}" TargetMode="External"/>'
    with zipfile.ZipFile(sample("docx")) as whole, zipfile.ZipFile(thief, "w") as archive:
        for name in whole.namelist():
            part = whole.read(name).decode("utf-8") if name.endswith((".rels", ".xml")) else ""
            if name == "word/_rels/document.xml.rels":
                part = part.replace("</Relationships>", added + "</Relationships>")
            if name == "word/document.xml":
                part = part.replace("r:embed=", 'r:link="rId901" r:unused=')
            archive.writestr(name, part or whole.read(name))
    pdf = converted(thief, "pdf", tmp_path)
    assert "example.org/page" in raw(pdf)
    assert "один" in words(pdf)
    assert pictures(pdf) == 0


@pytest.mark.parametrize("end", ["kill -SEGV $$", "exit 134"])
def test_a_crash_is_told_as_one(end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script that LibreOffice is started by says with its status how the program ended."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{end}\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    with pytest.raises(ConversionError) as caught:
        convert(sample("docx"), "pdf", tmp_path, seen=program)
    assert type(caught.value).__name__ == "CrashError"


def test_a_table_of_ids_is_no_symbolic_link(tmp_path: Path) -> None:
    table = tmp_path / "table"
    table.write_text("ID;PRICE\n1;2\n")
    assert detection.detect(table) != "slk"
    assert detection.detect(sample("slk")) == "slk"


def test_nothing_is_painted_for_trial_before_a_conversion(tmp_path: Path) -> None:
    """LibreOffice does that wherever it finds itself upgraded, and notes it in the profile."""
    command = office.office_command(tmp_path, "--convert-to", "pdf", "--outdir", tmp_path, sample("txt"))
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "sample.pdf").exists()
    assert list(tmp_path.rglob("GraphicsRenderTests.log")) == []
