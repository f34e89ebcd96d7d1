"""GIF's palettes: 256 colours chosen for the picture, one of them for what is transparent."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

COLOURS = 256
HOLE = COLOURS - 1  # the entry that means nothing is there
SEEN = 128  # alpha from here on is taken for solid: GIF has nothing between


def save(image: Image.Image, path: Path, settings: Mapping[str, Any]) -> None:
    """Write a still picture, or a moving one whose frames are in ``settings``."""
    paletted(image).save(path, "GIF", **settings)


def paletted(image: Image.Image) -> Image.Image:
    """The picture in at most 256 colours, exactly where it has no more, else dithered."""
    if image.mode in {"1", "L"}:
        return image
    if image.mode == "P":
        if not isinstance(image.info.get("transparency"), bytes):
            return image
        image = image.convert("RGBA")
    return _with_hole(image) if image.mode == "RGBA" and _has_hole(image) else _reduced(image.convert("RGB"), COLOURS)


def _has_hole(image: Image.Image) -> bool:
    darkest, _ = image.getchannel("A").getextrema()
    assert not isinstance(darkest, tuple)  # one band
    return darkest < SEEN


def _with_hole(image: Image.Image) -> Image.Image:
    hole = image.getchannel("A").point(lambda value: COLOURS - 1 if value < SEEN else 0)
    solid = image.convert("RGB")
    solid.paste((0, 0, 0), mask=hole)  # what nobody sees costs no colours
    reduced = _reduced(solid, HOLE)
    palette = reduced.getpalette() or []
    reduced.putpalette([*palette[: 3 * HOLE], *[0] * (3 * COLOURS - len(palette[: 3 * HOLE]))])
    reduced.paste(HOLE, mask=hole)
    reduced.info["transparency"] = HOLE
    return reduced


def _reduced(image: Image.Image, colours: int) -> Image.Image:
    """An octree's palette, dithered, was the fastest and nearest to the eye of all that Pillow and libvips offer."""
    if image.getcolors(colours) is not None:
        return image.convert("P", palette=Image.Palette.ADAPTIVE, colors=colours)
    palette = image.quantize(colours, Image.Quantize.FASTOCTREE)
    return image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
