"""libvips, set up for strangers' files: in the child only, with few threads, and no loader but those asked for."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from conversion.engines.imaging.wishes import Wish
from conversion.errors import DamagedFileError

BANDS = {"L": 1, "RGB": 3, "RGBA": 4}
MILLIMETRES = 25.4  # in an inch
THREADS = 2
# As small as Pillow's usual level with all filters, in a quarter of its time.
PNG = {"compression": 4, "filter": "all", "keep": "all"}


def library(*loaders: str) -> Any:
    """Its module with every loader blocked but ``loaders``, by their class names (``VipsForeignLoadTiff``)."""
    import pyvips  # noqa: PLC0415 - starts threads, so never outside the forked child

    pyvips.voperation.concurrency_set(THREADS)
    pyvips.cache_set_max(0)
    pyvips.operation_block_set("VipsForeignLoad", True)  # noqa: FBT003 - pyvips's
    for loader in loaders:
        pyvips.operation_block_set(loader, False)  # noqa: FBT003 - as above
    return pyvips


@contextlib.contextmanager
def decoding(pyvips: Any) -> Iterator[None]:
    """What libvips can't read is damaged."""
    try:
        yield
    except pyvips.Error as error:
        raise DamagedFileError(str(error)) from error


def shrunk(picture: Any, wish: Wish) -> Any:
    """As `wishes.shrunk`, with all bits. libvips's own thumbnails have eight."""
    scale = min(wish.box[0] / picture.width, wish.box[1] / picture.height) if wish.box else 1
    if scale >= 1:
        return picture
    if not picture.hasalpha():
        return picture.resize(scale)
    return picture.premultiply().resize(scale).unpremultiply().cast(picture.format)


def save_png(image: Image.Image, path: Path, settings: Mapping[str, Any]) -> None:
    """Write a picture of one of the modes of `BANDS` with what ``settings`` carry (exif, icc_profile, xmp, dpi)."""
    pyvips = library()
    pixels = pyvips.Image.new_from_memory(image.tobytes(), *image.size, BANDS[image.mode], "uchar")
    pixels = pixels.copy(interpretation="b-w" if image.mode == "L" else "srgb")
    for name, value in _blobs(settings).items():
        pixels.set_type(pyvips.GValue.blob_type, name, value)
    if dpi := settings.get("dpi"):
        pixels = pixels.copy(xres=dpi[0] / MILLIMETRES, yres=dpi[1] / MILLIMETRES)
    pixels.pngsave(str(path), **PNG)


def _blobs(settings: Mapping[str, Any]) -> dict[str, bytes]:
    """What pictures carry, under libvips's names."""
    names = {"exif-data": "exif", "icc-profile-data": "icc_profile", "xmp-data": "xmp"}
    blobs = {name: settings[key] for name, key in names.items() if key in settings}
    return {name: value.encode() if isinstance(value, str) else value for name, value in blobs.items()}
