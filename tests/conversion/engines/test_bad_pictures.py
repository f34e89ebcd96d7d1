"""Bad pictures get the error that says what is wrong, in a child that can't be hurt."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from conversion.engines.base import Step
from conversion.engines.images import ImageEngine
from conversion.engines.imaging import reading
from conversion.errors import DamagedFileError, SourceError, TooLargeError
from conversion.process import Runner
from tests.conversion.engines import darkroom

PICTURES = list(reading.DECODERS)


def convert(source: Path, target: str, folder: Path) -> None:
    """As in service: in a child behind walls."""
    found = darkroom.named(source.suffix[1:])
    runner = Runner(folder, darkroom.Patience(), 60)
    ImageEngine().convert(Step(source, found, folder / "output", darkroom.named(target), {}, runner, folder))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_breaks_off_is_damaged(name: str, tmp_path: Path) -> None:
    whole = darkroom.sample(name).read_bytes()
    for part in (0.1, 0.6, 0.9):
        source = tmp_path / f"half{part}.{name}"
        source.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(DamagedFileError):
            darkroom.convert(source, "bmp" if name != "bmp" else "png", tmp_path)


@pytest.mark.parametrize("name", PICTURES)
def test_a_text_that_calls_itself_a_picture_is_damaged(name: str, tmp_path: Path) -> None:
    source = tmp_path / f"text.{name}"
    source.write_text("This is no picture.\n" * 50, "utf-8")
    with pytest.raises(DamagedFileError):
        convert(source, "pdf", tmp_path)
    assert not (tmp_path / "output").exists()


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""
    chunks = b""
    for name, body in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1000))),
        (b"IEND", b""),
    ):
        chunks += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + chunks


def test_a_small_file_that_claims_a_huge_picture_is_too_large(tmp_path: Path) -> None:
    source = tmp_path / "bomb.png"
    source.write_bytes(png_of(50_000, 50_000))
    for target in ("jpg", "tiff", "gif", "pdf"):
        with pytest.raises(TooLargeError):
            convert(source, target, tmp_path)


@pytest.mark.parametrize("name", ["gif", "bmp", "tga", "ppm", "webp"])
def test_others_can_not_claim_it_either(name: str, tmp_path: Path) -> None:
    huge = {
        "gif": b"GIF89a"
        + struct.pack("<HH5x", 60_000, 60_000)
        + b","
        + struct.pack("<4H", 0, 0, 1, 1)
        + b"\0\2\2L\1\0;",
        "bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 50_000, 50_000, 1, 24, 0, 0, 0, 0, 0, 0),
        "tga": bytes((0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)) + struct.pack("<HH", 60_000, 60_000) + b"\x18\0",
        "ppm": b"P6 50000 50000 255\n",
        "webp": b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (16_382).to_bytes(3, "little") * 2 + bytes(8),
    }[name]
    source = tmp_path / f"bomb.{name}"
    source.write_bytes(huge + bytes(100))
    with pytest.raises(TooLargeError):
        convert(source, "png", tmp_path)


def test_a_picture_longer_than_its_target_knows_is_too_large(tmp_path: Path) -> None:
    source = tmp_path / "long.png"
    Image.new("L", (20_000, 10)).save(source)
    with pytest.raises(TooLargeError):
        convert(source, "webp", tmp_path)
    convert(source, "jpg", tmp_path)


def test_a_picture_that_an_encoder_has_no_memory_for_is_too_large(tmp_path: Path) -> None:
    source = tmp_path / "large.png"
    Image.new("1", (9000, 9000)).save(source)
    for target in ("avif", "heic"):
        with pytest.raises(TooLargeError):
            convert(source, target, tmp_path)


def test_a_picture_with_thousands_of_pages_is_too_large(tmp_path: Path) -> None:
    source = tmp_path / "pile.tiff"
    page = Image.new("1", (8, 8))
    page.save(source, save_all=True, append_images=[page] * 600)
    with pytest.raises(TooLargeError):
        convert(source, "pdf", tmp_path)


@pytest.mark.parametrize("name", PICTURES)
def test_noise_behind_a_true_beginning_never_crashes(name: str, tmp_path: Path) -> None:
    whole = bytearray(darkroom.sample(name).read_bytes())
    for seed in range(4):
        for place in range(200 + seed * 37, len(whole), 211):
            whole[place] = (whole[place] * 7 + seed * 31) % 256
        source = tmp_path / f"noise{seed}.{name}"
        source.write_bytes(whole)
        try:
            convert(source, "pdf", tmp_path)
        except SourceError:
            continue
