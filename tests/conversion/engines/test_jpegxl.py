"""JPEG XL: what goes in comes out again."""

from pathlib import Path

import pytest
import pyvips
from PIL import ExifTags, Image

from tests.conversion.engines import darkroom, gallery


def test_a_jpeg_comes_out_byte_for_byte(tmp_path: Path) -> None:
    packed = gallery.convert(gallery.sample("jpg"), "jxl", tmp_path)
    assert packed.stat().st_size < gallery.sample("jpg").stat().st_size
    assert gallery.convert(packed, "jpg", tmp_path).read_bytes() == gallery.sample("jpg").read_bytes()


def test_a_smaller_one_was_asked_for(tmp_path: Path) -> None:
    packed = gallery.convert(gallery.sample("jpg"), "jxl", tmp_path, width=60)
    assert gallery.converted(packed, "jpg", tmp_path).size == (60, 40)


def test_sixteen_bits_stay_without_loss(tmp_path: Path) -> None:
    pyvips.operation_block_set("VipsForeignLoad", False)
    deep = (pyvips.Image.xyz(64, 64) * [1000, 1000]).bandjoin([777, 33333]).cast("ushort")
    deep.copy(interpretation="rgb16").pngsave(str(tmp_path / "deep.png"))
    packed = gallery.convert(tmp_path / "deep.png", "jxl", tmp_path, quality="high")
    found = pyvips.Image.new_from_file(str(gallery.convert(packed, "png", tmp_path)))
    assert found.format == "ushort"
    assert (found - deep)[:3].abs().max() == 0
    assert (found - deep)[3].abs().max() < 257  # cjxl gives transparency eight bits


def test_what_the_camera_said_stays(tmp_path: Path) -> None:
    for source in ("png", "jpg", "heic"):
        packed = gallery.convert(gallery.sample(source), "jxl", tmp_path)
        for target in ("png", "jpg", "webp"):
            exif = gallery.converted(packed, target, tmp_path).getexif()
            assert source == "heic" or exif[ExifTags.Base.Make] == "Mutabor"


def test_a_turned_jpeg_is_upright_afterwards(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "Hauff"
    Image.new("RGB", (60, 40), "red").save(tmp_path / "turned.jpg", exif=exif)
    packed = gallery.convert(tmp_path / "turned.jpg", "jxl", tmp_path)
    shown = gallery.converted(packed, "png", tmp_path)
    assert shown.size == (40, 60)
    assert shown.getexif().get(ExifTags.Base.Orientation, 1) == 1


@pytest.mark.parametrize("source", ["gif", "apng", "webp"])
def test_an_animation_keeps_its_frames_and_their_times(source: str, tmp_path: Path) -> None:
    moving = gallery.sample("gif") if source == "webp" else gallery.sample(source)
    if source == "webp":
        moving = gallery.convert(moving, "webp", tmp_path).rename(tmp_path / "moving.webp")
    packed = gallery.convert(moving, "jxl", tmp_path)
    for target in ("apng", "webp", "gif"):
        shown = Image.open(gallery.convert(packed, target, tmp_path))
        times = []
        for number in range(shown.n_frames):  # type: ignore[attr-defined]  # an animation's
            shown.seek(number)
            shown.load()
            times.append(round(shown.info["duration"]))
        assert times == [80, 120, 200, 400]


def test_it_looks_the_same(tmp_path: Path) -> None:
    shown = gallery.converted(gallery.sample("jxl"), "png", tmp_path)
    assert darkroom.near(gallery.white(shown), gallery.white(darkroom.opened(gallery.sample("png"))), off=3)
