"""PNG, still or moving: libvips for large photographs, Pillow for the rest."""

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

from conversion.engines.imaging import vips

XMP = "XML:com.adobe.xmp"
# Below this starting libvips costs more than it saves. 12 megapixels: 2.7 s by Pillow, 0.7 s by libvips, 3 % larger.
LARGE = 1_000_000  # px
SIGNATURE, HEADER = 8, 25  # bytes: the signature, and the IHDR chunk after it


def save(image: Image.Image, path: Path, settings: Mapping[str, Any]) -> None:
    """Write a still picture."""
    if image.mode in vips.BANDS and image.width * image.height > LARGE:
        vips.save_png(image, path, settings)
    else:
        image.save(path, "PNG", **_for_pillow(settings))


def save_moving(image: Image.Image, path: Path, settings: Mapping[str, Any]) -> None:
    """Write an animation (``save_all`` with its frames), or a still picture as one of a single frame."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", **_for_pillow(settings))
    data = buffer.getvalue()
    path.write_bytes(data if b"acTL" in data[: data.find(b"IDAT")] else _as_single_frame(data, image.size))


def describe(path: Path, exif: bytes) -> None:
    """Put EXIF into a PNG file, which goes before any other that it has."""
    data = path.read_bytes()
    start = SIGNATURE + HEADER
    path.write_bytes(data[:start] + _chunk(b"eXIf", exif) + data[start:])


def _for_pillow(settings: Mapping[str, Any]) -> dict[str, Any]:
    """XMP is a text chunk here."""
    known = {key: value for key, value in settings.items() if key != "xmp"}
    if xmp := settings.get("xmp"):
        known["pnginfo"] = PngImagePlugin.PngInfo()
        known["pnginfo"].add_itxt(XMP, xmp.decode("utf-8", errors="replace") if isinstance(xmp, bytes) else xmp)
    return known


def _as_single_frame(data: bytes, size: tuple[int, int]) -> bytes:
    """A still PNG as an animation of one frame, which Pillow doesn't write: two chunks before its pixels."""
    start = SIGNATURE + HEADER
    control = _chunk(b"acTL", struct.pack(">II", 1, 0))
    frame = _chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, *size, 0, 0, 0, 100, 0, 0))
    return data[:start] + control + frame + data[start:]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
