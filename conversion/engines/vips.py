"""Pictures of sixteen bits a colour, by libvips: Pillow would make eight of them."""

from collections.abc import Mapping
from pathlib import Path

from conversion import formats
from conversion.engines import images
from conversion.engines.base import Engine, Route, Step
from conversion.engines.imaging import interchange, outputs, reading, vips
from conversion.engines.imaging.wishes import Wish
from conversion.options import HEIGHT, QUALITY, WIDTH, Option, Value

PNG, TIFF = formats.named("png tiff")
CHEAPER = 9  # than by the engine for all pictures, which does the ones of eight bits here too


class DeepImageEngine(Engine):
    """Keeps sixteen bits between the two formats that have them."""

    name = "vips"
    queue = "image"
    libraries = ("pyvips", "pillow")
    routes = frozenset({Route(PNG, TIFF, CHEAPER), Route(TIFF, PNG, CHEAPER)})
    options = (QUALITY, WIDTH, HEIGHT)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """All that can be asked of pictures; what goes beyond their size is done with eight bits."""
        return (*self.options, *images.picture_options(route.target.name))

    def convert(self, step: Step) -> None:
        """Look how deep it is and convert, in one child."""
        count = step.runner.call(
            convert_picture, step.source, step.source_format.name, step.target.name, step.scratch, dict(step.options)
        )
        outputs.place(step, step.scratch, count)


def convert_picture(source: Path, name: str, target: str, folder: Path, options: Mapping[str, Value]) -> int:
    """As `images.convert_picture`, with all bits of deep colours."""
    wish = Wish.of(options)
    with reading.opened(source, name) as image:
        numbers = reading.pages(image) if wish.is_modest and interchange.is_deep(image) else []
    for done, number in enumerate(numbers, start=1):
        _convert_page(source, number, target, folder / str(done), wish)
    return len(numbers) or images.convert_picture(source, name, target, folder, options)


def _convert_page(source: Path, number: int, target: str, path: Path, wish: Wish) -> None:
    pyvips = vips.library("VipsForeignLoadTiff", "VipsForeignLoadPng")
    with vips.decoding(pyvips):
        page = {"page": number} if number else {}
        picture = pyvips.Image.new_from_file(str(source), fail_on="truncated", **page).autorot()
        picture = vips.shrunk(picture, wish).copy_memory()
    if target == "png":
        picture.pngsave(str(path), **vips.PNG)
    else:
        picture.tiffsave(str(path), compression="deflate", predictor="horizontal", keep="all")
