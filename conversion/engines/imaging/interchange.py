"""A picture laid out as PNG for an encoder that is not Pillow's: upright, and in a mode that the encoder holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from conversion import process
from conversion.engines.imaging import colours, metadata, reading, vips, wishes
from conversion.engines.imaging.wishes import Wish
from conversion.options import Value
from conversion.reports import Remark

WHITE = 65535  # of sixteen bits
KEPT = frozenset({"exif", "icc_profile", "dpi"})


@dataclass(frozen=True, slots=True)
class Room:
    """What an encoder has room for.

    Pillow's ``modes``, sixteen bits a colour (``is_deep``), what ``carries`` names, ``side`` pixels each way.
    """

    modes: str
    is_deep: bool = False
    carries: frozenset[str] = frozenset()
    side: int = 65535

    @property
    def has_alpha(self) -> bool:
        """Whether it can be transparent."""
        return colours.has_alpha(self.modes.split())

    @property
    def is_drained(self) -> bool:
        """Whether it has no colours."""
        return "RGB" not in self.modes


def lay_out(source: Path, name: str, path: Path, options: Mapping[str, Value], room: Room) -> None:
    """Write the first page or frame of a picture of the format ``name``; without room for its profile in sRGB."""
    wish = _within(Wish.of(options), room.side)
    with reading.opened(source, name) as image:
        if reading.is_one_of_many(image):
            process.remark(Remark.FIRST)
        if not (room.is_deep and wish.is_modest and is_deep(image)):
            _lay_out_plainly(image, path, wish, room)
            return
    _lay_out_deeply(source, path, wish, room)


def _within(wish: Wish, side: int) -> Wish:
    return replace(wish, width=min(wish.width or side, side), height=min(wish.height or side, side))


def is_deep(image: Image.Image) -> bool:
    """Its first page has sixteen bits a colour; a grey one Pillow can keep."""
    tiles = getattr(image, "tile", ())
    return image.mode in {"RGB", "RGBA"} and any(";16" in str(tile.args) for tile in tiles)


def _lay_out_plainly(image: Image.Image, path: Path, wish: Wish, room: Room) -> None:
    if is_deep(image):
        process.remark(Remark.SHADES)
    number = reading.pages(image)[0]
    if number == image.tell():
        wishes.draft(image, wish)
    picture = metadata.upright(metadata.described(reading.at(image, number)))
    modes = room.modes.split()
    fit = {*modes, "RGB"} if room.is_drained else modes
    picture = colours.fitted(wishes.shaped(picture, wish), fit, keeps_profile="icc_profile" in room.carries)
    picture = picture if picture.mode in modes else picture.convert(modes[0])
    carried = metadata.carried(picture, room.carries)
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    picture.save(path, "PNG", compress_level=1, **carried)


def _lay_out_deeply(source: Path, path: Path, wish: Wish, room: Room) -> None:
    pyvips = vips.library("VipsForeignLoadTiff", "VipsForeignLoadPng")
    with vips.decoding(pyvips):
        picture = pyvips.Image.new_from_file(str(source), fail_on="truncated").autorot()
        if "icc_profile" not in room.carries and picture.get_typeof("icc-profile-data"):
            picture = picture.icc_transform("srgb", embedded=True, depth=16)
        picture = _reduced(vips.shrunk(picture, wish), room).copy_memory()
    picture.pngsave(str(path), compression=1, keep="all" if room.carries else "none")


def _reduced(picture: Any, room: Room) -> Any:
    """Without what there is no room for: transparency, colours."""
    if picture.hasalpha() and not room.has_alpha:
        if picture.extract_band(picture.bands - 1).min() < WHITE:
            process.remark(Remark.FLATTENED)
        picture = picture.flatten(background=WHITE)
    return picture.colourspace("grey16") if room.is_drained else picture
