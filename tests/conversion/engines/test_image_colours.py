"""Colours: profiles stay or are followed, every mode becomes what it looks like."""

import struct
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from tests.conversion.engines import darkroom, gallery


@pytest.mark.parametrize("target", ["png", "webp", "tiff", "avif", "heic"])
def test_a_colour_profile_stays_where_it_can(target: str, tmp_path: Path) -> None:
    source = tmp_path / "profile.jpg"
    Image.new("RGB", (40, 30), "red").save(source, icc_profile=darkroom.profile("Muta"))
    assert darkroom.converted(source, target, tmp_path).info["icc_profile"] == darkroom.profile("Muta")


def swapped() -> bytes:
    """A profile in which red and green have changed places: what ignores it shows the wrong one."""
    made = bytearray(darkroom.profile("Swap"))
    at = {bytes(made[o : o + 4]): o for o in range(132, 132 + 12 * made[131], 12)}
    red, green = at[b"rXYZ"], at[b"gXYZ"]
    made[red + 4 : red + 12], made[green + 4 : green + 12] = made[green + 4 : green + 12], made[red + 4 : red + 12]
    return bytes(made)


@pytest.mark.parametrize("target", ["gif", "bmp", "tga", "ppm", "ico"])
def test_colours_are_converted_where_a_profile_can_not_stay(target: str, tmp_path: Path) -> None:
    source = tmp_path / "profile.png"
    Image.new("RGB", (40, 40), "red").save(source, icc_profile=swapped())
    red, green, *_ = darkroom.converted(source, target, tmp_path).convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # three bands
    assert red < 20
    assert green > 230


def test_planes_of_sixteen_bits_are_read_as_such(tmp_path: Path) -> None:
    planes = b"".join(struct.pack("<H", level * 257) * 64 for level in (250, 100, 20))
    tags = ImageFileDirectory_v2()
    for tag, value in {256: 8, 257: 8, 259: 1, 262: 2, 277: 3, 278: 8, 284: 2, 258: (16, 16, 16)}.items():
        tags[tag] = value
    for tag, values in {273: (0, 128, 256), 279: (128, 128, 128)}.items():  # each plane's place behind this, and length
        tags[tag] = values
    source = tmp_path / "planes.tiff"
    source.write_bytes(b"II*\0" + struct.pack("<I", 8) + tags.tobytes(8) + planes)
    assert gallery.converted(source, "png", tmp_path).convert("RGB").getpixel((4, 4)) == (250, 100, 20)


MODES = ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "I", "F", "I;16", "I;16B"]


@pytest.mark.parametrize("mode", MODES)
def test_every_sort_of_tiff_converts(mode: str, tmp_path: Path) -> None:
    source = tmp_path / "mode.tiff"
    grey = Image.linear_gradient("L")
    made = grey.convert("RGB").convert("P").convert("PA") if mode == "PA" else grey
    if mode == "LAB":
        made = Image.merge("LAB", [grey, Image.new("L", grey.size, 128), Image.new("L", grey.size, 128)])
    elif mode == "I;16B":
        made = grey.convert("I").point(lambda value: value * 257).convert("I;16")
        made = Image.frombytes(
            "I;16B", grey.size, b"".join(made.tobytes()[n : n + 2][::-1] for n in range(0, 131072, 2))
        )
    elif mode in {"I", "F", "I;16"}:
        made = grey.convert("I").point(lambda value: value * 257).convert(mode)
    elif mode not in {"PA", "L"}:
        made = grey.convert("RGB").convert(mode)
    made.save(source)
    for target in ("jpg", "png", "webp", "gif", "ico", "pdf"):
        outputs = darkroom.convert(source, target, tmp_path)
        if target != "pdf":
            assert darkroom.near(darkroom.eight_bits(darkroom.opened(outputs[0])), grey, off=8), target


def inks() -> bytes:
    """A profile of four inks, made by hand: a table from its sixteen corners to Lab, in which green is a dull one."""
    paper, black, green = (255, 128, 128), (0, 128, 128), (128, 90, 150)
    corners = [paper, black, (200, 128, 200), black, (110, 190, 128), black, (120, 180, 170), black] * 2
    corners[10] = green  # cyan and yellow
    straight = bytes(range(256))
    table = struct.pack(">4s4xBBBx9i", b"mft1", 4, 3, 2, *(n << 16 for n in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table += straight * 4 + bytes(value for corner in corners for value in corner) + straight * 3
    white = struct.pack(">4s4x3i", b"XYZ ", 63190, 65536, 54061)
    words = struct.pack(">4s4xI5s78x", b"desc", 5, b"inks\0")
    tags = [(b"desc", words), (b"wtpt", white), (b"A2B0", table), (b"cprt", b"text\0\0\0\0none\0")]
    listed, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        listed += struct.pack(">4sII", name, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = at + len(body)
    head = struct.pack(
        ">I4xI4s4s4s12x4s28x3i", size, 0x02100000, b"prtr", b"CMYK", b"Lab ", b"acsp", 63190, 65536, 54061
    )
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + listed + body


def test_inks_become_light_by_their_profile(tmp_path: Path) -> None:
    printed = Image.new("CMYK", (40, 40), (255, 0, 255, 0))
    printed.save(tmp_path / "plain.jpg", quality=95)
    printed.save(tmp_path / "ink.jpg", quality=95, icc_profile=inks())
    glaring = darkroom.converted(tmp_path / "plain.jpg", "png", tmp_path)
    dull = darkroom.converted(tmp_path / "ink.jpg", "png", tmp_path)
    assert glaring.getpixel((5, 5)) == pytest.approx((0, 255, 0), abs=3)
    assert dull.getpixel((5, 5)) == pytest.approx((44, 136, 79), abs=3)
    assert "icc_profile" not in dull.info
    tiff = darkroom.converted(tmp_path / "ink.jpg", "tiff", tmp_path)
    assert tiff.mode == "CMYK"
    assert tiff.info["icc_profile"] == inks()
