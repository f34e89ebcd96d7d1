"""Words in text boxes and in groups of shapes arrive where texts are written, once each and in order."""

import zipfile
from pathlib import Path

import pytest

from tests.conversion.engines.desk import converted, sample, words

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SHAPE = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="a"/>'
    '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:p><a:r><a:t>{said}</a:t></a:r></a:p></p:txBody></p:sp>"
)
GROUP = (
    '<p:grpSp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    '<p:nvGrpSpPr><p:cNvPr id="90" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{inner}</p:grpSp>'
)


def box(said: str) -> str:
    return f"<w:txbxContent><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:txbxContent>"


def old(said: str) -> str:
    return f"<w:pict><v:shape><v:textbox>{box(said)}</v:textbox></v:shape></w:pict>"


def new(said: str) -> str:
    """With the same again for older programs, as Word writes it."""
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box(said)}</wps:txbx></wps:wsp></w:drawing>'
    return f"<mc:AlternateContent>{choice}</mc:Choice><mc:Fallback>{old(said)}</mc:Fallback></mc:AlternateContent>"


def changed(name: str, part: str, end: str, added: str, folder: Path) -> Path:
    made = folder / f"made.{name}"
    with zipfile.ZipFile(sample(name)) as read, zipfile.ZipFile(made, "w") as written:
        for member in read.namelist():
            content = read.read(member)
            written.writestr(
                member, content.replace(end.encode(), f"{added}{end}".encode()) if member == part else content
            )
    return made


@pytest.mark.parametrize("target", ["md", "txt", "html", "epub"])
def test_a_text_box_of_a_document_is_read(target: str, tmp_path: Path) -> None:
    runs = "".join(f"<w:r>{one}</w:r>" for one in (old("first box"), new("second box")))
    added = f"<w:p {SPACES}><w:r><w:t>before</w:t></w:r>{runs}</w:p><w:p {SPACES}><w:r><w:t>behind</w:t></w:r></w:p>"
    document = changed("docx", "word/document.xml", "</w:body>", added, tmp_path)
    told = words(converted(document, target, tmp_path))
    places = [told.find(said) for said in ("before", "first box", "second box", "behind")]
    assert places == sorted(places)
    assert -1 not in places
    assert told.count("second box") == 1


@pytest.mark.parametrize("target", ["md", "txt"])
def test_shapes_in_groups_of_groups_are_read(target: str, tmp_path: Path) -> None:
    inner = GROUP.format(inner=SHAPE.format(id=91, said="deep words"))
    added = GROUP.format(inner=SHAPE.format(id=92, said="grouped words") + inner)
    show = changed("pptx", "ppt/slides/slide1.xml", "</p:spTree>", added, tmp_path)
    told = words(converted(show, target, tmp_path))
    assert told.count("grouped words") == told.count("deep words") == 1
