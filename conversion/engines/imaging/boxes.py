"""The boxes of a JPEG XL file: whether it was a JPEG, and its EXIF."""

import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from conversion.engines.imaging import metadata, png

BOXED = b"\0\0\0\x0cJXL "
RECONSTRUCTION, EXIF = b"jbrd", b"Exif"
SKIPPED = 4  # bytes of the count of those before the EXIF
LONG, TO_THE_END = 1, 0  # what stands in place of a length


def holds_jpeg(path: Path) -> bool:
    """It is a packed JPEG, which comes out as it went in."""
    return any(name == RECONSTRUCTION for name, _body in _boxes(path.read_bytes()))


def describe(path: Path, picture: Path) -> None:
    """Give a PNG the EXIF of the JPEG XL that it comes of: djxl leaves it in a form that few read.

    Without its orientation: djxl has turned the picture already.
    """
    for name, body in _boxes(path.read_bytes()):
        if name == EXIF and len(body) > SKIPPED:
            skipped = int(struct.unpack_from(">I", body)[0])
            png.describe(picture, metadata.without_orientation(body[SKIPPED + skipped :]))
            return


def enclose_exif(path: Path, picture: Path) -> None:
    """Put the EXIF of a PNG into the JPEG XL that was made of it, in boxes already: cjxl drops it."""
    with Image.open(picture, formats=("PNG",)) as image:
        exif = bytes(image.info.get("exif") or b"").removeprefix(metadata.EXIF_MARK)
    if exif:
        with path.open("ab") as file:
            file.write(struct.pack(">I4sI", len(exif) + 12, EXIF, 0) + exif)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and contents; none where the file is nothing but a picture."""
    place = 0
    while data.startswith(BOXED) and place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        head = 8
        if length == LONG and place + 16 <= len(data):
            length, head = struct.unpack_from(">Q", data, place + 8)[0], 16
        end = len(data) if length == TO_THE_END else place + max(length, head)
        yield name, data[place + head : end]
        place = end
