"""Radiance's pictures (HDR): three colours of eight bits that share an exponent, packed row by row."""

import re
from typing import Any

import numpy as np

from conversion.engines.imaging import reading
from conversion.errors import DamagedFileError, TooLargeError

SIZE = re.compile(rb"\n\n([+-][XY]) (\d{1,6}) ([+-][XY]) (\d{1,6})\n")
SHORTEST, LONGEST = 8, 32767  # pixels of a row that may be packed
RUN = 128  # a count above repeats one byte
BIAS = 128 + 8
LITERAL = 128  # bytes
DARKEST = 1e-32  # what can be told from nothing
BANDS = 4


def read(data: bytes) -> Any:
    """Its light as an array of height, width and three floats; raises `DamagedFileError` and `TooLargeError`."""
    found = SIZE.search(data[:65536])
    if not found or not data.startswith(b"#?"):
        raise DamagedFileError("no header")
    first, second = int(found[2]), int(found[4])
    if first * second > reading.MOST_PIXELS // 4:
        raise TooLargeError(first, second)
    try:
        rows = _rows(data[found.end() :], first, second)
    except IndexError:
        raise DamagedFileError("the end is missing") from None
    return _turned(_floats(rows), found[1], found[3])


def written(light: Any) -> bytes:
    """The file of an array of height, width and three floats."""
    height, width, _ = light.shape
    _, exponents = np.frexp(light.max(axis=2))
    scale = np.ldexp(1.0, 8 - exponents)[..., None]
    numbers = np.dstack([(light * scale).clip(0, 255), exponents + 128]).astype(np.uint8)
    numbers[light.max(axis=2) < DARKEST] = 0
    head = b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n" + f"-Y {height} +X {width}\n".encode()
    if not SHORTEST <= width <= LONGEST:
        return head + numbers.tobytes()
    return head + b"".join(_packed(row) for row in numbers)


def _packed(row: Any) -> bytes:
    """A row in the new packing, without runs: a band after the other."""
    parts = [bytes((2, 2, len(row) >> 8, len(row) & 255))]
    for band in row.T:
        body = band.tobytes()
        for start in range(0, len(body), LITERAL):
            part = body[start : start + LITERAL]
            parts.append(bytes((len(part),)) + part)
    return b"".join(parts)


def _rows(data: bytes, height: int, width: int) -> Any:
    rows = np.empty((height, width, 4), np.uint8)
    if not (SHORTEST <= width <= LONGEST and data[:2] == b"\2\2" and not data[2] & 0x80):
        return _old_rows(data, rows)
    place = 0
    for row in rows:
        if data[place : place + 4] != bytes((2, 2, width >> 8, width & 255)):
            raise DamagedFileError("a row of another length")
        bands, place = _unpacked(data, place + 4, width * 4)
        row[:] = np.frombuffer(bands, np.uint8).reshape(4, width).T
    return rows


def _unpacked(data: bytes, place: int, count: int) -> tuple[bytes, int]:
    """So many bytes, and where they end."""
    found = bytearray()
    while len(found) < count:
        length = data[place]
        if length > RUN:
            found += data[place + 1 : place + 2] * (length - RUN)
            place += 2
        else:
            if length == 0 or place + 1 + length > len(data):
                raise DamagedFileError("a part of no length")
            found += data[place + 1 : place + 1 + length]
            place += 1 + length
    if len(found) != count:
        raise DamagedFileError("a part beyond its row")
    return bytes(found), place


def _old_rows(data: bytes, rows: Any) -> Any:
    """Four bytes a pixel; one of 1, 1, 1, n repeats the pixel before."""
    pixels, place, count, shift = bytearray(), 0, rows.size, 0
    while len(pixels) < count:
        pixel = data[place : place + 4]
        if len(pixel) < BANDS:
            raise DamagedFileError("the end is missing")
        if pixel[:3] == b"\1\1\1" and pixels:
            pixels += pixels[-4:] * min(pixel[3] << shift, (count - len(pixels)) // 4)
            shift += 8
        else:
            pixels += pixel
            shift = 0
        place += 4
    return np.frombuffer(bytes(pixels), np.uint8).reshape(rows.shape)


def _floats(rows: Any) -> Any:
    scale = np.ldexp(np.float32(1), rows[..., 3].astype(int) - BIAS)
    scale[rows[..., 3] == 0] = 0
    return (rows[..., :3] * scale[..., None]).astype(np.float32)


def _turned(light: Any, first: bytes, second: bytes) -> Any:
    """Rows from above, each from the left; the size says in which order they came."""
    if first[1:] == b"X":
        light = light.transpose(1, 0, 2)
        first, second = second, first
    light = light[::-1] if first[:1] == b"+" else light
    return light[:, ::-1] if second[:1] == b"-" else light
