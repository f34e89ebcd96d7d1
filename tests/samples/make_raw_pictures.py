"""Makes the samples of camera RAW, as the cameras' makers lay it out: ``python tests/samples/make_raw_pictures.py``."""

import struct
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import rawpy
from PIL import Image

HERE = Path(__file__).parent
SIZE = (136, 92)
BLACK, WHITE = 64, 4095  # of the negative
# Linear sRGB to XYZ, and back.
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
)
FROM_XYZ = np.linalg.inv(TO_XYZ)
SAID = {33434: (5, (1, 125)), 34855: (3, 200)}  # exposure time, sensitivity
DENSE = 12  # bits a pixel, without gaps
KINDS = {1: "B", 2: "s", 3: "H", 4: "I", 5: "II", 7: "B", 10: "ii"}


@dataclass
class Camera:
    """How one of a maker's cameras writes its files."""

    name: str
    make: str
    model: str
    order: str = "<"
    magic: bytes = b"*\0"
    bits: int = 16
    shift: int = 0  # how far left its bits stand
    colours: bytes = b"\0\1\1\2"  # of the first two pixels of the first two rows: red, green, blue
    in_part: bool = False  # the sensor's picture stands in a table under the first one
    more: dict[int, Any] = field(default_factory=dict)


CAMERAS = (
    Camera("nef", "NIKON CORPORATION", "NIKON D3", ">", b"\0*", in_part=True),
    Camera("arw", "SONY", "ILCE-7M2", in_part=True),
    Camera("pef", "PENTAX Corporation", "PENTAX *ist DS", ">", b"\0*"),
    Camera("srw", "SAMSUNG", "NX100"),
    Camera("3fr", "Hasselblad", "Hasselblad CFV-39", in_part=True),
    Camera("mef", "Mamiya-OP Co.,Ltd.", "MAMIYA ZD", in_part=True),
    Camera("mos", "Leaf", "Leaf Aptus 22", ">", b"\0*"),
    Camera("erf", "SEIKO EPSON CORP.", "R-D1s", in_part=True),
    Camera("orf", "OLYMPUS IMAGING CORP.", "E-500", magic=b"RO", bits=12),
    Camera("rw2", "Panasonic", "DMC-LX3", magic=b"U\0", shift=4, colours=b"\2\1\1\0"),
)


def main() -> None:
    """Write every sample beside this script."""
    negative()
    for camera in CAMERAS:
        seen = mosaic(matrix_of(camera.name, ordinary(camera, mosaic(FROM_XYZ))), camera.colours)
        sample(camera.name).write_bytes(ordinary(camera, seen))


def sample(name: str) -> Path:
    """Where a sample stands."""
    return HERE / f"sample.{name}"


def mosaic(matrix: Any, colours: bytes = b"\0\1\1\2", size: tuple[int, int] = SIZE) -> Any:
    """What a sensor of that matrix (XYZ to its colours) sees: each pixel one colour, red, green, green and blue."""
    with Image.open(HERE / "sample.png") as picture:
        page = Image.new("RGB", picture.size, "white")
        page.paste(picture, mask=picture)
    light = (np.asarray(page.resize(size), np.float64) / 255) ** 2.2
    seen = light @ TO_XYZ.T @ matrix.T
    seen = (seen / (np.ones(3) @ TO_XYZ.T @ matrix.T).max()).clip(0, 1)
    flat = np.empty(seen.shape[:2])
    for place, colour in enumerate(colours):
        row, column = divmod(place, 2)
        flat[row::2, column::2] = seen[row::2, column::2, colour]
    return (flat * (WHITE - BLACK) + BLACK).round().astype(np.uint16)


def matrix_of(name: str, draft: bytes) -> Any:
    """The matrix that LibRaw knows of the camera that took ``draft``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"draft.{name}")
        path.write_bytes(draft)
        with rawpy.imread(str(path)) as raw:
            known = raw.rgb_xyz_matrix[:3]
    return known if known.any() else FROM_XYZ


def table(entries: dict[int, Any], at: int, order: str) -> bytes:
    """A table of tags that stands at ``at``, and after it what has no room in it."""
    rows, rest = b"", b""
    start = at + 2 + 12 * len(entries) + 4
    for tag, (kind, values) in sorted(entries.items()):
        body, count = packed(kind, values, order)
        if len(body) > 4:
            place = struct.pack(order + "I", start + len(rest))
            rest += body + bytes(len(body) % 2)
        else:
            place = body.ljust(4, b"\0")
        rows += struct.pack(order + "HHI", tag, kind, count) + place
    return struct.pack(order + "H", len(entries)) + rows + bytes(4) + rest


def packed(kind: int, values: Any, order: str) -> tuple[bytes, int]:
    """A tag's values, and how many there are."""
    if isinstance(values, str):
        return values.encode() + b"\0", len(values) + 1
    if isinstance(values, bytes):
        return values, len(values)
    numbers = values if isinstance(values, tuple) else (values,)
    code = KINDS[kind]
    return struct.pack(order + code[0] * len(numbers), *numbers), len(numbers) // len(code)


def about(camera: Camera) -> dict[int, Any]:
    """Who took it, when, and which way is up."""
    return {271: (2, camera.make), 272: (2, camera.model), 274: (3, 1), 306: (2, "1825:11:29 12:00:00")}


def sensor(pixels: Any, camera: Camera, offset: int, size: int) -> dict[int, Any]:
    """The tags of a picture of one colour a pixel."""
    height, width = pixels.shape
    return {
        254: (4, 0), 256: (4, width), 257: (4, height), 258: (3, camera.bits), 259: (3, 1), 262: (3, 32803),
        273: (4, offset), 277: (3, 1), 278: (4, height), 279: (4, size), 33421: (3, (2, 2)),
        33422: (1, (0, 1, 1, 2)), **camera.more,
    }  # fmt: skip


def ordinary(camera: Camera, pixels: Any) -> bytes:
    """A TIFF: tables first, pixels last."""
    body = dense(pixels) if camera.bits == DENSE else (pixels << camera.shift).astype(camera.order + "u2").tobytes()
    head = (b"II" if camera.order == "<" else b"MM") + camera.magic + struct.pack(camera.order + "I", 8)
    tables = b""
    for _turn in range(2):  # the first one tells how long they are
        tables = tables_of(camera, pixels, 8 + len(tables), len(body))
    return head + tables + body


def dense(pixels: Any) -> bytes:
    """Twelve bits a pixel, one after the other in words of 32 bits, the low byte of each word first."""
    bits = (pixels[..., None] >> np.arange(DENSE - 1, -1, -1) & 1).astype(np.uint8)
    return bytes(np.packbits(bits.ravel()).view(">u4").astype("<u4").tobytes())


def tables_of(camera: Camera, pixels: Any, end: int, size: int) -> bytes:
    """The first table, and those under it."""
    first = about(camera)
    part = sensor(pixels, camera, end, size)
    if not camera.in_part:
        first |= part
        part = {}
    links = {34665: (4, 0), **({330: (4, 0)} if part else {})}
    length = len(table(first | links, 8, camera.order))
    inner = table(SAID, 8 + length, camera.order)
    links[34665] = (4, 8 + length)
    if part:
        links[330] = (4, 8 + length + len(inner))
        inner += table(part, 8 + length + len(inner), camera.order)
    return table(first | links, 8, camera.order) + inner


def negative() -> None:
    """DNG, of a camera that sees as sRGB does."""
    thousandths = tuple(number for value in FROM_XYZ.flat for number in (round(value * 10000), 10000))
    more = {
        50706: (1, (1, 4, 0, 0)), 50707: (1, (1, 1, 0, 0)), 50708: (2, "Mutabor Stork"), 50714: (3, BLACK),
        50717: (3, WHITE), 50721: (10, thousandths), 50728: (5, (1, 1, 1, 1, 1, 1)), 50778: (3, 21),
    }  # fmt: skip
    camera = Camera("dng", "Mutabor", "Stork", more=more)
    sample("dng").write_bytes(ordinary(camera, mosaic(FROM_XYZ)))


if __name__ == "__main__":
    main()
