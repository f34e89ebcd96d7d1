"""OpenDocument and RTF files that name files, addresses, macros and commands."""

import zipfile
from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.bombs import zipped
from tests.hostile.trial import Hostile

NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "draw": "drawing",
            "table": "table",
            "style": "style",
            "script": "script",
            "svg": "svg-compatible",
            "form": "form",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office" xmlns:dom="http://www.w3.org/2001/xml-events"'
)
FRAME = '<text:p><draw:frame svg:width="5cm" svg:height="4cm" text:anchor-type="as-char">{}</draw:frame></text:p>'


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for title, (text, extra) in open_documents(bait).items():
        yield Hostile(f"{title}.fodt", _flat(text, extra).encode(), ("pdf", "txt", "docx"))
        yield Hostile(f"{title}.odt", _odt(text, extra), ("pdf", "html"))
    yield from _rich(bait)


def open_documents(bait: Bait) -> dict[str, tuple[str, str]]:
    """What stands in the text, and what before the body."""
    made: dict[str, tuple[str, str]] = {}
    for title, href in {
        "file": f"file://{bait.picture}",
        "address": f"{bait.url}/x.png",
        "path": str(bait.picture),
        "neighbour": "../../secret.png",
    }.items():
        made[f"image at a {title}"] = (
            FRAME.format(f'<draw:image xlink:href="{href}" xlink:type="simple" xlink:actuate="onLoad"/>'),
            "",
        )
        made[f"object at a {title}"] = (FRAME.format(f'<draw:object xlink:href="{href}"/>'), "")
    made["section"] = (
        f'<text:section text:name="x"><text:section-source xlink:href="file://{bait.text}" text:filter-name="Text"/><text:p>y</text:p></text:section>',
        "",
    )
    made["section at an address"] = (
        f'<text:section text:name="x"><text:section-source xlink:href="{bait.url}/x.html"/><text:p>y</text:p></text:section>',
        "",
    )
    made["exchange"] = (
        f'<text:section text:name="x"><office:dde-source office:dde-application="sh" office:dde-topic="-c" office:dde-item="touch {bait.mark}" office:automatic-update="true"/><text:p>y</text:p></text:section>',
        "",
    )
    made["frame"] = (FRAME.format(f'<draw:floating-frame xlink:href="file://{bait.text}"/>'), "")
    made["plug-in"] = (
        FRAME.format(f'<draw:plugin xlink:href="{bait.url}/x.mp4" draw:mime-type="application/vnd.sun.star.media"/>'),
        "",
    )
    made["applet"] = (FRAME.format(f'<draw:applet xlink:href="{bait.url}/x.jar" draw:code="x"/>'), "")
    for title, address in {
        "basic": "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document",
        "python": "vnd.sun.star.script:../../../lib/python3/dist-packages/x.py$main?language=Python&amp;location=share",
        "shell": "vnd.sun.star.script:pythonSamples|TableSample.py$createTable?language=Python&amp;location=share",
    }.items():
        events = "".join(
            f'<script:event-listener script:language="ooo:script" script:event-name="dom:{event}" xlink:href="{address}"/>'
            for event in ("load", "unload", "DOMActivate")
        )
        module = f'<office:script script:language="ooo:Basic"><ooo:libraries><ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="Module1"><ooo:source-code>Sub Main\nShell("touch {bait.mark}")\nOpen "{bait.mark}" For Output As #1\nClose #1\nEnd Sub</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>'
        made[f"macro in {title}"] = (
            "<text:p>x</text:p>",
            f"<office:scripts>{module}<office:event-listeners>{events}</office:event-listeners></office:scripts>",
        )
    made["database"] = (
        f'<text:p><text:database-display text:database-name="file://{bait.folder}/secret.csv" text:table-name="secret" text:column-name="a">x</text:database-display></text:p>',
        "",
    )
    made["fill"] = (
        "<text:p>x</text:p>",
        f'<office:styles><draw:fill-image draw:name="x" xlink:href="file://{bait.picture}"/><style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties><style:background-image xlink:href="{bait.url}/x.png"/></style:paragraph-properties></style:style></office:styles>',
    )
    made["font"] = (
        "<text:p>x</text:p>",
        f'<office:font-face-decls><style:font-face style:name="x" svg:font-family="x"><svg:font-face-src><svg:font-face-uri xlink:href="{bait.url}/x.ttf"/></svg:font-face-src></style:font-face></office:font-face-decls>',
    )
    made["many tables"] = (
        '<table:table><table:table-column table:number-columns-repeated="1000000000"/><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
        "",
    )
    made["many spaces"] = ('<text:p><text:s text:c="2000000000"/>x</text:p>', "")
    return made


def _flat(text: str, extra: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">{extra}<office:body><office:text>{text}</office:text></office:body></office:document>'


def _odt(text: str, extra: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.3">{extra}<office:body><office:text>{text}</office:text></office:body></office:document-content>'
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()},
        zipfile.ZIP_STORED,
    )


def _rich(bait: Bait) -> Iterator[Hostile]:
    """RTF with fields, templates and objects."""
    fields = {
        "include text": f'{{\\field{{\\*\\fldinst INCLUDETEXT "{bait.text}"}}{{\\fldrslt x}}}}',
        "include picture": f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{bait.picture}" \\\\d}}{{\\fldrslt x}}}}',
        "include address": f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{bait.url}/x.png" \\\\d}}{{\\fldrslt x}}}}',
        "split field": f'{{\\field{{\\*\\fldinst INCL}}{{\\*\\fldinst UDETEXT "{bait.text}"}}{{\\fldrslt x}}}}',
        "escaped field": f"{{\\field{{\\*\\fldinst \\'49\\'4eCLUDETEXT \"{bait.text}\"}}{{\\fldrslt x}}}}",
        "template": f"{{\\*\\template {bait.url}/x.dotx}}",
        "object": "{\\object\\objautlink\\objupdate{\\*\\objdata 0105000002000000}{\\result x}}",
        "exchange": f'{{\\field{{\\*\\fldinst DDEAUTO sh "-c" "touch {bait.mark}"}}{{\\fldrslt x}}}}',
        "deep": "{" * 100_000 + "x" + "}" * 100_000,
        "huge picture": "{\\pict\\pngblip\\picw2000000000\\pich2000000000 ffd8ffe0}",
        "long binary": "{\\pict\\wmetafile8\\bin2147483647 x}",
        "many cells": "\\trowd" + "\\cellx1" * 100_000 + "\\row",
    }
    for title, field in fields.items():
        yield Hostile(f"{title}.rtf", f"{{\\rtf1\\ansi {field} text\\par}}".encode(), ("pdf", "txt", "docx"))
