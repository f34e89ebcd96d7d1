"""Pictures, by Pillow with pillow-heif; large PNG by libvips."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from conversion import formats, process
from conversion.engines.base import Engine, Route, Step, again, all_routes
from conversion.engines.imaging import (
    binding,
    fitting,
    interchange,
    metadata,
    moving,
    outputs,
    reading,
    wishes,
    writing,
)
from conversion.engines.imaging.wishes import Wish
from conversion.options import HEIGHT, QUALITY, WIDTH, Option, Value
from conversion.options.catalogue import BACKGROUND, DPI, FIT, GREY, MAX, PAPER, ROTATE, STRIP
from conversion.reports import Remark

PICTURES = formats.named(" ".join(writing.ENCODERS))
SOURCES = formats.named(" ".join(reading.DECODERS))
PDF = formats.named("pdf")


class ImageEngine(Engine):
    """Turns pictures into pictures, animations into animations, pages into pages.

    What a target has no room for is given up with care: the first frame of an animation stays, transparency becomes
    white, a TIFF's pages become a file each.
    """

    name = "images"
    queue = "image"
    libraries = ("pillow", "pillow-heif", "pyvips")
    routes = all_routes(SOURCES, PICTURES) | all_routes(SOURCES, PDF) | again(PICTURES)
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Decode, fit and encode in a child."""
        count = step.runner.call(
            convert_picture, step.source, step.source_format.name, step.target.name, step.scratch, dict(step.options)
        )
        outputs.place(step, step.scratch, count)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """By what the target carries."""
        return (*self.options, *picture_options(route.target.name))


def picture_options(target: str) -> tuple[Option, ...]:
    """What can be asked of a picture of that format besides its size and quality."""
    carried = writing.KNOWN[target].carries if target in writing.KNOWN else frozenset({"dpi"})
    paper = (PAPER,) if target == "pdf" else ()
    return (
        *(FIT, ROTATE, BACKGROUND, GREY, MAX),
        *((DPI,) if "dpi" in carried else ()),
        *((STRIP,) if "exif" in carried else ()),
        *paper,
    )


def convert_picture(source: Path, name: str, target: str, folder: Path, options: Mapping[str, Value]) -> int:
    """Convert a picture of the format ``name`` into files ``1``, ``2``, … in ``folder``; how many there are."""

    def convert(wish: Wish) -> int:
        return _convert(source, name, target, folder, wish)

    return fitting.fit(convert, Wish.of(options), folder, levels=outputs.has_levels(target))


def _convert(source: Path, name: str, target: str, folder: Path, wish: Wish) -> int:
    with reading.opened(source, name) as image:
        if target in moving.TARGETS and reading.is_moving(image):
            moving.write(image, target, folder / "1", wish)
            return 1
        if (name, target) == ("jpg", "pdf") and wish == Wish(most=wish.most) and _embedded(image, source, folder / "1"):
            return 1
        numbers = _numbers(image, target)
        if len(numbers) == 1 and reading.is_one_of_many(image):
            process.remark(Remark.FIRST)
        if interchange.is_deep(image):
            process.remark(Remark.SHADES)
        return outputs.write(_pictures(image, numbers, wish), len(numbers), target, folder, wish)


def check(source: Path, name: str) -> None:
    """Decode a picture for its faults only: for who takes its bytes as they are. Raises `DamagedFileError`."""
    with reading.opened(source, name) as image:
        reading.at(image, image.tell())


def _embedded(image: Image.Image, source: Path, path: Path) -> bool:
    """Decoded all the same: a PDF of half a photograph would be no answer."""
    reading.at(image, 0)
    return binding.embed(image, source, path)


def _numbers(image: Image.Image, target: str) -> list[int]:
    """Which frames to write: a TIFF holds a film as pages, everything else its first frame."""
    return reading.frames(image) if target == "tiff" and reading.is_moving(image) else reading.pages(image)


def _pictures(image: Image.Image, numbers: list[int], wish: Wish) -> Iterator[Image.Image]:
    for number in numbers:
        if number == image.tell():
            wishes.draft(image, wish)
        picture = metadata.upright(metadata.described(reading.at(image, number)))
        yield wishes.shaped(picture, wish)
