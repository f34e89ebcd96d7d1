"""Whether an animation's file goes on to its end, which a decoder of its first frame doesn't notice."""

import mmap
from pathlib import Path

PNG_SIGNATURE, PNG_AROUND, PNG_END = 8, 12, b"IEND"  # bytes before the first chunk, and of a chunk around its body
GIF_HEADER, GIF_IMAGE, GIF_EXTENSION = 13, 10, 2  # bytes up to what may follow them


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
