"""What telescopes write: packed or not, dark skies are lit, and the top is at the top."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from astropy.io import fits
from PIL import Image

from conversion.engines.imaging import sky
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines.whole import converted

DARK, STAR = 100, 4000


def values() -> Any:
    """A dark sky that gets lighter from left to right, with a band of stars along its top."""
    made = np.tile(np.arange(DARK, DARK + 128, dtype=np.int16), (96, 1))
    made[-8:] = STAR  # a FITS begins at the bottom
    return made


def read(data: Any, folder: Path, **packed: str) -> Image.Image:
    unit = fits.CompImageHDU(data, **packed) if packed else fits.ImageHDU(data)
    fits.HDUList([fits.PrimaryHDU(), unit]).writeto(folder / "file.fits", overwrite=True)
    sky.read(folder / "file.fits", folder / "read.tiff")
    return Image.open(folder / "read.tiff")


def test_a_dark_sky_is_lit_and_stands_upright(tmp_path: Path) -> None:
    with read(values(), tmp_path) as picture:
        assert picture.size == (128, 96)
        assert [picture.getpixel(place) for place in ((0, 0), (0, 95))] == [65535, 0]
        assert picture.getpixel((127, 95)) == pytest.approx(65535 * 127 / 3900, abs=20)


@pytest.mark.parametrize("packed", ["RICE_1", "GZIP_1", "GZIP_2", "HCOMPRESS_1", "PLIO_1"])
def test_a_picture_packed_in_tiles_is_the_same(packed: str, tmp_path: Path) -> None:
    with read(values(), tmp_path) as plain:
        wanted = plain.tobytes()
    with read(values(), tmp_path, compression_type=packed) as picture:
        assert picture.tobytes() == wanted


def test_three_planes_are_colours_and_any_others_pages(tmp_path: Path) -> None:
    with read(np.stack([values()] * 3).astype(np.float32), tmp_path) as picture:
        assert (picture.mode, picture.size) == ("RGB", (128, 96))
    with read(np.stack([values()] * 2), tmp_path) as picture:
        assert getattr(picture, "n_frames", 1) == 2


def test_what_was_not_measured_is_black(tmp_path: Path) -> None:
    data = values().astype(np.float64)
    data[-1, 0] = np.nan
    with read(data, tmp_path) as picture:
        assert picture.getpixel((0, 0)) == 0


def test_a_picture_comes_back_the_right_way_up(tmp_path: Path) -> None:
    drawn = Image.new("L", (40, 30), 60)
    drawn.paste(200, (0, 0, 40, 10))
    drawn.save(tmp_path / "drawn.png")
    back = converted(converted(tmp_path / "drawn.png", "fits", tmp_path), "png", tmp_path)
    with Image.open(back) as picture:
        assert [picture.convert("L").getpixel(place) for place in ((5, 5), (5, 25))] == [200, 60]


def test_a_table_is_no_picture(tmp_path: Path) -> None:
    table = fits.BinTableHDU.from_columns([fits.Column("a", "J", array=np.arange(3))])
    fits.HDUList([fits.PrimaryHDU(), table]).writeto(tmp_path / "table.fits")
    with pytest.raises(NothingToConvertError):
        sky.read(tmp_path / "table.fits", tmp_path / "read.tiff")


def test_half_a_picture_is_damaged(tmp_path: Path) -> None:
    read(values(), tmp_path).close()
    data = (tmp_path / "file.fits").read_bytes()
    (tmp_path / "file.fits").write_bytes(data[: len(data) * 6 // 10])
    with pytest.raises(DamagedFileError):
        sky.read(tmp_path / "file.fits", tmp_path / "read.tiff")
