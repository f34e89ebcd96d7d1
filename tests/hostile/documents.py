"""Office documents that name files, addresses, templates and commands, or are larger than they look."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.bait import Bait
from tests.hostile.bombs import zipped
from tests.hostile.entities import LAUGHS
from tests.hostile.trial import Hostile

SAMPLES = Path(__file__).parents[1] / "samples"
RELATION = '<Relationship Id="rEvil" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/>'


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield from _office_open(bait)
    yield Hostile(
        "laughs.docx",
        _changed(
            "docx",
            "word/document.xml",
            lambda xml: xml.replace("<w:document", LAUGHS + "<w:document", 1).replace("<w:t>", "<w:t>&a9;", 1),
        ),
        ("pdf", "txt", "odt"),
    )
    yield Hostile(
        "laughs.xlsx",
        _changed("xlsx", "xl/workbook.xml", lambda xml: xml.replace("<workbook", LAUGHS + "<workbook", 1)),
        ("csv", "pdf", "json"),
    )
    yield Hostile(
        "entity.docx",
        _changed(
            "docx",
            "word/document.xml",
            lambda xml: xml.replace(
                "<w:document", f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{bait.text}">]><w:document', 1
            ).replace("<w:t>", "<w:t>&x;", 1),
        ),
        ("pdf", "txt", "odt"),
    )
    yield Hostile(
        "entity.odt",
        _changed(
            "odt",
            "content.xml",
            lambda xml: xml.replace(
                "<office:document-content",
                f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{bait.text}">]><office:document-content',
                1,
            ).replace("</text:p>", "&x;</text:p>", 1),
        ),
        ("pdf", "txt"),
    )
    yield Hostile(
        "entity.xlsx",
        _changed(
            "xlsx",
            "xl/sharedStrings.xml",
            lambda xml: xml.replace("<sst", f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{bait.text}">]><sst', 1).replace(
                "<t>", "<t>&x;", 1
            ),
        ),
        ("csv", "pdf"),
    )
    yield Hostile(
        "member bomb.docx",
        _changed("docx", "word/document.xml", lambda xml: xml.replace("<w:body>", "<w:body>" + " " * (300 << 20))),
        ("pdf", "txt"),
    )
    yield Hostile(
        "member bomb.xlsx",
        _changed(
            "xlsx",
            "xl/sharedStrings.xml",
            lambda xml: xml.replace("</sst>", "<si><t>a</t></si>" * (8 << 20) + "</sst>"),
        ),
        ("csv",),
    )
    yield Hostile(
        "deep.docx",
        _changed(
            "docx",
            "word/document.xml",
            lambda xml: xml.replace(
                "<w:body>", "<w:body>" + "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000
            ),
        ),
        ("pdf", "txt"),
    )


def _changed(name: str, member: str, change: object, added: dict[str, str] | None = None) -> bytes:
    """The sample with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(SAMPLES / f"sample.{name}") as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content.decode()) if info.filename == member else content)  # type: ignore[operator]
        for extra, text in (added or {}).items():
            new.writestr(extra, text)
    return made.getvalue()


def _office_open(bait: Bait) -> Iterator[Hostile]:
    """Relations that lead elsewhere."""
    kinds = {
        "template": ("attachedTemplate", "word/_rels/settings.xml.rels"),
        "image": ("image", "word/_rels/document.xml.rels"),
        "object": ("oleObject", "word/_rels/document.xml.rels"),
        "frame": ("frame", "word/_rels/document.xml.rels"),
        "document": ("subDocument", "word/_rels/document.xml.rels"),
        "chunk": ("aFChunk", "word/_rels/document.xml.rels"),
    }
    bodies = {
        "image": '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/><wp:docPr id="9" name="x"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rEvil"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>',
        "document": '<w:subDoc xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rEvil"/>',
        "chunk": '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rEvil"/>',
    }
    for title, (kind, rels) in kinds.items():
        for where, target in (
            ("file", f"file://{bait.picture if title == 'image' else bait.text}"),
            ("address", f"{bait.url}/x.dotx"),
            ("share", f"\\\\127.0.0.1@{bait.port}\\x\\x.dotx"),
        ):
            relation = RELATION.format(kind=kind, target=target)
            yield Hostile(
                f"{title} at a {where}.docx",
                _related(rels, relation, bodies.get(title, "")),
                ("pdf", "odt", "html") if title == "image" else ("pdf", "txt"),
            )
    fields = {
        "include text": f'INCLUDETEXT "{bait.text}"',
        "include picture": f'INCLUDEPICTURE "{bait.picture}" \\d',
        "include address": f'INCLUDEPICTURE "{bait.url}/x.png" \\d',
        "exchange": f'DDEAUTO "/bin/sh" "-c" "touch {bait.mark}"',
        "database": f'DATABASE \\d "{bait.folder}/secret.csv"',
    }
    for title, field in fields.items():
        said = field.replace('"', "&quot;")
        yield Hostile(
            f"{title}.docx",
            _changed(
                "docx",
                "word/document.xml",
                lambda xml, said=said: xml.replace(
                    "</w:p>", f'<w:fldSimple w:instr="{said}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>', 1
                ),
            ),
            ("pdf", "txt"),
        )
    for name, rels in (
        ("pptx", "ppt/slides/_rels/slide1.xml.rels"),
        ("xlsx", "xl/worksheets/_rels/sheet1.xml.rels"),
        ("xlsx", "xl/_rels/workbook.xml.rels"),
    ):
        for kind in ("image", "oleObject", "externalLinkPath", "video"):
            relation = RELATION.format(kind=kind, target=f"{bait.url}/x")
            yield Hostile(f"{kind} in {rels.replace('/', ' ')}.{name}", _with_relation(name, rels, relation), ("pdf",))


def _related(rels: str, relation: str, body: str) -> bytes:
    """The sample of DOCX with a relation, and what refers to it."""
    with zipfile.ZipFile(io.BytesIO(_with_relation("docx", rels, relation))) as old:
        members = {name: old.read(name) for name in old.namelist()}
    document = members["word/document.xml"].decode()
    members["word/document.xml"] = document.replace("<w:sectPr", f"{body}<w:sectPr", 1).encode()
    if b"attachedTemplate" in relation.encode():
        settings = members.get("word/settings.xml", b"").decode()
        members["word/settings.xml"] = settings.replace(
            "</w:settings>",
            '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rEvil"/></w:settings>',
        ).encode()
    return zipped(members)


def _with_relation(name: str, rels: str, relation: str) -> bytes:
    with zipfile.ZipFile(SAMPLES / f"sample.{name}") as old:
        there = rels in old.namelist()
    if there:
        return _changed(name, rels, lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"))
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    return _changed(name, "", None, {rels: empty.format(relation)})
