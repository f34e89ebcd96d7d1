"""Camera RAW: known by its bytes, developed upright, deep, and with what the camera said."""

from pathlib import Path

import pytest
import pyvips
from PIL import ExifTags, Image

from conversion import detection
from conversion.engines.raws import RAWS
from conversion.errors import DamagedFileError
from tests.conversion.engines import darkroom, gallery

UPRIGHT = b"\x12\1\3\0\1\0\0\0\1\0"  # the tag that tells it, low bytes first


@pytest.mark.parametrize("name", [row.name for row in RAWS])
def test_it_is_known_without_its_name_and_looks_like_the_scene(name: str, tmp_path: Path) -> None:
    assert detection.detect(gallery.sample(name)) == name
    developed = gallery.converted(gallery.sample(name), "jpg", tmp_path)
    scene = gallery.white(darkroom.opened(gallery.sample("png")))
    assert darkroom.near(developed, scene, off=16)


@pytest.mark.parametrize("name", [row.name for row in RAWS])
def test_half_of_it_is_damaged(name: str, tmp_path: Path) -> None:
    half = tmp_path / f"half.{name}"
    whole = gallery.sample(name).read_bytes()
    half.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(DamagedFileError):
        gallery.convert(half, "png", tmp_path)


@pytest.mark.parametrize("name", ["dng", "nef", "arw", "raf"])
def test_what_the_camera_said_stays(name: str, tmp_path: Path) -> None:
    for target in ("jpg", "png", "webp"):
        exif = gallery.converted(gallery.sample(name), target, tmp_path).getexif()
        assert exif[ExifTags.Base.DateTime] == "1825:11:29 12:00:00"
        assert exif.get(ExifTags.Base.Orientation, 1) == 1
        if name != "raf":
            assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] == pytest.approx(1 / 125)


def test_a_camera_held_upright_makes_an_upright_picture(tmp_path: Path) -> None:
    turned = tmp_path / "turned.dng"
    data = gallery.sample("dng").read_bytes()
    assert data.count(UPRIGHT) == 1
    turned.write_bytes(data.replace(UPRIGHT, UPRIGHT[:-2] + b"\6\0"))
    assert gallery.converted(turned, "jpg", tmp_path).size == (92, 136)


def test_sixteen_bits_a_colour_stay(tmp_path: Path) -> None:
    pyvips.operation_block_set("VipsForeignLoad", False)
    for target in ("png", "tiff"):
        deep = pyvips.Image.new_from_file(str(gallery.convert(gallery.sample("dng"), target, tmp_path)))
        assert deep.format == "ushort"
        assert len({deep(x, 40)[2] % 257 for x in range(60)}) > 8


def test_a_tiff_that_a_camera_maker_made_is_a_tiff(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "NIKON CORPORATION"
    Image.new("RGB", (40, 30), "red").save(tmp_path / "scan.tiff", exif=exif)
    assert detection.detect(tmp_path / "scan.tiff") == "tiff"
    assert detection.detect(tmp_path / "scan.tiff", "arw") == "tiff"
