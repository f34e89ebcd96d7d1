"""FITS, what telescopes see, as an ordinary picture: its first picture, packed in tiles or not, the right way up."""

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from conversion.engines.imaging import reading, sheets, vips
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

DEEPEST = 65535
COLOURS = 3
# Of all values these parts lie outside of what is shown: a hot pixel or a star is no measure for the sky.
OUTSIDE = (0.1, 99.9)  # percent
ENOUGH = 1_000_000  # values to tell these parts by
# What astropy raises for broken files
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RuntimeError, EOFError, MemoryError)


def read(source: Path, path: Path) -> None:
    """Write a TIFF with a page a plane; raises `DamagedFileError`, `NothingToConvertError` and `TooLargeError`."""
    from astropy.io import fits  # noqa: PLC0415 - large, and only this needs it

    with _decoding(), fits.open(source, memmap=False, lazy_load_hdus=True) as file:
        unit = next((unit for unit in file if _is_picture(unit)), None)
        if unit is None:
            raise NothingToConvertError("no picture")
        if int(np.prod(unit.shape)) > reading.MOST_PIXELS // 2:
            raise TooLargeError(*unit.shape)
        about = unit.fileinfo()
        if about["datLoc"] + about["datSpan"] > source.stat().st_size:
            raise DamagedFileError("the end is missing")
        planes = _planes(unit.data)
        shown = _shown(planes, unit.header)
    _write(shown, path)


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except BROKEN as error:
            raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _is_picture(unit: Any) -> bool:
    """Two sides at least that are longer than nothing: spectra and tables are none."""
    sides = getattr(unit, "shape", ()) if unit.is_image else ()
    return len(sides) > 1 and min(sides[-2:]) > 1 and 0 not in sides


def _planes(data: Any) -> Any:
    """Three dimensions: planes, rows from the top, columns."""
    planes = data.reshape(-1, *data.shape[-2:])
    if len(planes) > sheets.MOST_PAGES:
        raise TooLargeError("planes", len(planes))
    return planes[:, ::-1, :]


def _shown(planes: Any, header: Any) -> Any:
    """Sixteen bits, eight where the file has no more."""
    if planes.dtype == np.uint8 and header.get("DATAMAX", 255) == 255:  # noqa: PLR2004 - the brightest of eight bits
        return planes
    values = planes.astype(np.float32)
    values[~np.isfinite(values)] = np.nan
    low, high = _range(values, header)
    scaled = np.nan_to_num((values - low) * (DEEPEST / (high - low)), nan=0.0)
    return scaled.clip(0, DEEPEST).round().astype(np.uint16)


def _range(values: Any, header: Any) -> tuple[float, float]:
    """What is black and what is white: as the file says, else by what is in it."""
    low, high = header.get("DATAMIN"), header.get("DATAMAX")
    if isinstance(low, int | float) and isinstance(high, int | float) and low < high:
        return float(low), float(high)
    known = values[np.isfinite(values)]
    known = known[:: max(1, known.size // ENOUGH)]
    if not known.size:
        return 0.0, 1.0
    low, high = (float(value) for value in np.percentile(known, OUTSIDE))
    low, high = (low, high) if low < high else (float(known.min()), float(known.max()))
    return (low, high) if low < high else (min(low, 0.0), max(high, 1.0))


def _write(planes: Any, path: Path) -> None:
    """Three planes are red, green and blue; any others a page each."""
    pyvips = vips.library()
    deep = planes.dtype == np.uint16
    if len(planes) == COLOURS:
        space = "rgb16" if deep else "srgb"
        picture = pyvips.Image.new_from_array(np.ascontiguousarray(planes.transpose(1, 2, 0)), interpretation=space)
    else:
        pages = np.ascontiguousarray(planes.reshape(-1, planes.shape[2]))
        picture = pyvips.Image.new_from_array(pages, interpretation="grey16" if deep else "b-w")
        picture = picture.copy()
        picture.set_type(pyvips.GValue.gint_type, "page-height", planes.shape[1])
    picture.tiffsave(str(path), compression="deflate", bigtiff=False)
