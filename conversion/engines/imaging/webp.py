"""Animated WebP and its transparency, which the file's header may deny."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

EXTENDED = (12, b"VP8X")  # where the header that holds the marks says its name
MARKS, ANIMATED, TRANSPARENT = 20, 0x02, 0x10


def save(image: Image.Image, path: Path, settings: Mapping[str, Any]) -> None:
    """Write a still picture, or a moving one whose frames are in ``settings``."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", **settings)
    path.write_bytes(marked(buffer.getvalue()) if image.mode == "RGBA" else buffer.getvalue())


def marked(data: bytes) -> bytes:
    """An animation marked as one that may be transparent; anything else as it is.

    The mark tells of the frames, which an encoder crops: all solid, they may still leave the canvas clear around
    them. Pillow and others take its absence for a black canvas.
    """
    at, name = EXTENDED
    if data[at : at + len(name)] != name or not data[MARKS] & ANIMATED:
        return data
    return data[:MARKS] + bytes([data[MARKS] | TRANSPARENT]) + data[MARKS + 1 :]
