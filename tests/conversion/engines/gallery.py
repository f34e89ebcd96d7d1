"""Converts pictures as in service, whichever engine does it, and opens what came out."""

import tempfile
from pathlib import Path

from PIL import Image

from conversion import formats, pipeline
from conversion.options import Value
from tests.conftest import SAMPLES
from tests.conversion.engines.darkroom import Patience, eight_bits, opened


def sample(name: str) -> Path:
    return SAMPLES / f"sample.{name}"


def convert(source: Path, target: str, folder: Path, **options: Value) -> Path:
    """The path of what came out."""
    (row,) = formats.named(target)
    scratch = Path(tempfile.mkdtemp(dir=folder))
    return pipeline.convert(pipeline.Request(source, source.name, None, row, options, scratch, 60.0), Patience()).path


def converted(source: Path, target: str, folder: Path, **options: Value) -> Image.Image:
    """What came out, as Pillow sees it."""
    return opened(convert(source, target, folder, **options))


def white(image: Image.Image) -> Image.Image:
    """On white paper."""
    image = eight_bits(image) if image.mode.startswith("I") else image
    page = Image.new("RGBA", image.size, "white")
    page.alpha_composite(image.convert("RGBA"))
    return page.convert("RGB")
