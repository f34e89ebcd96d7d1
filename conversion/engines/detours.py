"""Pictures by way of a format that the engines for pictures know, out of a foreign decoder or into an encoder."""

from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from conversion import formats
from conversion.engines import images, vips
from conversion.engines.base import Engine, Route, Step
from conversion.engines.imaging import interchange, outputs
from conversion.engines.imaging.interchange import Room
from conversion.errors import DamagedFileError, TooLargeError
from conversion.options import HEIGHT, QUALITY, WIDTH, Option
from conversion.options.catalogue import BACKGROUND, FIT, GREY, ROTATE

# What people want of a rare picture, and what they have; all others are reached by way of PNG.
WANTED = formats.named("jpg png webp tiff pdf bmp gif avif")
COMMON = formats.named("jpg png webp tiff bmp gif")
PNG = "png"
DEEP = frozenset({"png", "tiff"})  # which may have sixteen bits a colour
BIGGEST = 1 << 31  # bytes of a decoded picture


class Detour(Engine):
    """Reads what `decode` knows, writes what `encode` does; the other end of a route is one of the common formats."""

    queue = "image"
    options = (QUALITY, WIDTH, HEIGHT)
    rooms: ClassVar[Mapping[str, Room]] = {}

    def convert(self, step: Step) -> None:
        """Decode into a common picture and convert that, or lay out a common one and encode it."""
        if step.target.name in self.rooms:
            laid = step.scratch / "laid.png"
            self._lay_out(step, laid)
            self.encode(step, laid)
            return
        decoded = step.scratch / "decoded"
        finish(step, decoded, self.decode(step, decoded))

    def understood(self, route: Route) -> tuple[Option, ...]:
        """What the engines for pictures understand; of an encoder's output only what happens before it."""
        name = route.target.name
        return (
            *self.options,
            *((FIT, ROTATE, BACKGROUND, GREY) if name in self.rooms else images.picture_options(name)),
        )

    @abstractmethod
    def decode(self, step: Step, path: Path) -> str:
        """Write the source as a common picture to ``path``; the name of its format."""

    def encode(self, step: Step, laid: Path) -> None:
        """Write the output from a PNG."""
        raise NotImplementedError

    def _lay_out(self, step: Step, path: Path) -> None:
        room = self.rooms[step.target.name]
        step.runner.call(interchange.lay_out, step.source, step.source_format.name, path, dict(step.options), room)


def finish(step: Step, path: Path, name: str) -> None:
    """Convert a decoded picture of the format ``name`` into the output; `DamagedFileError` if there is none."""
    if not path.is_file():
        raise DamagedFileError("nothing came out")
    if path.stat().st_size > BIGGEST:
        raise TooLargeError(path.stat().st_size)
    target = step.target.name
    convert = vips.convert_picture if target in DEEP else images.convert_picture
    count = step.runner.call(convert, path, name, target, step.scratch, dict(step.options))
    outputs.place(step, step.scratch, count)
