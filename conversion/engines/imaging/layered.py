"""OpenRaster and Krita: zips with layers, and the finished picture beside them."""

import shutil
import zipfile
from pathlib import Path

from PIL import Image

from conversion.engines.imaging import reading
from conversion.errors import DamagedFileError, TooLargeError

MERGED = "mergedimage.png"
LAYER = "data/layer0.png"
SMALL = "Thumbnails/thumbnail.png"
SMALL_SIDE = 256  # px
MOST = 1 << 30  # bytes that the picture may unpack to
STACK = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<image version="0.0.3" w="{0}" h="{1}"><stack>'
    '<layer name="1" src="data/layer0.png" x="0" y="0"/></stack></image>\n'
)
BROKEN = (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError)


def read(source: Path, png: Path) -> None:
    """Take the finished picture out; raises `DamagedFileError` and `TooLargeError`."""
    try:
        with reading.decoding(), zipfile.ZipFile(source) as archive, png.open("wb") as file:
            if archive.getinfo(MERGED).file_size > MOST:
                raise TooLargeError(MERGED)
            with archive.open(MERGED) as member:
                shutil.copyfileobj(member, file)
    except BROKEN as error:
        raise DamagedFileError(str(error)) from error


def write(png: Path, path: Path) -> None:
    """Write a PNG as an OpenRaster file of one layer."""
    small = path.with_name(f"{path.name}.small")
    with Image.open(png, formats=("PNG",)) as picture:
        size = picture.size
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        picture.save(small, "PNG")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "image/openraster")  # first and as it is, so that it marks the file
        archive.writestr("stack.xml", STACK.format(*size), zipfile.ZIP_DEFLATED)
        for name, file in ((LAYER, png), (MERGED, png), (SMALL, small)):
            archive.write(file, name)
    small.unlink()
