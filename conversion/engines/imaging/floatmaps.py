"""Portable float maps (PFM): a short header, then floats row by row from below."""

import re
from typing import Any

import numpy as np

from conversion.engines.imaging import reading
from conversion.errors import DamagedFileError, TooLargeError

HEADER = re.compile(rb"P([Ff])\s+(\d{1,6})\s+(\d{1,6})\s+(-?[\d.eE+-]{1,20})\s")
COLOURS = {b"F": 3, b"f": 1}


def read(data: bytes) -> Any:
    """Its light as an array of height, width and one or three floats; `DamagedFileError`, `TooLargeError`."""
    found = HEADER.match(data)
    if not found:
        raise DamagedFileError("no header")
    width, height, colours = int(found[2]), int(found[3]), COLOURS[found[1]]
    count = width * height * colours
    if count > reading.MOST_PIXELS:
        raise TooLargeError(width, height)
    if not count or len(data) - found.end() < count * 4:
        raise DamagedFileError("not all of it")
    order = "<f4" if found[4].startswith(b"-") else ">f4"
    rows = np.frombuffer(data, order, count, found.end()).reshape(height, width, colours)
    return rows[::-1].astype(np.float32)


def written(light: Any) -> bytes:
    """The file of an array of height, width and three floats."""
    head = f"PF\n{light.shape[1]} {light.shape[0]}\n-1.0\n".encode()
    return head + np.ascontiguousarray(light[::-1], "<f4").tobytes()
