"""Animated cursors of Windows (ANI): a RIFF file of icons, with the time that each stands."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import IcoImagePlugin, Image

from conversion.engines.imaging import icons, reading
from conversion.errors import DamagedFileError, TooLargeError

JIFFY = 1000 / 60  # ms
MOST_FRAMES = 1000
CURSOR = b"\0\0\2\0"
HEADER = struct.Struct("<9I")  # its size, frames, steps, …, jiffies a step, marks


def read(source: Path, png: Path) -> None:
    """Write it as an APNG that plays for ever; raises `DamagedFileError` and `TooLargeError`."""
    data = source.read_bytes()
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise DamagedFileError("the end is missing")
    parts = list(_parts(data, 12, len(data)))
    with reading.decoding():
        named = dict(parts)
        count, steps, rate = (HEADER.unpack_from(named[b"anih"])[place] for place in (1, 2, 7))
        pictures = [_picture(body) for name, body in parts if name == b"icon"]
        if not pictures or steps > MOST_FRAMES or count > MOST_FRAMES:
            raise TooLargeError(count, steps) if pictures else DamagedFileError("no frames")
        order = _numbers(named.get(b"seq ", b"")) or list(range(len(pictures)))
        rates = _numbers(named.get(b"rate", b"")) or [rate] * len(order)
        frames = [pictures[number] for number in order]
        times = [round(rates[min(place, len(rates) - 1)] * JIFFY) for place in range(len(order))]
        frames[0].save(png, "PNG", save_all=True, append_images=frames[1:], duration=times, loop=0)


def _parts(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Names and contents, those of lists among them."""
    while place + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, place)
        if name == b"LIST":
            yield from _parts(data, place + 12, min(end, place + 8 + length))
        else:
            yield name, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _picture(body: bytes) -> Image.Image:
    """The largest picture of an icon."""
    body = icons.from_pointer(body) if body.startswith(CURSOR) else body
    with Image.open(io.BytesIO(body), formats=(IcoImagePlugin.IcoImageFile.format,)) as icon:
        return icon.convert("RGBA")


def _numbers(body: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4]))
