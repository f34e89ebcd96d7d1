"""Drawings and PostScript: the same picture in every format, and nothing in it but the drawing."""

import base64
import gzip
import re
import tempfile
from pathlib import Path
from typing import Any, cast

import ezdxf
import pytest
from PIL import Image, ImageOps

from conversion.errors import DamagedFileError, DeadlineError, NothingToConvertError, SourceError
from conversion.reports import Remark
from tests.conftest import SAMPLES
from tests.conversion.engines import darkroom, desk, whole

PLANTED = "PLANTED-SECRET"
PIXEL = base64.b64encode((SAMPLES / "sample.png").read_bytes()).decode()
# What PostScript would do if it were let: read a file, list a folder, run a program, write.
SPY = """%!PS-Adobe-3.0
/Times-Roman findfont 12 scalefont setfont
/tell {{ 20 exch moveto show }} def
{{ ({secret}) (r) file 100 string readline pop 100 tell }} stopped clear
{{ ({folder}/*) {{ 120 tell }} 200 string filenameforall }} stopped clear
{{ (%pipe%cat {secret}) (r) file 100 string readline pop 140 tell }} stopped clear
{{ ({folder}/written) (w) file (x) writestring }} stopped clear
{{ ({secret}) run }} stopped clear
(the end) 200 tell
showpage
"""
OUTSIDE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
width="200" height="100">
<style>@import url("file://{style}"); text {{ fill: black }}</style>
<image href="file://{picture}" width="90" height="90"/><image xlink:href="{picture}" x="100" width="90" height="90"/>
<use xlink:href="file://{drawing}#secret"/><text x="10" y="50">the end</text></svg>
"""


def shown(path: Path, folder: Path) -> Path:
    """A drawing as a PNG of 60 pixels a line at least, by way of a PDF that poppler draws."""
    pdf = path if path.suffix == ".pdf" else desk.converted(path, "pdf", folder)
    desk.said("pdftoppm", "-r", "60", "-png", "-singlefile", str(pdf), str(folder / path.suffix[1:]))
    return folder / f"{path.suffix[1:]}.png"


def trimmed(image: Image.Image) -> Image.Image:
    """Without the paper around, be it off-white: metafiles have none."""
    ink = ImageOps.invert(image.convert("L")).point([0] * 16 + [255] * 240)
    return image.crop(ink.getbbox())


@pytest.mark.parametrize("target", ["eps", "emf"])
def test_a_drawing_looks_the_same_in_another_format(target: str, tmp_path: Path) -> None:
    drawn = desk.converted(desk.sample("svg"), target, tmp_path)
    if target == "emf":
        drawn = desk.converted(drawn, "svg", tmp_path)
    one, other = (darkroom.opened(shown(path, tmp_path)) for path in (desk.sample("svg"), drawn))
    assert darkroom.near(trimmed(one), trimmed(other), off=14)


def test_a_packed_drawing_is_the_drawing(tmp_path: Path) -> None:
    unpacked = desk.converted(desk.sample("svgz"), "svg", tmp_path)
    assert unpacked.read_bytes() == desk.sample("svg").read_bytes()
    packed = desk.converted(unpacked, "svgz", tmp_path)
    assert gzip.decompress(packed.read_bytes()) == unpacked.read_bytes()


@pytest.mark.parametrize("source", ["svgz", "eps", "ai", "emf"])
def test_half_a_drawing_is_damaged(source: str, tmp_path: Path) -> None:
    whole = desk.sample(source).read_bytes()
    (tmp_path / f"half.{source}").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError):
        desk.convert(tmp_path / f"half.{source}", "svg", tmp_path)


def test_postscript_that_makes_no_sense_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "bad.ps").write_text("%!PS-Adobe-3.0\n) } nonsense\n")
    with pytest.raises(DamagedFileError):
        desk.convert(tmp_path / "bad.ps", "pdf", tmp_path)


def test_every_page_of_postscript_arrives(tmp_path: Path) -> None:
    assert darkroom.pages(desk.converted(desk.sample("ps"), "pdf", tmp_path)) == 2


def test_postscript_reads_and_writes_nothing_else(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(f"({PLANTED}) 160 tell\n")
    (tmp_path / "spy.ps").write_text(SPY.format(secret=secret, folder=tmp_path))
    output = desk.converted(tmp_path / "spy.ps", "pdf", tmp_path)
    assert desk.words(output).startswith("the end")
    assert PLANTED not in desk.raw(output)
    assert secret.name not in desk.raw(output)
    assert not (tmp_path / "written").exists()


def test_postscript_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop.ps").write_text("%!PS-Adobe-3.0\n{ } loop\n")
    monkeypatch.setattr(desk, "DEADLINE", 1.0)
    with pytest.raises(DeadlineError):
        desk.convert(tmp_path / "loop.ps", "pdf", tmp_path)


@pytest.mark.parametrize("target", ["eps", "odg", "xaml"])
def test_a_drawing_brings_in_nothing_from_outside(target: str, tmp_path: Path) -> None:
    (tmp_path / "drawing.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><text id="secret" y="20">{PLANTED}</text></svg>'
    )
    (tmp_path / "style.css").write_text("text { fill: red }")
    places = {"picture": desk.sample("jpg"), "style": tmp_path / "style.css", "drawing": tmp_path / "drawing.svg"}
    (tmp_path / "spy.svg").write_text(OUTSIDE.format(**places))
    output = desk.converted(tmp_path / "spy.svg", target, tmp_path)
    assert PLANTED.encode() not in output.read_bytes()
    pictures = desk.converted(output, "pdf", tmp_path) if target != "xaml" else output
    assert target == "xaml" or desk.pictures(pictures) == 0
    assert b"\xff\xd8\xff" not in output.read_bytes()


def test_a_drawing_that_is_a_bomb_is_too_large(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.svgz", "wb") as file:
        file.write(b"<svg xmlns='http://www.w3.org/2000/svg'>")
        for _ in range(80):
            file.write(bytes(1 << 20))
    with pytest.raises(SourceError):
        desk.convert(tmp_path / "bomb.svgz", "svg", tmp_path)


def test_a_plan_is_drawn_on_white_with_its_letters(tmp_path: Path) -> None:
    drawn = desk.converted(desk.sample("dxf"), "svg", tmp_path)
    picture = darkroom.opened(shown(drawn, tmp_path)).convert("RGB")
    assert picture.width / picture.height == pytest.approx(297 / 211, abs=0.02)
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    assert picture.getpixel((picture.width // 6, picture.height // 4)) == (255, 0, 0)
    inked = ImageOps.invert(picture.convert("L")).crop((picture.width // 2, 20, picture.width * 4 // 5, 200))
    assert inked.getbbox()


@pytest.mark.parametrize("coding", ["cp1251", "binary"])
def test_plans_of_other_writers_are_read(coding: str, tmp_path: Path) -> None:
    plan = ezdxf.new("R12" if coding == "cp1251" else "R2010")
    plan.encoding = "cp1251"
    plan.modelspace().add_text("Чертёж", height=10)
    plan.saveas(tmp_path / "plan.dxf", fmt="bin" if coding == "binary" else "asc")
    drawn = desk.converted(tmp_path / "plan.dxf", "svg", tmp_path)
    assert drawn.read_text().count("M ") >= len("Чертёж")


def measured(folder: Path, *, drawn: bool, scale: float = 1, height: float = 150) -> Path:
    """A wall of 5 m with its measure."""
    plan = ezdxf.new("R2010", units=ezdxf.units.MM)
    style: Any = plan.dimstyles.get("Standard")
    style.dxf.dimtxt, style.dxf.dimscale = height, scale
    model = plan.modelspace()
    model.add_line((0, 0), (5000, 0))
    made = model.add_linear_dim(base=(0, -300), p1=(0, 0), p2=(5000, 0), dimstyle="Standard")
    made.render()
    if not drawn:
        plan.blocks.delete_block(made.dimension.dxf.geometry, safe=False)
        made.dimension.dxf.discard("geometry")
    plan.saveas(folder / "plan.dxf")
    return desk.converted(folder / "plan.dxf", "svg", folder)


@pytest.mark.parametrize(("scale", "height"), [(1, 150), (0, 2.5)], ids=["its own size", "that of a view"])
def test_measures_that_no_program_has_drawn_yet_are_drawn(scale: float, height: float, tmp_path: Path) -> None:
    picture = darkroom.opened(shown(measured(tmp_path, drawn=False, scale=scale, height=height), tmp_path))
    letters = ImageOps.invert(picture.convert("L")).crop(
        (picture.width * 2 // 5, 0, picture.width * 3 // 5, picture.height)
    )
    assert sum(letters.histogram()[128:]) > 60


@pytest.mark.parametrize(("height", "side"), [(150, 297), (25, 420), (2.5, 1189)])
def test_a_plan_with_small_letters_gets_a_larger_sheet(height: float, side: int, tmp_path: Path) -> None:
    size = re.search(r'width="(\d+)mm"', measured(tmp_path, drawn=True, height=height).read_text())
    assert size
    assert int(size[1]) == side


def test_far_eastern_letters_of_a_plan_are_no_boxes(tmp_path: Path) -> None:
    drawn = []
    for letter in "漢字":
        plan = ezdxf.new("R2010")
        plan.modelspace().add_text(letter, height=5)
        plan.saveas(tmp_path / f"{letter}.dxf")
        drawn.append(desk.converted(tmp_path / f"{letter}.dxf", "svg", tmp_path).read_text())
    assert drawn[0] != drawn[1]


def test_an_empty_plan_and_half_a_plan_are_refused(tmp_path: Path) -> None:
    ezdxf.new().saveas(tmp_path / "empty.dxf")
    with pytest.raises(NothingToConvertError):
        desk.convert(tmp_path / "empty.dxf", "svg", tmp_path)
    whole = desk.sample("dxf").read_bytes()
    (tmp_path / "half.dxf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFileError):
        desk.convert(tmp_path / "half.dxf", "svg", tmp_path)


LINES = """<svg xmlns="http://www.w3.org/2000/svg" width="96mm" height="48mm" viewBox="0 0 96 48">
<rect x="10" y="8" width="40" height="20" fill="none" stroke="#00f" stroke-width="0.5" stroke-dasharray="4 2"/>
<path d="M60 8h20v20h-20z M65 13h10v10h-10z" fill="#f00" fill-rule="evenodd"/>{more}</svg>"""


def planned(folder: Path, more: str = "") -> Path:
    (folder / "lines.svg").write_text(LINES.format(more=more))
    return desk.converted(folder / "lines.svg", "dxf", folder)


def test_a_plan_looks_like_the_drawing(tmp_path: Path) -> None:
    drawing = desk.converted(desk.sample("eps"), "svg", tmp_path)
    plan = desk.converted(desk.converted(drawing, "dxf", tmp_path), "svg", tmp_path)
    one, other = (darkroom.opened(shown(path, Path(tempfile.mkdtemp(dir=tmp_path)))) for path in (drawing, plan))
    assert darkroom.near(trimmed(one), trimmed(other), off=14)


def test_a_plan_of_a_drawing_has_its_measures_colours_and_dashes(tmp_path: Path) -> None:
    plan = ezdxf.readfile(planned(tmp_path))
    assert not plan.audit().errors
    assert plan.units == ezdxf.units.MM
    dashed: Any = plan.modelspace().query("LWPOLYLINE")[0]
    assert [round(value, 1) for point in dashed.get_points("xy") for value in point][:4] == [10, 40, 50, 40]
    assert (dashed.rgb, dashed.dxf.lineweight, dashed.dxf.layer) == ((0, 0, 255), 50, "ink 0000ff")
    assert plan.linetypes.get(dashed.dxf.linetype).pattern_tags.tags
    area: Any = plan.modelspace().query("HATCH")[0]
    assert (area.rgb, len(area.paths)) == ((255, 0, 0), 2)


def test_what_can_be_seen_through_is_paler(tmp_path: Path) -> None:
    plan = ezdxf.readfile(planned(tmp_path, '<rect width="9" height="9" fill="#f00" fill-opacity="0.5"/>'))
    assert [area.rgb for area in cast("Any", plan.modelspace().query("HATCH"))] == [(255, 0, 0), (255, 128, 128)]


def test_libreoffice_opens_a_plan_and_sees_what_was_drawn(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    desk.said("soffice", "--headless", profile, "--convert-to", "png", "--outdir", str(tmp_path), str(plan))
    seen = trimmed(darkroom.opened(tmp_path / "file.png").convert("RGB"))
    assert seen.width / seen.height == pytest.approx(70 / 20, abs=0.1)
    assert seen.getpixel((seen.width * 62 // 70, seen.height // 2)) == (255, 255, 255)
    assert seen.getpixel((seen.width * 52 // 70, seen.height // 2)) == (255, 0, 0)


def test_each_page_becomes_a_plan_and_its_pictures_are_told_of(tmp_path: Path) -> None:
    pages = desk.convert(desk.sample("pdf"), "dxf", tmp_path)
    assert len(pages) == darkroom.pages(desk.sample("pdf"))
    (tmp_path / "photo.svg").write_text(
        LINES.format(more=f'<image href="data:image/png;base64,{PIXEL}" width="9" height="9"/>')
    )
    told = whole.reported(tmp_path / "photo.svg", "dxf", tmp_path)
    assert told.remarks == [Remark.PICTURES]


def test_a_drawing_of_nothing_makes_no_plan(tmp_path: Path) -> None:
    (tmp_path / "empty.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    with pytest.raises(NothingToConvertError):
        desk.convert(tmp_path / "empty.svg", "dxf", tmp_path)
