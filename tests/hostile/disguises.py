"""Pages and XML under the names of Office's old documents, with what leads elsewhere."""

from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.entities import LAUGHS
from tests.hostile.trial import Hostile

BOOK = """\
<?xml version="1.0"?>{doctype}<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet></Workbook>"""
LETTER = """\
<?xml version="1.0"?>{doctype}<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml">
<w:body><w:p>{words}</w:p></w:body></w:wordDocument>"""


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for name, page in _pages(bait).items():
        yield Hostile(f"{name}.xls", page.encode(), ("csv", "xlsx", "pdf"))
    for name, rows in _rows(bait).items():
        yield Hostile(f"{name}-book.xls", BOOK.format(doctype="", rows=rows).encode(), ("csv", "ods", "pdf"))
    for name, words in _words(bait).items():
        yield Hostile(f"{name}-letter.doc", LETTER.format(doctype="", words=words).encode(), ("docx", "pdf", "txt"))
    reads = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{bait.text}">]>'
    for name, doctype, entity in (("laughs", LAUGHS, "&a9;"), ("reads", reads, "&e;")):
        cell = f'<Row><Cell><Data ss:Type="String">{entity}</Data></Cell></Row>'
        yield Hostile(f"{name}.xls", BOOK.format(doctype=doctype, rows=cell).encode(), ("csv",))
        run = f"<w:r><w:t>{entity}</w:t></w:r>"
        yield Hostile(f"{name}.doc", LETTER.format(doctype=doctype, words=run).encode(), ("txt", "pdf"))


def _pages(bait: Bait) -> dict[str, str]:
    """What stands in a page with a table."""
    return {
        "picture": f'<table><tr><td><img src="file://{bait.picture}"><img src="{bait.url}"></td></tr></table>',
        "frame": f'<table><tr><td><iframe src="file://{bait.text}"></iframe></td></tr></table>',
        "style": f'<link rel="stylesheet" href="{bait.url}"><table background="{bait.url}"><tr><td>1</td></tr></table>',
        "formula": f"<table><tr><td>=WEBSERVICE(\"{bait.url}\")</td><td>='file://{bait.text}'#A1</td></tr></table>",
        "wide": '<table><tr><td colspan="2000000000" rowspan="2000000000">1</td></tr></table>',
        "deep": "<table><tr><td>" * 2000 + "1" + "</td></tr></table>" * 2000,
    }


def _rows(bait: Bait) -> dict[str, str]:
    """What stands in a workbook."""
    formulas = (
        f"=WEBSERVICE(&quot;{bait.url}&quot;)",
        f"='file://{bait.text}'#$a.A1",
        "=DDE(&quot;a&quot;;&quot;b&quot;;&quot;c&quot;)",
    )
    return {
        "formulas": "".join(f'<Row><Cell ss:Formula="{one}"/></Row>' for one in formulas),
        "link": f'<Row><Cell ss:HRef="file://{bait.text}"><Data ss:Type="String">a</Data></Cell></Row>',
        "far": '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>',
    }


def _words(bait: Bait) -> dict[str, str]:
    """What stands in a letter."""
    return {
        "field": f'<w:fldSimple w:instr="INCLUDETEXT &quot;file://{bait.text}&quot;"><w:r><w:t>a</w:t></w:r></w:fldSimple>',
        "picture": f'<w:r><w:pict><v:shape style="width:99pt;height:99pt"><v:imagedata src="file://{bait.picture}"/>'
        "</v:shape></w:pict></w:r>",
        "home": f'<w:r><w:pict><v:shape style="width:9pt;height:9pt"><v:imagedata src="{bait.url}"/></v:shape></w:pict></w:r>',
    }
