"""Takes words out of text boxes and groups of shapes, which pandoc passes over, and puts them where they stand."""

import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from conversion.errors import DamagedFileError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX, GROUP = f"{WORD}txbxContent", f"{SLIDE}grpSp"
OF_A_GROUP = (f"{SLIDE}nvGrpSpPr", f"{SLIDE}grpSpPr")


def unpack(source: Path, target: Path, kind: str) -> bool:
    """Write the document without boxes to ``target``; whether it had any. ``kind`` is a key of `PARTS`."""
    part, mark, opened = PARTS[kind]
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist() if part.fullmatch(name)}
    changed = {name: _rewritten(content, opened) for name, content in parts.items() if mark in content}
    if changed:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                with old.open(info) as content, new.open(info.filename, "w") as copy:
                    shutil.copyfileobj(BytesIO(changed[info.filename]) if info.filename in changed else content, copy)
    return bool(changed)


def _rewritten(content: bytes, opened: Callable[[Any], None]) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise DamagedFileError(str(error)) from error
    opened(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _open_boxes(root: Any) -> None:
    """The last ones first: so each stands right behind its own paragraph, in order."""
    for box in reversed(list(root.iter(BOX))):
        paragraph = next(box.iterancestors(f"{WORD}p"), None)
        if paragraph is not None and not _is_a_copy(box):
            for inner in reversed(box):
                paragraph.addnext(inner)


def _is_a_copy(box: Any) -> bool:
    """The same again, for programs that know the older sort only."""
    fallback = next(box.iterancestors(f"{CHOICES}Fallback"), None)
    choice = None if fallback is None else fallback.getparent().find(f"{CHOICES}Choice")
    return choice is not None and next(choice.iter(BOX), None) is not None


def _open_groups(root: Any) -> None:
    for group in reversed(list(root.iter(GROUP))):
        for inner in reversed(group):
            if inner.tag not in OF_A_GROUP:
                group.addnext(inner)
        group.getparent().remove(group)


PARTS: dict[str, tuple[re.Pattern[str], bytes, Callable[[Any], None]]] = {
    "docx": (re.compile(r"word/document\d*\.xml"), b"txbxContent", _open_boxes),
    "pptx": (re.compile(r"ppt/slides/slide\d+\.xml"), b"grpSp>", _open_groups),
}
