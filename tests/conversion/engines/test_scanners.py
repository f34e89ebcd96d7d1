"""What hospitals' scanners write: seen as the doctor saw it, and nobody's name in it."""

from pathlib import Path

import pydicom
import pytest
from PIL import Image
from pydicom.uid import RLELossless

from conversion.engines.imaging import medical
from conversion.errors import SourceError
from tests.conversion.engines.desk import sample

WATER = 77  # of 255: 0 units in a window from -300 to 700


def scan(slices: int) -> pydicom.FileDataset:
    """The sample, several times over."""
    made = pydicom.dcmread(sample("dcm"))
    if slices > 1:
        made.NumberOfFrames = slices
        made.PixelData *= slices
    return made


def read(path: Path, folder: Path) -> Image.Image:
    medical.read(path, folder / "read.tiff")
    return Image.open(folder / "read.tiff")


def test_what_lies_in_the_window_fills_the_greys(tmp_path: Path) -> None:
    with read(sample("dcm"), tmp_path) as picture:
        assert (picture.mode, picture.size) == ("L", (96, 96))
        assert [picture.getpixel(place) for place in ((1, 1), (48, 80), (60, 48))] == [0, WATER, 255]


def test_low_values_are_white_where_the_file_says_so(tmp_path: Path) -> None:
    made = scan(1)
    made.PhotometricInterpretation = "MONOCHROME1"
    made.save_as(tmp_path / "scan.dcm", enforce_file_format=True)
    with read(tmp_path / "scan.dcm", tmp_path) as picture:
        assert picture.getpixel((1, 1)) == 255


def test_every_slice_is_a_page(tmp_path: Path) -> None:
    scan(3).save_as(tmp_path / "scan.dcm", enforce_file_format=True)
    with read(tmp_path / "scan.dcm", tmp_path) as picture:
        assert getattr(picture, "n_frames", 1) == 3


def test_packed_pixels_are_the_same(tmp_path: Path) -> None:
    made = scan(1)
    made.compress(RLELossless, generate_instance_uid=False)
    made.save_as(tmp_path / "scan.dcm", enforce_file_format=True)
    with read(tmp_path / "scan.dcm", tmp_path) as packed:
        pixels = packed.tobytes()
    with read(sample("dcm"), tmp_path) as plain:
        assert plain.tobytes() == pixels


def test_nobody_is_named_in_the_picture(tmp_path: Path) -> None:
    read(sample("dcm"), tmp_path).close()
    assert b"Sample^" not in (tmp_path / "read.tiff").read_bytes()


@pytest.mark.parametrize("kept", [0.02, 0.5])
def test_half_a_scan_is_damaged(kept: float, tmp_path: Path) -> None:
    data = sample("dcm").read_bytes()
    (tmp_path / "half.dcm").write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(SourceError):
        medical.read(tmp_path / "half.dcm", tmp_path / "read.tiff")
