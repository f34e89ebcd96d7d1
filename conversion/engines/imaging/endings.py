"""Whether a file goes on to its end, where its decoder doesn't notice."""

import mmap
import struct
from collections.abc import Callable
from pathlib import Path

PNG_SIGNATURE, PNG_AROUND, PNG_END = 8, 12, b"IEND"  # bytes before the first chunk, and of a chunk around its body
GIF_HEADER, GIF_IMAGE, GIF_EXTENSION = 13, 10, 2  # bytes up to what may follow them

# What formats end with, and how many bytes from the end it may stand.
ENDS = {"jls": (b"\xff\xd9", 16), "mng": (b"MEND", 16), "six": (b"\x1b\\", 16), "pict": (b"\0\xff", 1024)}
PSB_HEAD = struct.Struct(">4sH6xHIIHH")  # its name, version, channels, height, width, bits, colours
TILED = 0x02  # a mark in the second byte of OpenEXR's version
JXR_PLACE, JXR_LENGTH = 0xBCC0, 0xBCC1  # tags
PACKED = 1  # each row tells its length


def is_unfinished(path: Path, name: str) -> bool:
    """A picture of the format ``name`` ends before its time; False for formats whose decoders notice it."""
    if name in CHECKED:
        return CHECKED[name](path.read_bytes())
    mark, near = ENDS.get(name, (b"", 0))
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - near))
        return mark not in file.read()


def _psb(data: bytes) -> bool:
    """What stands before the picture tells its length, and so do the picture's rows."""
    try:
        *_, channels, height, width, bits, _colours = PSB_HEAD.unpack_from(data)
        place = PSB_HEAD.size
        for length in (">I", ">I", ">Q"):  # a palette, resources, layers
            place += struct.calcsize(length) + int(struct.unpack_from(length, data, place)[0])
        packed = struct.unpack_from(">H", data, place)[0]
        rows = channels * height
        if packed == PACKED:
            lengths = struct.unpack_from(f">{rows}I", data, place + 2)
            return bool(place + 2 + 4 * rows + sum(lengths) > len(data))
        return bool(packed == 0 and place + 2 + rows * ((width * bits + 7) // 8) > len(data))
    except struct.error:
        return True


def _exr(data: bytes) -> bool:
    """The place of each part stands in a table behind the header; the last one tells its length."""
    try:
        place = 8
        while data[place]:  # an attribute: name, type, length, value
            place = data.index(0, data.index(0, place) + 1) + 1
            place += 4 + int(struct.unpack_from("<I", data, place)[0])
        first = struct.unpack_from("<Q", data, place + 1)[0]  # the table ends where the first part begins
        count = (first - place - 1) // 8
        if not 0 < count < len(data):
            return True
        last = max(struct.unpack_from(f"<{count}Q", data, place + 1))
        head = 20 if data[5] & TILED else 8
        return bool(last + head + struct.unpack_from("<I", data, last + head - 4)[0] > len(data))
    except (struct.error, ValueError, IndexError):
        return True


def _jxr(data: bytes) -> bool:
    """A table of tags tells where the picture stands, and how long it is."""
    try:
        table = struct.unpack_from("<I", data, 4)[0]
        count = struct.unpack_from("<H", data, table)[0]
        entries = [struct.unpack_from("<HHII", data, table + 2 + 12 * number) for number in range(count)]
    except struct.error:
        return True
    tags = {tag: value for tag, _kind, _count, value in entries}
    return bool(tags.get(JXR_PLACE, len(data)) + tags.get(JXR_LENGTH, 0) > len(data))


CHECKED: dict[str, Callable[[bytes], bool]] = {"psb": _psb, "exr": _exr, "jxr": _jxr}


def is_cut_off(path: Path) -> bool:
    """A PNG or GIF ends in the middle of one of its blocks."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            return _png(data) if data[:4] == b"\x89PNG" else _gif(data)
        except IndexError:
            return True


def _png(data: mmap.mmap) -> bool:
    place = PNG_SIGNATURE
    while place < len(data):
        name = data[place + 4 : place + 8]
        place += PNG_AROUND + int.from_bytes(data[place : place + 4], "big")
        if name == PNG_END:
            break
    return place > len(data)


def _gif(data: mmap.mmap) -> bool:
    """Many end without the mark for the end: it is not missed."""
    place = GIF_HEADER + _gif_palette(data[10])
    while place < len(data):
        if data[place] == ord(","):
            place += GIF_IMAGE + _gif_palette(data[place + 9]) + 1
        elif data[place] == ord("!"):
            place += GIF_EXTENSION
        else:
            return False
        while length := data[place]:
            place += length + 1
        place += 1
    return place > len(data)


def _gif_palette(packed: int) -> int:
    """Bytes of the palette that a packed field tells of."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0
