"""Cuts the links by which a document makes an office program read other files: linked pictures, sections, templates.

LibreOffice follows many of them whatever its settings are, and a server's files are nobody's to embed. Links that
people click stay.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat

from conversion.contents import documents

HREF = "{http://www.w3.org/1999/xlink}href"
CLICKED = re.compile(
    r"\{(?:urn:oasis:names:tc:opendocument:xmlns:(?:text|drawing):1\.0|http://openoffice\.org/2000/(?:text|drawing))\}a$"
)
PREFIX = re.compile(r"(?!ns\d+$).+")  # those are made by ElementTree
ELSEWHERE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]|\.\.[/\\])")
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# Of a spreadsheet's links to others, the file keeps the values; they are not followed.
KEPT_RELATIONS = ("/hyperlink", "/externalLinkPath")

# Fields that RTF may have; INCLUDEPICTURE, INCLUDETEXT, IMPORT, DDE and LINK are not among them.
RTF_FIELD = re.compile(rb"\\fldinst(?![a-z])")
RTF_HARMLESS = re.compile(
    rb"""
    (?: \s | \{ | \\(?:rtlch|ltrch|fcs|afs?|f|fs|lang(?:fe|np|fenp)?|cf|ul|ulnone|b|i|cs|insrsid|charrsid|noproof
        |loch|hich|dbch|plain|cgrid|kerning|expnd|expndtw|up|dn|strike|v|nosupersub)-?\d*(?![a-z]) )*
    (?: HYPERLINK|PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC|REF|NOTEREF|STYLEREF|SEQ|SYMBOL|DATE|TIME|CREATEDATE
        |SAVEDATE|PRINTDATE|TITLE|AUTHOR|SUBJECT|FILENAME|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|MERGEFIELD|EQ
        |IF|TC|XE|INDEX|SECTION )
    (?![A-Za-z])
    """,
    re.VERBOSE,
)


def cut(source: Path, target: Path, kind: str) -> bool:
    """Write the document without such links to ``target``; whether it had any. ``kind`` is the name of a format."""
    if kind == "rtf":
        return _cut_rtf(source, target)
    if kind in documents.FLAT:
        return _cut_flat(source, target)
    if kind in documents.OPEN_DOCUMENTS | documents.STAR_OFFICE:
        changed = dict(_open_document_parts(source))
    else:
        changed = dict(_relations(source)) if kind in documents.OFFICE_OPEN else {}
    if changed:
        _rewrite(source, target, changed)
    return bool(changed)


def _cut_rtf(source: Path, target: Path) -> bool:
    """Fields that are not known to be harmless lose their instruction, and show what they showed last."""
    content = source.read_bytes()
    cut = RTF_FIELD.sub(lambda found: found[0] if RTF_HARMLESS.match(content, found.end()) else b"\\fldcut", content)
    if cut == content:
        return False
    target.write_bytes(cut)
    return True


def _cut_flat(source: Path, target: Path) -> bool:
    """A document that is one XML file."""
    content = source.read_bytes()
    if not _has_links(content):
        return False
    target.write_bytes(_without_links(content))
    return True


def _relations(source: Path) -> Iterator[tuple[str, bytes]]:
    """The lists of relations that change."""
    ET.register_namespace("", PACKAGE)  # LibreOffice wants no prefix here
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                root = ET.fromstring(archive.read(name))  # noqa: S314 - expat refuses entity bombs, a child's limits the rest
                outer = [relation for relation in root if _leads_out(relation)]
                for relation in outer:
                    root.remove(relation)
                if outer:
                    yield name, ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _leads_out(relation: ET.Element) -> bool:
    is_outer = relation.get("TargetMode", "").lower() == "external"
    return is_outer and not relation.get("Type", "").endswith(KEPT_RELATIONS)


def _open_document_parts(source: Path) -> Iterator[tuple[str, bytes]]:
    """The parts that change."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name.rpartition("/")[2] in ("content.xml", "styles.xml"):
                content = archive.read(name)
                if _has_links(content):
                    yield name, _without_links(content)


def _is_link(tag: str, href: str | None) -> bool:
    return href is not None and ELSEWHERE.match(href) is not None and not CLICKED.match(tag)


def _has_links(content: bytes) -> bool:
    """Looked for without a tree: large documents have none."""
    found = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal found
        found = found or _is_link("{" + tag, attributes.get(HREF.removeprefix("{")))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    return found


def _without_links(content: bytes) -> bytes:
    """The same XML; all prefixes are kept, since attributes name them in their values."""
    prefixes = dict(item for _event, item in ET.iterparse(BytesIO(content), events=("start-ns",)))  # noqa: S314 - as above
    root = ET.fromstring(content)  # noqa: S314 - as above
    used = set()
    for element in root.iter():
        used |= {name[1:].partition("}")[0] for name in (element.tag, *element.keys())}
        if _is_link(element.tag, element.get(HREF)):
            del element.attrib[HREF]
    for prefix, namespace in prefixes.items():
        if namespace in used and PREFIX.fullmatch(prefix):
            ET.register_namespace(prefix, namespace)
        elif prefix and namespace not in used:
            root.set(f"xmlns:{prefix}", namespace)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _rewrite(source: Path, target: Path, changed: dict[str, bytes]) -> None:
    """The same zip, in the same order, with other contents for some members."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            with old.open(info) as content, new.open(info.filename, "w") as copy:
                shutil.copyfileobj(BytesIO(changed[info.filename]) if info.filename in changed else content, copy)
