"""Windows icons: the picture in several square sizes in one file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

SIZES = (16, 24, 32, 48, 64, 128, 256)


def save(image: Image.Image, path: Path, _settings: Mapping[str, Any]) -> None:
    """Write an RGBA picture in all usual sizes up to its own, its shape kept, on a transparent square."""
    own = min(max(image.size), SIZES[-1])
    sides = sorted({own, *(side for side in SIZES if side < own)})
    pictures = [_square(image, side) for side in sides]
    # Pillow drops sizes that are larger than the first picture.
    pictures[-1].save(path, "ICO", sizes=[(side, side) for side in sides], append_images=pictures[:-1])


def _square(image: Image.Image, side: int) -> Image.Image:
    return ImageOps.pad(image, (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0))
