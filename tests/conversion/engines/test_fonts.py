"""Fonts: what they draw stays the same, whatever they come in."""

import io
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from conversion import detection
from conversion.engines.fonts import convert_font
from conversion.engines.typefaces import containers
from conversion.errors import DamagedFileError, SourceError
from tests.conversion.engines.desk import routes, sample

WORDS = "Съешьщёфox№8"
LARGE = 600  # px
PAIRS = [(route.source.name, route.target.name) for route in routes("fonttools")]
CONTAINED = {"ttf": "glyf", "otf": "CFF "}


def converted(source: Path, name: str, target: str, folder: Path) -> list[Path]:
    count = convert_font(source, name, target, folder)
    return [folder / str(number) for number in range(1, count + 1)]


def drawn(path: Path, name: str) -> Image.Image:
    """The words, by FreeType."""
    font = containers.opened(path.read_bytes(), name, 0)
    font.flavor = None
    font.save(buffer := io.BytesIO())
    buffer.seek(0)
    picture = Image.new("L", (LARGE * len(WORDS), LARGE), 255)
    letters = ImageFont.truetype(buffer, LARGE // 2, layout_engine=ImageFont.Layout.BASIC)
    for number, letter in enumerate(WORDS):  # one by one: hinting rounds the steps between them
        ImageDraw.Draw(picture).text((LARGE * number, LARGE // 2), letter, fill=0, font=letters, anchor="ls")
    return picture


def difference(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


@pytest.mark.parametrize(("source", "target"), [pair for pair in PAIRS if pair[1] != "png"])
def test_letters_look_the_same_in_every_pair(source: str, target: str, tmp_path: Path) -> None:
    outputs = converted(sample(source), source, target, tmp_path)
    assert len(outputs) == (2 if source == "ttc" else 1)
    assert detection.detect(outputs[0], target) == target
    if source == "ttc":
        return  # its letters are fewer
    assert ImageStat.Stat(drawn(outputs[0], target)).mean[0] < 251
    assert difference(drawn(sample(source), source), drawn(outputs[0], target)) < 0.5


@pytest.mark.parametrize("target", ["ttf", "otf"])
@pytest.mark.parametrize("source", ["ttf", "otf", "woff", "woff2", "eot"])
def test_outlines_are_those_that_the_name_promises(source: str, target: str, tmp_path: Path) -> None:
    if source != target:
        (output,) = converted(sample(source), source, target, tmp_path)
        assert CONTAINED[target] in TTFont(output)


@pytest.mark.parametrize(
    ("source", "target"),
    [("ttf", "otf"), ("otf", "ttf"), ("ttc", "ttf"), ("pfb", "otf"), ("bdf", "ttf"), ("ttf", "pfb"), ("otf", "pfa")],
)
def test_fontconfig_reads_what_is_written(source: str, target: str, tmp_path: Path) -> None:
    output = converted(sample(source), source, target, tmp_path)[-1]
    asked = ("fc-scan", "--format", "%{family}|%{fontformat}|%{lang}", str(output))
    family, kind, languages = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split("|", 2)
    assert family
    assert kind == {"ttf": "TrueType", "otf": "CFF"}.get(target, "Type 1")
    assert "ru" in languages.split("|") or source == "ttc"


@pytest.mark.parametrize("target", ["pfb", "pfa"])
def test_fontforge_finds_every_letter_of_a_postscript_font(target: str, tmp_path: Path) -> None:
    (output,) = converted(sample("ttf"), "ttf", target, tmp_path)
    font, back = output.rename(tmp_path / f"font.{target}"), tmp_path / "back.otf"
    script = 'Open($1); Reencode("unicode"); Generate($2)'
    subprocess.run(["fontforge", "-lang=ff", "-c", script, font, back], check=True, capture_output=True)
    assert set(TTFont(back).getBestCmap()) == set(TTFont(sample("ttf")).getBestCmap())


def test_pixels_stay_square(tmp_path: Path) -> None:
    (output,) = converted(sample("bdf"), "bdf", "ttf", tmp_path)
    picture = Image.new("1", (64, 32))
    ImageDraw.Draw(picture).text((0, 26), "HЫ", fill=1, font=ImageFont.truetype(output, 32), anchor="ls")
    for x, y in ((x, y) for x in range(0, 64, 2) for y in range(0, 32, 2)):
        assert len({picture.getpixel((x + right, y + down)) for right in (0, 1) for down in (0, 1)}) == 1


def test_an_embedded_font_has_its_names(tmp_path: Path) -> None:
    (output,) = converted(sample("ttf"), "ttf", "eot", tmp_path)
    data = output.read_bytes()
    assert int.from_bytes(data[:4], "little") == len(data)
    assert "DejaVu Sans".encode("utf-16-le") in data[:300]
    assert data.endswith(sample("ttf").read_bytes()[-64:])


def test_a_variable_font_becomes_its_usual_self(tmp_path: Path) -> None:
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415 - for this test alone

    font = TTFont(sample("ttf"))
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    builder.setupGvar({name: [] for name in font.getGlyphOrder()})
    font.save(tmp_path / "variable.ttf")
    (output,) = converted(tmp_path / "variable.ttf", "ttf", "otf", tmp_path)
    assert "fvar" not in TTFont(output)
    assert difference(drawn(sample("ttf"), "ttf"), drawn(output, "otf")) < 0.5


@pytest.mark.parametrize("source", ["ttf", "otf", "woff", "woff2", "eot", "ttc", "pfb", "pfa", "bdf"])
def test_a_picture_shows_both_alphabets(source: str, tmp_path: Path) -> None:
    outputs = converted(sample(source), source, "png", tmp_path)
    with Image.open(outputs[0]) as picture:
        assert picture.width == 1600
        assert picture.height > (400 if source == "ttc" else 1200)
        assert 200 < ImageStat.Stat(picture.convert("L")).mean[0] < 252


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.97])
@pytest.mark.parametrize("name", ["ttf", "otf", "woff", "woff2", "eot", "ttc", "pfb", "pfa", "bdf"])
def test_a_font_that_is_cut_off_is_refused(name: str, kept: float, tmp_path: Path) -> None:
    data = sample(name).read_bytes()
    source = tmp_path / f"cut.{name}"
    source.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(SourceError):
        convert_font(source, name, "woff2" if name != "woff2" else "ttf", tmp_path)


def test_rubbish_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "rubbish.ttf"
    source.write_bytes(b"\0\1\0\0\0\x0c" + bytes(range(256)) * 40)
    with pytest.raises(DamagedFileError):
        convert_font(source, "ttf", "woff", tmp_path)
