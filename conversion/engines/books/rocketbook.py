"""Rocket eBooks (RB): the places of their parts, which calibre counts in letters where the file counts in bytes."""

import struct
from pathlib import Path

DIRECTORY = 0x128  # where calibre puts it: a number of parts, then a name, size, place and kind for each
PART = struct.Struct("<32s3I")
SIZE_AT = 0x1C  # of the whole file
ABOUT = 2  # the kind of the part that has the title
END = b"BODY=index.html\n"  # of that part


def mend(book: Path, output: Path) -> None:
    """Write calibre's book with the right size of what it says of itself, and all that follows where it is."""
    data = bytearray(book.read_bytes())
    (count,) = struct.unpack_from("<I", data, DIRECTORY)
    shift = 0
    for at in range(DIRECTORY + 4, DIRECTORY + 4 + count * PART.size, PART.size):
        name, size, place, kind = PART.unpack_from(data, at)
        place += shift
        if kind == ABOUT:
            real = data.index(END, place) + len(END) - place
            size, shift = real, shift + real - size
        PART.pack_into(data, at, name, size, place, kind)
    struct.pack_into("<I", data, SIZE_AT, len(data))
    output.write_bytes(data)
