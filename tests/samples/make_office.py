"""Makes the samples of office formats: by LibreOffice what it writes, the others from their public specifications."""

import gzip
import re
import struct
import tempfile
import zipfile
from pathlib import Path

from make_documents import CELL, HERE, LINK, ODF, SLIDE, office, row, slim

TITLE, WORDS = "Heading Заголовок", "Съешь же ещё этих мягких французских булок"
TABLE = (("Name", "Имя"), ("one", "один"), ("two", "два"))
SAVED = {
    "docx": {"docm": "MS Word 2007 XML VBA", "dotx": "MS Word 2007 XML Template", "dot": "MS Word 97 Vorlage"},
    "odt": {"ott": "writer8_template"},
    "xlsx": {
        "xlsm": "Calc MS Excel 2007 VBA XML",
        "xltx": "Calc MS Excel 2007 XML Template",
        "xlt": "MS Excel 97 Vorlage/Template",
        "ots": "calc8_template",
        "dif": "DIF:76",
        "slk": "SYLK",
    },
    "pptx": {
        "pptm": "Impress MS PowerPoint 2007 XML VBA",
        "potx": "Impress MS PowerPoint 2007 XML Template",
        "otp": "impress8_template",
        "pot": "MS PowerPoint 97 Vorlage",
        "pps": "MS PowerPoint 97 AutoPlay",
    },
}
# The same parts, the main one called by another type: [MS-OFFMACRO2], ECMA-376 part 1.
RETYPED = {
    "dotm": ("docm", b"ms-word.document.macroEnabled.main", b"ms-word.template.macroEnabledTemplate.main"),
    "xltm": ("xlsm", b"ms-excel.sheet.macroEnabled.main", b"ms-excel.template.macroEnabled.main"),
    "potm": ("pptm", b"ms-powerpoint.presentation.macroEnabled.main", b"ms-powerpoint.template.macroEnabled.main"),
    "ppsm": ("pptm", b"ms-powerpoint.presentation.macroEnabled.main", b"ms-powerpoint.slideshow.macroEnabled.main"),
    "ppsx": (
        "potx",
        b"openxmlformats-officedocument.presentationml.template.main",
        b"openxmlformats-officedocument.presentationml.slideshow.main",
    ),
}


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        for source, targets in SAVED.items():
            for extension, writer in targets.items():
                office(Path(name), HERE / f"sample.{source}", extension, writer)
    for extension in ("pot", "pps"):
        slim(HERE / f"sample.{extension}", ("PowerPoint Document", "Current User"))
    for extension, (source, old, new) in RETYPED.items():
        retype(HERE / f"sample.{source}", HERE / f"sample.{extension}", old, new)
    make_flat()
    make_star()
    (HERE / "sample.abw").write_text(abiword(), encoding="utf-8")
    (HERE / "sample.wpd").write_bytes(wordperfect())
    (HERE / "sample.wk1").write_bytes(lotus())
    with gzip.GzipFile(HERE / "sample.gnumeric", "wb", mtime=0) as file:
        file.write(gnumeric().encode())
    make_binary_sheet()


def retype(source: Path, target: Path, old: bytes, new: bytes) -> None:
    """The package with another type for its main part."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == "[Content_Types].xml":
                assert old in content
                content = content.replace(old, new)
            copy.writestr(name, content)


def cells() -> str:
    """The rows of the table, in OpenDocument's words."""
    return "".join(row(*map(CELL.format, texts)) for texts in TABLE)


def flat_text() -> str:
    """The body of a text."""
    table = (
        f'<table:table table:name="t"><table:table-column table:number-columns-repeated="2"/>{cells()}</table:table>'
    )
    heading = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    return f"<office:text>{heading}<text:p>{WORDS}, {LINK}.</text:p>{table}</office:text>"


def flat_sheet() -> str:
    """The body of a spreadsheet with two sheets."""
    second = f'<table:table table:name="Second">{row(CELL.format("Второй лист"))}</table:table>'
    return f'<office:spreadsheet><table:table table:name="First">{cells()}</table:table>{second}</office:spreadsheet>'


def flat_show() -> str:
    """The body of a presentation."""
    body = f"<draw:text-box><text:p>{WORDS}</text:p></draw:text-box>"
    return f"<office:presentation>{SLIDE.format(number=1, title=TITLE, body=body)}</office:presentation>"


def make_flat() -> None:
    """OpenDocument in one file."""
    for extension, kind, body in (
        ("fodt", "text", flat_text()),
        ("fods", "spreadsheet", flat_sheet()),
        ("fodp", "presentation", flat_show()),
    ):
        (HERE / f"sample.{extension}").write_text(ODF.format(kind=kind, body=body), encoding="utf-8")


def make_star() -> None:
    """OpenOffice.org 1.0: the same words in older namespaces, without an element around the body."""
    kinds = {"w": ("writer", flat_text()), "c": ("calc", flat_sheet()), "i": ("impress", flat_show())}
    for letter, (kind, body) in kinds.items():
        inner = re.sub(r"</?office:(?:text|spreadsheet|presentation)>", "", body)
        inner = re.sub(r"<draw:frame([^>]*)><draw:text-box>(.*?)</draw:text-box></draw:frame>", BOX, inner)
        inner = inner.replace("office:value-type", "table:value-type")
        # LibreOffice opens no template of slides.
        sorts = ((f"sx{letter}", kind), (f"st{letter}", f"{kind}.template"))
        for extension, media_type in sorts[: 1 if letter == "i" else 2]:
            with zipfile.ZipFile(HERE / f"sample.{extension}", "w") as package:
                package.writestr("mimetype", f"application/vnd.sun.xml.{media_type}")
                package.writestr("content.xml", STAR.format(kind=KINDS[kind], body=inner))
                package.writestr("META-INF/manifest.xml", MANIFEST.format(media_type=media_type))


BOX = r"<draw:text-box\1>\2</draw:text-box>"
OPENOFFICE = "http://openoffice.org/2000"
KINDS = {"writer": "text", "calc": "spreadsheet", "impress": "presentation"}
STAR = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{OPENOFFICE}/office" xmlns:text="{OPENOFFICE}/text"
 xmlns:table="{OPENOFFICE}/table" xmlns:draw="{OPENOFFICE}/drawing" xmlns:presentation="{OPENOFFICE}/presentation"
 xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" office:class="{{kind}}"
 office:version="1.0"><office:body>{{body}}</office:body></office:document-content>
"""
MANIFEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:media-type="application/vnd.sun.xml.{media_type}" manifest:full-path="/"/>
<manifest:file-entry manifest:media-type="text/xml" manifest:full-path="content.xml"/></manifest:manifest>
"""


def abiword() -> str:
    """A document of AbiWord's, by its published document type."""
    rows = "".join(
        f'<cell props="left-attach:{x}; right-attach:{x + 1}; top-attach:{y}; bot-attach:{y + 1}"><p>{text}</p></cell>'
        for y, texts in enumerate(TABLE)
        for x, text in enumerate(texts)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<abiword xmlns="http://www.abisource.com/awml.dtd"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.1" fileformat="1.1">\n'
        f'<section><p style="Heading 1">{TITLE}</p>\n<p>{WORDS}, '
        f'<a xlink:href="https://example.org/page"><c>link</c></a>.</p>\n<table>{rows}</table></section>\n</abiword>\n'
    )


def wordperfect() -> bytes:
    """A document of WordPerfect 5.1: a prefix of 16 bytes, then text; other alphabets by set 10 and number."""
    said = "\n".join((TITLE, WORDS, *("\t".join(texts) for texts in TABLE)))
    text = b"".join(letter(sign) for sign in said)
    prefix = b"\xffWPC" + struct.pack("<IBBBBHH", 16 + 10, 1, 10, 0, 1, 0, 0)
    return prefix + struct.pack("<HHHI", 0xFFFB, 5, 10, 0) + text + b"\n"


# The Cyrillic set of WordPerfect: capital and small letters by turns, Ё among them at its place.
CYRILLIC = "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя"


def letter(sign: str) -> bytes:
    """A sign of a text in WordPerfect's codes."""
    if sign in CYRILLIC:
        return bytes((0xC0, CYRILLIC.index(sign), 10, 0xC0))
    if sign == "\t":
        return bytes((0xC1, 0, 0, 0, 0, 0, 0, 0xC1))
    return b"\x0a" if sign == "\n" else sign.encode("ascii")


def lotus() -> bytes:
    """A worksheet of 1-2-3 release 2: labels and numbers in records."""
    records = [(0, struct.pack("<H", 0x0406)), (6, struct.pack("<4H", 0, 0, 1, 2))]
    for y, (name, count) in enumerate((("Name", 0), ("one", 1), ("two", 2))):
        records.append((15, struct.pack("<BHH", 0xFF, 0, y) + b"'" + name.encode() + b"\0"))
        records.append((14, struct.pack("<BHHd", 0xFF, 1, y, count)))
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in [*records, (1, b"")])


def gnumeric() -> str:
    """A workbook of Gnumeric's with two sheets: value types 60 is text, 40 a number."""
    first = "".join(
        f'<gnm:Cell Row="{y}" Col="{x}" ValueType="60">{text}</gnm:Cell>'
        for y, texts in enumerate(TABLE)
        for x, text in enumerate(texts)
    )
    first += '<gnm:Cell Row="1" Col="2" ValueType="40">1</gnm:Cell>'
    second = '<gnm:Cell Row="0" Col="0" ValueType="60">Второй лист</gnm:Cell>'
    names = "".join(f"<gnm:SheetName>{name}</gnm:SheetName>" for name in ("First", "Second"))
    sheets = "".join(
        f"<gnm:Sheet><gnm:Name>{name}</gnm:Name><gnm:MaxCol>2</gnm:MaxCol><gnm:MaxRow>2</gnm:MaxRow>"
        f"<gnm:Cells>{cells}</gnm:Cells></gnm:Sheet>"
        for name, cells in (("First", first), ("Second", second))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd">'
        f"<gnm:SheetNameIndex>{names}</gnm:SheetNameIndex><gnm:Sheets>{sheets}</gnm:Sheets></gnm:Workbook>\n"
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook: kind and size in seven bits a byte, [MS-XLSB] 2.1.4."""
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    return head + bytes((len(body),)) + body


def wide(text: str) -> bytes:
    """A counted text in UTF-16."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def make_binary_sheet() -> None:
    """The least that [MS-XLSB] asks for: a workbook, a sheet, texts in their cells."""
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("First"))
    rows = b"".join(
        record(0, struct.pack("<IIHBBBI", y, 0, 300, 0, 0, 0, 0))
        + b"".join(record(6, struct.pack("<II", x, 0) + wide(text)) for x, text in enumerate(texts))
        + record(5, struct.pack("<IId", 2, 0, y))
        for y, texts in enumerate(TABLE)
    )
    main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office_relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(HERE / "sample.xlsb", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="bin" ContentType="{main}"/>'
            '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>',
        )
        for path, kind, target in (
            ("_rels/.rels", "officeDocument", "xl/workbook.bin"),
            ("xl/_rels/workbook.bin.rels", "worksheet", "worksheets/sheet1.bin"),
        ):
            package.writestr(
                path,
                f'<?xml version="1.0"?><Relationships xmlns="{relations}">'
                f'<Relationship Id="rId1" Type="{office_relations}/{kind}" Target="{target}"/></Relationships>',
            )
        package.writestr("xl/workbook.bin", book + record(144) + record(132))
        package.writestr("xl/worksheets/sheet1.bin", record(129) + record(145) + rows + record(146) + record(130))


if __name__ == "__main__":
    main()
