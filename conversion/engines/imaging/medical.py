"""DICOM into an ordinary picture: no names of people, only what is to be seen."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from conversion.engines.imaging import reading
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

INVERTED = "MONOCHROME1"  # low values are white
PALETTE = "PALETTE COLOR"
WHITE = 255
COLOURS = 3
# What pydicom and its decoders raise for broken files
BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


def read(source: Path, path: Path) -> None:
    """Write a TIFF with a page a slice; raises `DamagedFileError`, `NothingToConvertError` and `TooLargeError`."""
    import pydicom  # noqa: PLC0415 - large, and only this needs it

    with _decoding():
        scan = pydicom.dcmread(source)
        _check(scan)
        pages = [Image.fromarray(values) for values in _slices(scan)]
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:])


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    from pydicom.errors import InvalidDicomError  # noqa: PLC0415 - as above

    try:
        yield
    except (InvalidDicomError, *BROKEN) as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _check(scan: Any) -> None:
    if "PixelData" not in scan:
        raise NothingToConvertError("no picture")
    frames = int(scan.get("NumberOfFrames") or 1)
    if scan.Rows * scan.Columns * frames > reading.MOST_PIXELS:
        raise TooLargeError(scan.Rows, scan.Columns, frames)


def _slices(scan: Any) -> Iterator[Any]:
    """Eight bits a colour: what lies in the window fills them."""
    from pydicom.pixels.processing import apply_color_lut  # noqa: PLC0415 - as above
    from pydicom.pixels.utils import pixel_array  # noqa: PLC0415 - as above

    values = pixel_array(scan)
    if scan.PhotometricInterpretation == PALETTE:
        values = apply_color_lut(values, scan)
        values = values >> 8 if values.dtype.itemsize > 1 else values
    frames = int(scan.get("NumberOfFrames") or 1)
    colours = values.shape[-1] == COLOURS and (scan.SamplesPerPixel > 1 or scan.PhotometricInterpretation == PALETTE)
    for frame in values if frames > 1 else [values]:
        yield frame.astype("uint8") if colours else _windowed(frame, scan)


def _windowed(frame: Any, scan: Any) -> Any:
    from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut  # noqa: PLC0415 - as above

    shown = apply_voi_lut(apply_modality_lut(frame, scan), scan, index=0).astype("float64")
    low, high = shown.min(), shown.max()
    grey = (shown - low) * (WHITE / (high - low)) if high > low else shown * 0
    return (WHITE - grey if scan.PhotometricInterpretation == INVERTED else grey).round().astype("uint8")
