"""Pictures of sixteen bits a colour, by libvips: Pillow would make eight of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from conversion import formats
from conversion.engines import images
from conversion.engines.base import Engine, Route, Step
from conversion.engines.imaging import outputs, reading, vips
from conversion.engines.imaging.wishes import Wish
from conversion.options import HEIGHT, QUALITY, WIDTH, Value

PNG, TIFF = formats.named("png tiff")
CHEAPER = 9  # than by the engine for all pictures, which does the ones of eight bits here too


class DeepImageEngine(Engine):
    """Keeps sixteen bits between the two formats that have them."""

    name = "vips"
    queue = "image"
    libraries = ("pyvips", "pillow")
    routes = frozenset({Route(PNG, TIFF, CHEAPER), Route(TIFF, PNG, CHEAPER)})
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Look how deep it is and convert, in one child."""
        count = step.runner.call(
            convert_picture, step.source, step.source_format.name, step.target.name, step.scratch, dict(step.options)
        )
        outputs.place(step, step.scratch, count)


def convert_picture(source: Path, name: str, target: str, folder: Path, options: Mapping[str, Value]) -> int:
    """As `images.convert_picture`, with all bits of deep colours."""
    with reading.opened(source, name) as image:
        numbers = reading.pages(image) if _is_deep(image) else []
    for done, number in enumerate(numbers, start=1):
        _convert_page(source, number, target, folder / str(done), Wish.of(options))
    return len(numbers) or images.convert_picture(source, name, target, folder, options)


def _is_deep(image: Image.Image) -> bool:
    """Its first page has sixteen bits a colour; a grey one Pillow can keep."""
    tiles = getattr(image, "tile", ())
    return image.mode in {"RGB", "RGBA"} and any(";16" in str(tile.args) for tile in tiles)


def _convert_page(source: Path, number: int, target: str, path: Path, wish: Wish) -> None:
    pyvips = vips.library("VipsForeignLoadTiff", "VipsForeignLoadPng")
    with vips.decoding(pyvips):
        page = {"page": number} if number else {}
        picture = pyvips.Image.new_from_file(str(source), fail_on="truncated", **page).autorot()
        picture = _shrunk(picture, wish).copy_memory()
    if target == "png":
        picture.pngsave(str(path), **vips.PNG)
    else:
        picture.tiffsave(str(path), compression="deflate", predictor="horizontal", keep="all")


def _shrunk(picture: Any, wish: Wish) -> Any:
    """As `wishes.shrunk`. libvips's own thumbnails have eight bits."""
    scale = min(wish.box[0] / picture.width, wish.box[1] / picture.height) if wish.box else 1
    if scale >= 1:
        return picture
    if not picture.hasalpha():
        return picture.resize(scale)
    return picture.premultiply().resize(scale).unpremultiply().cast(picture.format)
