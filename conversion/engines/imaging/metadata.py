"""What a picture says about itself: which way is up, when and where it was taken, how large it is on paper."""

import contextlib
import math
import struct
from collections.abc import Collection
from typing import Any

from PIL import ExifTags, Image

from conversion.engines.imaging.reading import FAULTS

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE = {5, 6, 7, 8}
PARTS = {ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo}
# The tags of a TIFF that are about the picture; the others are about the file, and wrong in the next one.
ABOUT = {
    ExifTags.Base.ImageDescription,
    ExifTags.Base.Make,
    ExifTags.Base.Model,
    ExifTags.Base.Software,
    ExifTags.Base.DateTime,
    ExifTags.Base.Artist,
    ExifTags.Base.Copyright,
    *PARTS,
}
MOST_DPI = 10_000
EXIF_MARK = b"Exif\0\0"
ENTRY, NEXT = 12, 4  # bytes of an entry in a table of tags, and of the offset of the next table behind them


def orientation(image: Image.Image) -> int:
    """How its EXIF wants it turned, 1…8; 1 is upright. Unreadable EXIF is forgotten."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except FAULTS:
        image.info.pop("exif", None)
        return 1


def upright(image: Image.Image) -> Image.Image:
    """The picture turned as it is meant to be seen; its EXIF no longer speaks of it."""
    method = TURNS.get(orientation(image))
    if exif := image.info.get("exif"):
        image.info["exif"] = without_orientation(exif)
    if method is None:
        return image
    turned = image.transpose(method)
    turned.info.pop("xmp", None)  # may ask for the turn a second time
    return turned


def described(image: Image.Image) -> Image.Image:
    """The picture with its EXIF where every encoder looks for it: a TIFF has it among its own tags."""
    if image.format == "TIFF" and "exif" not in image.info:
        with contextlib.suppress(*FAULTS):
            exif = Image.Exif()
            for tag, value in about(image.getexif()).items():
                exif[tag] = value
            if exif:
                image.info["exif"] = exif.tobytes()
    return image


def about(exif: Image.Exif) -> dict[int, Any]:
    """Only what it says about the picture, nothing of how some file holds it; texts as their bytes, parts as tables."""
    known = {tag: exif.get_ifd(tag) if tag in PARTS else exif[tag] for tag in ABOUT & set(exif)}
    return {tag: value.encode("latin-1") if isinstance(value, str) else value for tag, value in known.items()}


def without_orientation(exif: bytes) -> bytes:
    """EXIF with that entry taken out in place: written anew it would lose what Pillow can't spell."""
    start = len(EXIF_MARK) if exif.startswith(EXIF_MARK) else 0
    order = "<" if exif[start : start + 2] == b"II" else ">"
    with contextlib.suppress(struct.error):
        table = start + int(struct.unpack_from(order + "I", exif, start + 4)[0])
        count = int(struct.unpack_from(order + "H", exif, table)[0])
        for place in range(table + 2, table + 2 + count * ENTRY, ENTRY):
            if struct.unpack_from(order + "H", exif, place)[0] == ExifTags.Base.Orientation:
                end = table + 2 + count * ENTRY + NEXT  # what follows moves up; all else is found by its offset
                rest = exif[place + ENTRY : end] + bytes(ENTRY)
                return exif[:table] + struct.pack(order + "H", count - 1) + exif[table + 2 : place] + rest + exif[end:]
    return exif


def carried(image: Image.Image, keys: Collection[str]) -> dict[str, Any]:
    """The arguments with which an encoder keeps what it can: those of ``keys`` that the picture has."""
    known = {key: image.info[key] for key in keys if image.info.get(key)}
    if (resolution := dpi(image)) is not None and "dpi" in keys:
        known["dpi"] = resolution
    else:
        known.pop("dpi", None)
    return known


def dpi(image: Image.Image) -> tuple[float, float] | None:
    """Pixels an inch across and down, if it says so and it can be."""
    with contextlib.suppress(*FAULTS):
        across, down = (float(value) for value in image.info["dpi"])
        if all(math.isfinite(value) and 1 <= value <= MOST_DPI for value in (across, down)):
            return across, down
    return None
