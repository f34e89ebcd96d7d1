"""Runs the engines for pictures, and looks at what they made."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pillow_heif
import pyvips
from PIL import Image, ImageCms

from conversion import formats
from conversion.engines.base import Engine, Route, Step
from conversion.engines.images import ImageEngine
from conversion.engines.pdf import PdfEngine
from conversion.engines.svg import SvgEngine
from conversion.engines.vips import DeepImageEngine
from conversion.formats import Format
from conversion.options import Value
from conversion.process import Runner
from tests.conftest import SAMPLES

ENGINES: tuple[Engine, ...] = (DeepImageEngine(), ImageEngine(), SvgEngine(), PdfEngine())
BY_LIBVIPS = formats.named("jpg png webp gif tiff avif")
BY_FFPROBE = formats.named("apng bmp ico tga ppm pgm pbm xbm pcx dds sgi jp2 qoi")

P = ParamSpec("P")
T = TypeVar("T")

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

pillow_heif.register_heif_opener()


class Here(Runner):
    """Calls in this process: that the child is no other place is shown by the routes' own tests."""

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)


class Patience:
    """A watch that never stops anything."""

    def beat(self, fraction: float | None) -> None:
        assert fraction is None or 0 <= fraction <= 1


def named(name: str) -> Format:
    (row,) = formats.named(name)
    return row


def sample(name: str) -> Path:
    return SAMPLES / f"sample.{named(name).extension}"


def convert(source: Path, target: str, folder: Path, **options: Value) -> list[Path]:
    """What the engine for that pair makes of a file, in order; the file's extension says what it is."""
    found = formats.from_filename(source.name)
    assert found is not None
    engine = engine_for(found, named(target))
    outputs, scratch = (Path(tempfile.mkdtemp(dir=folder)) for _ in range(2))
    output = outputs / f"file.{named(target).extension}"
    engine.convert(Step(source, found, output, named(target), options, Here(folder, Patience(), 60), scratch))
    return sorted(outputs.iterdir())


def engine_for(source: Format, target: Format) -> Engine:
    return next(
        engine for engine in ENGINES for route in engine.routes if (route.source, route.target) == (source, target)
    )


def routes() -> list[Route]:
    found = {(route.source, route.target): route for engine in ENGINES for route in engine.routes}
    return list(found.values())


def opened(path: Path) -> Image.Image:
    """The picture as Pillow sees it, loaded."""
    image = Image.open(path)
    image.load()
    return image


def converted(source: Path, target: str, folder: Path, **options: Value) -> Image.Image:
    """The only picture that comes of a file."""
    (output,) = convert(source, target, folder, **options)
    return opened(output)


def size_elsewhere(path: Path, target: Format) -> tuple[int, int]:
    """A picture's size as a program says that had no part in making it."""
    is_film = path.read_bytes()[8:12] == b"avis"  # which libvips doesn't know
    if target in BY_LIBVIPS and not is_film:
        pyvips.operation_block_set("VipsForeignLoad", False)
        picture = pyvips.Image.new_from_file(str(path), fail_on="warning")
        picture.avg()
        return picture.width, picture.height
    if target in BY_FFPROBE or is_film:
        asked = ["-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0"]
        lines = said("ffprobe", *asked, "-i", str(path)).splitlines()
        width, height = max(tuple(int(side) for side in line.split(",")[:2]) for line in lines)
        return width, height
    return opened(path).size


def said(*command: str) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def eight_bits(image: Image.Image) -> Image.Image:
    """A picture in RGB; deep greys made eight bits without cutting them off."""
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return image.convert("RGB")


def near(one: Image.Image, other: Image.Image, off: float = 12.0) -> bool:
    """They look the same: the mean difference, of 255, is small."""
    first, second = (image.convert("RGBA").resize((60, 40)).tobytes() for image in (one, other))
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first) < off


def profile(kind: str) -> bytes:
    """A profile of ours: swaps nothing, but is neither sRGB nor named so."""
    return SRGB.replace("sRGB".encode("utf-16-be"), kind.encode("utf-16-be")).replace(b"sRGB", kind.encode())


def pages(path: Path) -> int:
    """How many pages a PDF has, by poppler."""
    lines = dict(line.split(":", 1) for line in said("pdfinfo", str(path)).splitlines() if ":" in line)
    return int(lines["Pages"])
