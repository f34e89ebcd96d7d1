"""What fonts come in: TrueType, OpenType, their collections, WOFF, WOFF 2 and Embedded OpenType."""

import contextlib
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
from fontTools.misc.psLib import PSError, PSTokenError
from fontTools.t1Lib import T1Error
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from conversion.engines.typefaces import bitmaps, embedded, typeone
from conversion.errors import DamagedFileError, TooLargeError

FLAVORS = {"woff": "woff", "woff2": "woff2"}
MOST_FONTS = 64
LARGEST = 256 << 20  # bytes of a font without its compression
WOFF_HEADER = 20  # bytes; the last four are the size without compression
NEEDED = ("head", "hhea", "maxp", "hmtx", "cmap")
OUTLINES = ("glyf", "CFF ", "CFF2")
BROKEN = (
    TTLibError,
    T1Error,
    PSError,
    PSTokenError,
    struct.error,
    zlib.error,
    brotli.error,
    AssertionError,
    AttributeError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    RecursionError,
)


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Whatever fonttools stumbles over is the font's fault; its own checks raise all these."""
    try:
        yield
    except BROKEN as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def count(data: bytes, name: str) -> int:
    """How many fonts there are; raises `TooLargeError`."""
    if name != "ttc":
        return 1
    with reading():
        fonts = len(TTCollection(io.BytesIO(data), lazy=True))
    if not fonts:
        raise DamagedFileError("no fonts")
    if fonts > MOST_FONTS:
        raise TooLargeError("fonts", fonts)
    return fonts


def opened(data: bytes, name: str, number: int) -> TTFont:
    """The font, or the one of that number (from 0) in a collection; to be used inside `reading`."""
    if name == "bdf":
        return bitmaps.opened(data)
    if name in typeone.KINDS:
        return typeone.opened(data, name)
    if name == "eot":
        data = embedded.unwrapped(data)
    if name in FLAVORS and int.from_bytes(data[WOFF_HEADER - 4 : WOFF_HEADER], "big") > LARGEST:
        raise TooLargeError("bytes without compression")
    number = number if name == "ttc" else -1
    font = TTFont(io.BytesIO(data), fontNumber=number, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    missing = [tag for tag in NEEDED if tag not in font]
    if missing or not any(tag in font for tag in OUTLINES):
        raise DamagedFileError("tables", *missing)
    for tag in font.reader.keys():  # noqa: SIM118 - it is no dict, and not iterable
        if len(font.reader[tag]) == 0 and tag in NEEDED:
            raise DamagedFileError("empty table", tag)
    return font


def save(font: TTFont, target: str, path: Path) -> None:
    """Write the font in the container of the format ``target``."""
    if target in typeone.KINDS:
        typeone.save(font, target, path)
        return
    font.flavor = FLAVORS.get(target)
    font.flavorData = None
    buffer = io.BytesIO()
    font.save(buffer)
    data = buffer.getvalue()
    path.write_bytes(embedded.wrapped(data) if target == "eot" else data)
