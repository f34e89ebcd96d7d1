"""Makes the samples of documents, by pandoc and LibreOffice: ``python tests/samples/make_documents.py``."""

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import olefile
import pypandoc
from PIL import Image

HERE = Path(__file__).parent
PASSWORD = "secret"

TEXT = """\
---
title: Sample Пробный документ
---

# Heading Заголовок

Plain text with *emphasis*, a [link](https://example.org/page) and a footnote.[^1]
Съешь же ещё этих мягких французских булок, да выпей чаю.

| Name | Имя  |
|------|------|
| one  | один |
| two  | два  |

## Second Второй

- first
- второй

![picture](picture.png)

[^1]: Footnote Сноска.
"""
PLAIN = """\
Sample Пробный документ

Plain text with *stars*, # signs and <brackets> & more_under_scores.
Съешь же ещё этих мягких французских булок,
    да выпей чаю.

1. https://example.org/page
"""
RST = """\
Sample Пробный документ
=======================

Heading Заголовок
-----------------

Plain text with *emphasis* and a `link <https://example.org/page>`__.
Съешь же ещё этих мягких французских булок, да выпей чаю.

==== ====
Name Имя
==== ====
one  один
two  два
==== ====
"""
URN = "urn:oasis:names:tc:opendocument:xmlns"
ODF = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{URN}:office:1.0" xmlns:text="{URN}:text:1.0" xmlns:table="{URN}:table:1.0"
 xmlns:draw="{URN}:drawing:1.0" xmlns:svg="{URN}:svg-compatible:1.0" xmlns:of="{URN}:of:1.2"
 xmlns:presentation="{URN}:presentation:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.{{kind}}"><office:body>{{body}}</office:body></office:document>
"""
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
NUMBER = (
    '<table:table-cell {formula} office:value-type="float" office:value="{value}">'
    "<text:p>{value}</text:p></table:table-cell>"
)
LINK = '<text:a xlink:type="simple" xlink:href="https://example.org/page">link</text:a>'
SLIDE = """<draw:page draw:name="page{number}"><draw:frame presentation:class="title" svg:x="2cm" svg:y="1cm"
 svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>{title}</text:p></draw:text-box></draw:frame>
<draw:frame svg:x="2cm" svg:y="5cm" svg:width="20cm" svg:height="8cm">{body}</draw:frame></draw:page>"""

MACRO = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub SaveLocked(source, target, writer)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  Dim keys(1) As New com.sun.star.beans.NamedValue
  keys(0).Name = "CryptoType" : keys(0).Value = "Standard"
  keys(1).Name = "OOXPassword" : keys(1).Value = "{password}"
  Dim how(2) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = writer
  how(1).Name = "Password" : how(1).Value = "{password}"
  If InStr(writer, " XML") &gt; 0 Then
    how(2).Name = "EncryptionData" : how(2).Value = keys()
  End If
  document.storeToURL(ConvertToURL(target), how())
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">{elements}</library:library>
"""
LOCKED = {
    "docx": "MS Word 2007 XML",
    "doc": "MS Word 97",
    "odt": "writer8",
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "pptx": "Impress MS PowerPoint 2007 XML",
    "odp": "impress8",
}


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_texts(folder)
        make_sheets(folder)
        make_slides(folder)
        lock(folder)


def make_texts(folder: Path) -> None:
    """What pandoc writes from one source, and what Writer makes of that."""
    Image.new("RGB", (40, 30), (200, 30, 30)).save(folder / "picture.png")
    source = folder / "source.md"
    source.write_text(TEXT, encoding="utf-8")
    for extension in ("docx", "odt", "epub", "html", "org", "tex", "ipynb"):
        pandoc(folder, source, HERE / f"sample.{extension}")
    (HERE / "sample.md").write_text(TEXT.replace("picture.png", data_uri(folder / "picture.png")), encoding="utf-8")
    (HERE / "sample.rst").write_text(RST, encoding="utf-8")
    (HERE / "sample.txt").write_text(PLAIN, encoding="utf-8")
    for extension, writer in (("doc", "MS Word 97"), ("rtf", "Rich Text Format")):
        office(folder, HERE / "sample.docx", extension, writer)


def data_uri(picture: Path) -> str:
    """The picture itself as an address."""
    command = [pypandoc.get_pandoc_path(), "-f", "html", "-t", "html", "--embed-resources", "--standalone"]
    html = subprocess.run(command, input=f'<img src="{picture}">', capture_output=True, text=True, check=True).stdout
    return html.partition('src="')[2].partition('"')[0]


def pandoc(folder: Path, source: Path, output: Path) -> None:
    """Convert by pandoc alone, with the picture inside."""
    command: list[str | Path] = [
        pypandoc.get_pandoc_path(),
        "--standalone",
        "--embed-resources",
        "-f",
        "markdown-implicit_figures",
    ]
    command += [source.name, "-o", output]
    subprocess.run(command, cwd=folder, check=True)


def office(folder: Path, source: Path, extension: str, writer: str, reader: str = "") -> None:
    """Convert by LibreOffice alone."""
    infilter = [f"--infilter={reader}"] if reader else []
    command: list[str | Path] = [
        *soffice(folder),
        *infilter,
        "--convert-to",
        f"{extension}:{writer}",
        "--outdir",
        folder,
        source,
    ]
    subprocess.run(command, check=True)
    shutil.copyfile(folder / f"{source.stem}.{extension}", HERE / f"sample.{extension}")


def soffice(folder: Path) -> list[str]:
    """A headless LibreOffice with a profile in that folder."""
    return ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]


def make_sheets(folder: Path) -> None:
    """Two sheets, the first with numbers and a formula."""
    head = row(CELL.format("Name"), CELL.format("Имя"), CELL.format("Count"))
    rows = row(CELL.format("one"), CELL.format("один"), number(1)) + row(
        CELL.format("two"), CELL.format("два"), number(2)
    )
    total = row(CELL.format(LINK), CELL.format("Итого"), number(3, 'table:formula="of:=SUM([.C2:.C3])"'))
    body = f'<table:table table:name="First Первый">{head}{rows}{total}</table:table>'
    body += (
        f'<table:table table:name="Second">{row(CELL.format("Второй лист"), CELL.format("second sheet"))}</table:table>'
    )
    body += '<table:table table:name="Empty"/>'
    source = folder / "sheets.fods"
    source.write_text(ODF.format(kind="spreadsheet", body=f"<office:spreadsheet>{body}</office:spreadsheet>"), "utf-8")
    for extension, writer in (("xlsx", "Calc MS Excel 2007 XML"), ("xls", "MS Excel 97"), ("ods", "calc8")):
        office(folder, source, extension, writer, "OpenDocument Spreadsheet Flat XML")
    (HERE / "sample.csv").write_text('Name,Имя,Count\none,один,1\n"two, too",два,2\n', encoding="utf-8")


def row(*cells: str) -> str:
    """A row of a sheet."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def number(value: int, formula: str = "") -> str:
    """A cell with a number."""
    return NUMBER.format(value=value, formula=formula)


def make_slides(folder: Path) -> None:
    """Two slides, the second with a table."""
    cells = row(CELL.format("one"), CELL.format("один")) + row(CELL.format("two"), CELL.format("два"))
    table = f'<table:table><table:table-column table:number-columns-repeated="2"/>{cells}</table:table>'
    words = f"<text:p>Съешь же ещё этих мягких французских булок</text:p><text:p>{LINK}</text:p>"
    slides = SLIDE.format(number=1, title="Heading Заголовок", body=f"<draw:text-box>{words}</draw:text-box>")
    slides += SLIDE.format(number=2, title="Second Второй", body=table)
    source = folder / "slides.fodp"
    source.write_text(
        ODF.format(kind="presentation", body=f"<office:presentation>{slides}</office:presentation>"), "utf-8"
    )
    names = (("pptx", "Impress MS PowerPoint 2007 XML"), ("odp", "impress8"), ("ppt", "MS PowerPoint 97"))
    for extension, writer in names:
        office(folder, source, extension, writer, "OpenDocument Presentation Flat XML")
    slim(HERE / "sample.ppt", ("PowerPoint Document", "Current User"))


END, FREE, SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 512  # of compound files


def slim(path: Path, names: tuple[str, ...]) -> None:
    """Write a compound file anew with these streams alone: LibreOffice adds a thumbnail of 440 kB."""
    with olefile.OleFileIO(path) as ole:
        streams = [ole.openstream(name).read() for name in names]
    padded = [stream.ljust(-(-max(len(stream), 4096) // SECTOR) * SECTOR, b"\0") for stream in streams]
    chains, start = [END], 2  # the directory's sector, then the streams'; sector 0 is the table of chains
    entries = [entry("Root Entry", 5, (FREE, 1), END, 0)]
    for number, (name, stream) in enumerate(zip(names, padded, strict=True), start=1):
        next_one = number + 1 if number < len(names) else FREE
        entries.append(entry(name, 2, (next_one, FREE), start, len(stream)))
        sectors = len(stream) // SECTOR
        chains += [*range(start + 1, start + sectors), END]
        start += sectors
    table = struct.pack(f"<{1 + len(chains)}I", 0xFFFFFFFD, *chains).ljust(SECTOR, b"\xff")
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    head = struct.pack("<8s16xHHHHH6x9I", olefile.MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    path.write_bytes((head + struct.pack("<I", 0)).ljust(SECTOR, b"\xff") + table + directory + b"".join(padded))


def entry(name: str, kind: int, others: tuple[int, int], start: int, size: int) -> bytes:
    """An entry of a compound file's directory; ``others`` are its right neighbour and its child."""
    written = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", written, len(written) + 2, kind, 1, FREE, *others, start, size)


def lock(folder: Path) -> None:
    """Locked twins of the samples: a macro saves them with a password."""
    library = folder / "profile" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Module1.xba").write_text(MACRO.replace("{password}", PASSWORD), encoding="utf-8")
    (library / "script.xlb").write_text(LIBRARY.format(elements='<library:element library:name="Module1"/>'), "utf-8")
    (library / "dialog.xlb").write_text(LIBRARY.format(elements=""), encoding="utf-8")
    for extension, writer in LOCKED.items():
        call = (
            f'macro:///Standard.Module1.SaveLocked("{HERE}/sample.{extension}","{HERE}/locked.{extension}","{writer}")'
        )
        subprocess.run([*soffice(folder), call], check=True)


if __name__ == "__main__":
    main()
