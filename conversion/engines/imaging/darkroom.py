"""Camera RAW developed by LibRaw into a deep picture that is upright and keeps what the camera said."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from conversion.engines.imaging import metadata, reading, vips
from conversion.errors import DamagedFileError, TooLargeError

SHALLOW, DEEP = 8, 16  # bits a colour
SPACES = {1: ("b-w", "srgb"), 2: ("grey16", "rgb16")}  # libvips's names, by bytes: without colours, with them


def develop(source: Path, path: Path, bits: int = DEEP) -> None:
    """Write a PNG of so many bits a colour; raises `DamagedFileError` and `TooLargeError`."""
    import rawpy  # noqa: PLC0415 - its threads start when it is imported, so never outside the forked child

    with _decoding(rawpy), rawpy.imread(str(source)) as raw:
        if raw.sizes.raw_width * raw.sizes.raw_height > reading.MOST_PIXELS:
            raise TooLargeError(raw.sizes.raw_width, raw.sizes.raw_height)
        pixels = raw.postprocess(use_camera_wb=True, output_bps=bits)
        exif = _said(source) or _said_by_preview(rawpy, raw)
    _write(pixels, exif, path)


@contextlib.contextmanager
def _decoding(rawpy: Any) -> Iterator[None]:
    try:
        yield
    except (rawpy.LibRawTooBigError, rawpy.LibRawUnsufficientMemoryError) as error:
        raise TooLargeError(str(error)) from error
    except (rawpy.LibRawError, rawpy.NotSupportedError, ValueError) as error:
        raise DamagedFileError(str(error)) from error


def _write(pixels: Any, exif: bytes, path: Path) -> None:
    pyvips = vips.library()
    space = SPACES[pixels.dtype.itemsize][pixels.shape[2] > 1]
    picture = pyvips.Image.new_from_array(pixels, interpretation=space)
    if exif:
        picture = picture.copy()
        picture.set_type(pyvips.GValue.blob_type, "exif-data", exif)
    picture.pngsave(str(path), compression=0, keep="all")


def _said(source: Path) -> bytes:
    """The EXIF of a file that is a TIFF by its build, empty for another."""
    exif = Image.Exif()
    with contextlib.suppress(*reading.FAULTS), source.open("rb") as file:
        exif.load_from_fp(file)
        return _about(exif)
    return b""


def _said_by_preview(rawpy: Any, raw: Any) -> bytes:
    """The EXIF of the JPEG that most cameras put beside."""
    with contextlib.suppress(rawpy.LibRawError, *reading.FAULTS):
        preview = raw.extract_thumb()
        if preview.format == rawpy.ThumbFormat.JPEG:
            with Image.open(io.BytesIO(preview.data), formats=("JPEG",)) as picture:
                return _about(picture.getexif())
    return b""


def _about(exif: Image.Exif) -> bytes:
    """Only what is about the picture, without the camera's secret notes, which don't survive a move."""
    known = Image.Exif()
    for tag, value in metadata.about(exif).items():
        if isinstance(value, dict):
            value.pop(ExifTags.Base.MakerNote, None)
        known[tag] = value
    return known.tobytes() if known else b""
