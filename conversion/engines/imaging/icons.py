"""Icons: the picture in several square sizes in one file."""

import io
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

SIZES = (16, 24, 32, 48, 64, 128, 256)
APPLE = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}
ENTRY = struct.Struct("<4B2H2I")  # width, height, colours, nothing, planes, bits of a pixel, bytes, where
DIB = struct.Struct("<3I2H")  # its size, width, height, planes, bits of a pixel
PNG_BITS = 32
POINTER = 32  # px: what every system shows


def save(image: Image.Image, path: Path, _settings: Mapping[str, Any]) -> None:
    """Write an RGBA picture in all usual sizes up to its own, its shape kept, on a transparent square."""
    own = min(max(image.size), SIZES[-1])
    sides = sorted({own, *(side for side in SIZES if side < own)})
    pictures = [_square(image, side) for side in sides]
    # Pillow drops sizes that are larger than the first picture.
    pictures[-1].save(path, "ICO", sizes=[(side, side) for side in sides], append_images=pictures[:-1])


def save_apple(image: Image.Image, path: Path, _settings: Mapping[str, Any]) -> None:
    """Write an RGBA picture as macOS's icon, up to the first size that has room for all of it."""
    sides = list(APPLE)
    most = next((side for side in sides if side >= max(image.size)), sides[-1])
    body = b"".join(_apple(image, side) for side in sides if side <= most)
    path.write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)


def save_pointer(image: Image.Image, path: Path, _settings: Mapping[str, Any]) -> None:
    """Write an RGBA picture as a cursor of at most 32 pixels, which points with its upper left corner."""
    side = min(max(image.size), POINTER)
    buffer = io.BytesIO()
    _square(image, side).save(buffer, "ICO", sizes=[(side, side)], bitmap_format="bmp")
    data = bytearray(buffer.getvalue())
    data[2] = 2
    data[10:14] = bytes(4)  # where an icon tells its depth
    path.write_bytes(data)


def _apple(image: Image.Image, side: int) -> bytes:
    buffer = io.BytesIO()
    _square(image, side).save(buffer, "PNG")
    return APPLE[side] + struct.pack(">I", buffer.tell() + 8) + buffer.getvalue()


def from_pointer(data: bytes) -> bytes:
    """A cursor as an icon, which has the depth of its pixels where a cursor says which one points."""
    icon = bytearray(data)
    icon[2] = 1
    for number in range(icon[4]):
        at = 6 + number * ENTRY.size
        *shape, _x, _y, size, place = ENTRY.unpack_from(icon, at)
        header = DIB.unpack_from(icon, place)
        bits = PNG_BITS if icon[place : place + 4] == b"\x89PNG" else header[-1]
        ENTRY.pack_into(icon, at, *shape, 1, bits, size, place)
    return bytes(icon)


def _square(image: Image.Image, side: int) -> Image.Image:
    return ImageOps.pad(image, (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0))
