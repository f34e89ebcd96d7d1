"""Makes the samples of camera RAW that are no plain TIFF: ``python -m tests.samples.make_odd_raw_pictures``."""

import io
import struct
from typing import Any

import numpy as np
from PIL import ExifTags, Image

from tests.samples.make_raw_pictures import FROM_XYZ, SIZE, Camera, about, matrix_of, mosaic, sample, sensor, table

PRECISION = 14
LARGE = (240, 160)
MINOLTA = Camera("mrw", "Minolta Co., Ltd.", "DiMAGE 7", ">")
CANON = Camera("cr2", "Canon", "Canon EOS 400D DIGITAL")
FUJI = "FinePix S5600"


def main() -> None:
    """Write every sample beside this script."""
    for name, laid_out, size in (("mrw", minolta, SIZE), ("raf", fuji, SIZE), ("cr2", canon, LARGE)):
        matrix = matrix_of(name, laid_out(mosaic(FROM_XYZ)))
        sample(name).write_bytes(laid_out(mosaic(matrix, size=size)))


def minolta(pixels: Any) -> bytes:
    """MRW: blocks that each tell their name and length, then pixels."""
    height, width = pixels.shape
    said = b"MM\0*" + struct.pack(">I", 8) + table(about(MINOLTA), 8, ">")
    size = struct.pack(">8s4H4BHH", b"27820001", height, width, height, width, 16, 12, 0x52, 0, 1, 0)
    gains = struct.pack(">4B4H", 2, 2, 2, 2, 0, 0, 0, 0)  # not told: daylight
    blocks = b"".join(
        b"\0" + name + struct.pack(">I", len(body)) + body
        for name, body in ((b"PRD", size), (b"WBG", gains), (b"TTW", said))
    )
    return b"".join((b"\0MRM", struct.pack(">I", len(blocks)), blocks, pixels.astype(">u2").tobytes()))


def fuji(pixels: Any) -> bytes:
    """RAF: where its parts are, a JPEG that says what camera it was, a table of sizes, pixels."""
    height, width = pixels.shape
    preview = described()
    entries = ((0x100, (height, width)), (0x121, (height, width)))
    sizes = struct.pack(">I", len(entries)) + b"".join(struct.pack(">4H", tag, 4, *value) for tag, value in entries)
    start = 160
    places = struct.pack(
        ">6I", start, len(preview), start + len(preview), len(sizes), start + len(preview) + len(sizes), pixels.nbytes
    )
    head = b"FUJIFILMCCD-RAW 0201FF383501" + FUJI.encode().ljust(32, b"\0") + b"0100".ljust(24, b"\0") + places
    return b"".join((head.ljust(start, b"\0"), preview, sizes, pixels.astype(">u2").tobytes()))


def described() -> bytes:
    """A JPEG that begins with its EXIF."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "FUJIFILM"
    exif[ExifTags.Base.Model] = FUJI
    exif[ExifTags.Base.DateTime] = "1825:11:29 12:00:00"
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "JPEG")
    body = exif.tobytes()
    data = buffer.getvalue()
    rest = data[4 + int.from_bytes(data[4:6], "big") :]  # behind the mark that Pillow begins with
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + rest


def canon(pixels: Any) -> bytes:
    """CR2: a TIFF whose second table points at a lossless JPEG of two colours a pixel."""
    body = lossless(pixels)
    first = table({**about(CANON), 256: (3, pixels.shape[1]), 257: (3, pixels.shape[0])}, 16, "<")
    second = 16 + len(first)
    raw = sensor(pixels, CANON, 0, len(body)) | {258: (3, PRECISION), 259: (3, 6), 50752: (3, (0, 0, pixels.shape[1]))}
    raw[273] = (4, second + len(table(raw, second, "<")))
    link = 2 + 12 * int.from_bytes(first[:2], "little")  # where the first table names the next one
    first = first[:link] + struct.pack("<I", second) + first[link + 4 :]
    head = b"II*\0" + struct.pack("<I", 16) + b"CR\2\0" + struct.pack("<I", second)
    return b"".join((head, first, table(raw, second, "<"), body))


def lossless(pixels: Any) -> bytes:
    """A lossless JPEG (ISO 10918-1, annex H): two components, each pixel told by its difference from the one before."""
    height, width = pixels.shape
    frame = struct.pack(">BHHB", PRECISION, height, width // 2, 2) + bytes((1, 0x11, 0, 2, 0x11, 0))
    lengths = bytes((0, 0, 0, 15)) + bytes(12)  # fifteen codes of four bits
    codes = lengths + bytes(range(15))
    head = b"\xff\xd8" + segment(0xC4, b"\0" + codes + b"\1" + codes) + segment(0xC3, frame)
    scan = segment(0xDA, bytes((2, 1, 0, 2, 0x10, 1, 0, 0)))
    return head + scan + coded(differences(pixels)).replace(b"\xff", b"\xff\0") + b"\xff\xd9"


def segment(mark: int, body: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body


def differences(pixels: Any) -> list[int]:
    """From the pixel two to the left, at the left edge from the one above, at the start from the middle."""
    values = pixels.astype(int)
    before = np.empty_like(values)
    before[:, 2:] = values[:, :-2]
    before[1:, :2] = values[:-1, :2]
    before[0, :2] = 1 << (PRECISION - 1)
    return list((values - before).ravel())


def coded(numbers: list[int]) -> bytes:
    """How many bits each has, in four, and those bits; a negative one less one."""
    bits = []
    for number in numbers:
        size = int(abs(number)).bit_length()
        bits.append(f"{size:04b}")
        if size:
            bits.append(f"{number if number > 0 else number + (1 << size) - 1:0{size}b}")
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


if __name__ == "__main__":
    main()
