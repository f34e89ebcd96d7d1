"""Rare pictures look as they did, keep what they can, and are not taken for whole when half of them is missing."""

from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from conversion.engines import highrange, jpegxr, magick, rarities, stills, workshop
from conversion.engines.base import Engine
from conversion.engines.imaging import floatmaps, rgbe
from conversion.errors import SourceError, TooLargeError
from tests.conversion.engines import darkroom, gallery

ENGINES: tuple[Engine, ...] = (
    highrange.HighRangeEngine(),
    jpegxr.JpegXrEngine(),
    magick.MagickEngine(),
    rarities.RarePictureEngine(),
    stills.StillEngine(),
    workshop.WorkshopEngine(),
)
ROUTES = {route for engine in ENGINES for route in engine.routes}
SOURCES = sorted(
    {route.source.name for route in ROUTES if route.target.name == "png"} - {"jpg", "webp", "tiff", "bmp", "gif"}
)
TARGETS = sorted({route.target.name for route in ROUTES if route.source.name == "png"} & set(SOURCES))
INK = {"art", "cal", "jbg", "msp", "otb", "rgf", "wbmp"}  # black and white
SMALL = {"ani": 8}  # a few pixels look a little different


def alike(shown: Image.Image, off: float = 5) -> bool:
    """It is the scene of all samples, if in greys."""
    scene = gallery.white(darkroom.opened(gallery.sample("png")))
    shades = [picture.resize((15, 10), Image.Resampling.BOX).convert("L").convert("RGB") for picture in (shown, scene)]
    return darkroom.near(shades[0], shades[1], off=off)


@pytest.mark.parametrize("source", [name for name in SOURCES if name != "dcx"])
def test_a_rare_picture_looks_as_it_did(source: str, tmp_path: Path) -> None:
    shown = gallery.white(gallery.converted(gallery.sample(source), "png", tmp_path))
    assert alike(shown, off=SMALL.get(source, 5))
    if source not in {*INK, "fits", "pgx", "spi", "vicar", "ani"}:
        assert darkroom.near(shown, gallery.white(darkroom.opened(gallery.sample("png"))), off=7)


@pytest.mark.parametrize("target", TARGETS)
def test_a_picture_comes_back_from_a_rare_format(target: str, tmp_path: Path) -> None:
    made = gallery.convert(gallery.sample("png"), target, tmp_path)
    shown = gallery.white(gallery.converted(made, "png", tmp_path))
    assert shown.size == (240, 160)
    assert alike(shown)


@pytest.mark.parametrize("source", SOURCES)
def test_half_of_one_is_refused(source: str, tmp_path: Path) -> None:
    half = tmp_path / f"half.{source}"
    whole = gallery.sample(source).read_bytes()
    half.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(SourceError):
        gallery.convert(half, "png", tmp_path)


def test_all_pages_of_a_pile_come_out(tmp_path: Path) -> None:
    assert darkroom.pages(gallery.convert(gallery.sample("dcx"), "pdf", tmp_path)) == 2


@pytest.mark.parametrize("target", ["dpx", "pam", "miff", "ff", "ora"])
def test_sixteen_bits_and_transparency_stay(target: str, tmp_path: Path) -> None:
    pyvips.operation_block_set("VipsForeignLoad", False)
    deep = (pyvips.Image.xyz(64, 64) * [1000, 1000]).bandjoin([777, 33333]).cast("ushort")
    deep.copy(interpretation="rgb16").pngsave(str(tmp_path / "deep.png"))
    made = gallery.convert(tmp_path / "deep.png", target, tmp_path)
    found = pyvips.Image.new_from_file(str(gallery.convert(made, "png", tmp_path)))
    assert found.format == "ushort"
    assert (found - deep).abs().max() <= 1


@pytest.mark.parametrize("source", ["mng", "ani"])
def test_what_moves_goes_on_moving(source: str, tmp_path: Path) -> None:
    for target in ("webp", "gif"):
        shown = Image.open(gallery.convert(gallery.sample(source), target, tmp_path))
        assert shown.n_frames == (2 if source == "mng" else 4)  # type: ignore[attr-defined]  # an animation's
        shown.seek(1)
        shown.load()
        assert shown.info["duration"] == pytest.approx(125, abs=16)


@pytest.mark.parametrize("target", ["exr", "hdr", "pfm", "phm"])
def test_the_light_of_a_picture_comes_back_from_floats(target: str, tmp_path: Path) -> None:
    made = gallery.convert(gallery.sample("jpg"), target, tmp_path)
    shown = gallery.converted(made, "png", tmp_path)
    assert darkroom.near(darkroom.eight_bits(shown), darkroom.opened(gallery.sample("jpg")), off=1.5)


def test_what_glares_keeps_its_shades_and_the_rest_its_light(tmp_path: Path) -> None:
    light = np.full((20, 40, 3), 0.18, np.float32)
    light[0], light[1] = 2.0, 6.0
    (tmp_path / "glare.pfm").write_bytes(floatmaps.written(light))
    (tmp_path / "glare.hdr").write_bytes(rgbe.written(light))
    for source in ("glare.pfm", "glare.hdr"):
        shown = darkroom.eight_bits(gallery.converted(tmp_path / source, "png", tmp_path))
        bright, brighter, middle = (shown.getpixel((10, y))[0] for y in (0, 1, 15))  # type: ignore[index]  # three bands
        assert middle == pytest.approx(118, abs=2)
        assert 200 < bright < brighter <= 255


def test_a_row_packed_in_runs_is_read() -> None:
    packed = b"\2\2\0\x10" + b"".join(bytes((128 + 16, value)) for value in (128, 64, 32, 129))
    light = rgbe.read(b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 16\n" + packed)
    assert light.shape == (1, 16, 3)
    assert light[0, 7] == pytest.approx([1.0, 0.5, 0.25])


@pytest.mark.parametrize("name", ["ff", "hdr", "pfm"])
def test_a_claim_of_billions_of_pixels_is_refused(name: str, tmp_path: Path) -> None:
    heads = {
        "ff": b"farbfeld" + b"\0\1\0\0" * 2,
        "hdr": b"#?RADIANCE\n\n-Y 60000 +X 60000\n",
        "pfm": b"PF\n60000 60000\n-1.0\n",
    }
    bomb = tmp_path / f"bomb.{name}"
    bomb.write_bytes(heads[name] + bytes(200))
    with pytest.raises(TooLargeError):
        gallery.convert(bomb, "png", tmp_path)


def test_a_drawing_is_traced_into_areas_of_its_colours(tmp_path: Path) -> None:
    drawn = Image.new("RGB", (200, 100), "white")
    drawn.paste((200, 30, 40), (20, 20, 90, 80))
    drawn.paste((20, 60, 180), (110, 20, 180, 80))
    drawn.save(tmp_path / "logo.png")
    traced = gallery.convert(tmp_path / "logo.png", "svg", tmp_path)
    assert traced.read_text("utf-8").count("<path") in range(2, 6)
    shown = gallery.white(gallery.converted(traced, "png", tmp_path))
    assert shown.size == (200, 100)
    assert darkroom.near(shown, drawn, off=4)
