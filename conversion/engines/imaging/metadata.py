"""What a picture says about itself: which way is up, when and where it was taken, how large it is on paper."""

import contextlib
import math
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


def orientation(image: Image.Image) -> int:
    """How its EXIF wants it turned, 1…8; 1 is upright. Unreadable EXIF is forgotten."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except FAULTS:
        image.info.pop("exif", None)
        return 1


def upright(image: Image.Image) -> Image.Image:
    """The picture turned as it is meant to be seen; its EXIF no longer asks for it."""
    method = TURNS.get(orientation(image))
    if method is None:
        return image
    turned = image.transpose(method)
    turned.info.pop("exif", None)
    for key in ("xmp", "XML:com.adobe.xmp"):  # may ask for the turn a second time
        turned.info.pop(key, None)
    with contextlib.suppress(*FAULTS):
        exif = image.getexif()
        del exif[ExifTags.Base.Orientation]
        turned.info["exif"] = exif.tobytes()
    return turned


def described(image: Image.Image) -> Image.Image:
    """The picture with its EXIF where every encoder looks for it: a TIFF has it among its own tags."""
    if image.format == "TIFF" and "exif" not in image.info:
        with contextlib.suppress(*FAULTS):
            if exif := about(image.getexif()):
                image.info["exif"] = exif.tobytes()
    return image


def about(exif: Image.Exif) -> Image.Exif:
    """Only what it says about the picture, nothing of how some file holds it."""
    kept = Image.Exif()
    for tag in ABOUT & set(exif):
        kept[tag] = exif.get_ifd(tag) if tag in PARTS else exif[tag]
    written = Image.Exif()
    written.load(kept.tobytes())  # a TIFF's encoder looks for the parts in bytes
    return written


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
