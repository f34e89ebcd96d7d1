"""TIFF: a page at a time, each in the mode and compression that suits it."""

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, TiffImagePlugin
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from conversion.engines.imaging import metadata, writing
from conversion.engines.imaging.wishes import Wish

PREDICTOR, HORIZONTAL = 317, 2
UNKNOWN = 1  # stands in the place of an offset until it is known


def write(pictures: Iterable[Image.Image], path: Path, wish: Wish) -> None:
    """Write these pictures as pages; one is in memory at a time."""
    encoder = writing.ENCODERS["tiff"]
    about: dict[int, Any] = {}
    with TiffImagePlugin.AppendingTiffWriter(path, new=True) as tiff:
        for picture in pictures:
            page = writing.fitted(picture, encoder)
            carried = metadata.carried(page, wish.kept(encoder.carries))
            about = about or metadata.about(_loaded(carried.pop("exif", b"")))
            settings = encoder.settings(wish, drawn=False) | _tagged(page, carried, about)
            page.save(tiff, "TIFF", **settings)
            tiff.newFrame()
    if about:
        _append_parts(path, about)


def _loaded(exif: bytes) -> Image.Exif:
    loaded = Image.Exif()
    loaded.load(exif)
    return loaded


def _tagged(page: Image.Image, carried: Mapping[str, Any], about: Mapping[int, Any]) -> dict[str, Any]:
    """What is known about the picture as tags of the page."""
    tags = ImageFileDirectory_v2()
    for tag, value in about.items():
        tags[tag] = UNKNOWN if tag in metadata.PARTS else value
    settings = dict(carried)
    if xmp := settings.pop("xmp", None):
        tags[ExifTags.Base.XMLPacket] = xmp
    if page.mode == "1":
        settings["compression"] = "group4"
    elif page.mode != "P":
        tags[PREDICTOR] = HORIZONTAL
    return {**settings, "tiffinfo": tags}


def _append_parts(path: Path, about: Mapping[int, Any]) -> None:
    """Write the parts of its EXIF that have tables of their own, which libtiff doesn't, behind the first page."""
    with path.open("r+b") as file:
        order = "<" if file.read(2) == b"II" else ">"
        start = struct.unpack(order + "2xI", file.read(6))[0]
        file.seek(start)
        count = struct.unpack(order + "H", file.read(2))[0]
        entries = struct.unpack(order + "HHII" * count, file.read(12 * count))
        for place, tag in enumerate(entries[::4]):
            if tag in metadata.PARTS:
                offset = file.seek(0, 2)
                file.write(_table(about[tag], offset, order))
                file.seek(start + 2 + 12 * place + 8)
                file.write(struct.pack(order + "I", offset))


def _table(part: Mapping[int, Any], offset: int, order: str) -> bytes:
    table = ImageFileDirectory_v2(prefix=b"II" if order == "<" else b"MM")
    for tag, value in part.items():
        if not isinstance(value, dict):
            table[tag] = value
    return table.tobytes(offset)
