"""Rare pictures that Pillow reads or writes: scanners' piles, games' textures, brushes."""

from conversion import formats
from conversion.engines import images
from conversion.engines.base import Engine, Route, Step, all_routes
from conversion.engines.detours import COMMON, WANTED
from conversion.engines.imaging import outputs, reading, writing
from conversion.options import HEIGHT, QUALITY, WIDTH, Option

SOURCES = formats.named(" ".join(reading.RARE))
TARGETS = formats.named(" ".join(writing.RARE))


class RarePictureEngine(Engine):
    """As the engine for pictures, between rare formats and common ones."""

    name = "rarities"
    queue = "image"
    libraries = ("pillow",)
    routes = all_routes(SOURCES, WANTED) | all_routes(COMMON, TARGETS)
    options = (QUALITY, WIDTH, HEIGHT)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """By what the target carries."""
        return (*self.options, *images.picture_options(route.target.name))

    def convert(self, step: Step) -> None:
        """Decode, fit and encode in a child."""
        count = step.runner.call(
            images.convert_picture,
            step.source,
            step.source_format.name,
            step.target.name,
            step.scratch,
            dict(step.options),
        )
        outputs.place(step, step.scratch, count)
