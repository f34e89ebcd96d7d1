"""What pictures are by their bytes."""

import mmap
import re

from conversion.detection import bygone, sensors

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff\xf7", "jls"),
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF8", "gif"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (0, b"\xff\x4f\xff\x51", "j2k"),
    (0, b"qoif", "qoi"),
    (0, b"\xff\x0a", "jxl"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (0, b"DDS |\0\0\0", "dds"),
    (0, b"icns\0", "icns"),
    (0, b"8BPS\0\1", "psd"),
    (0, b"/* XPM */", "xpm"),
    (0, b"\x01\xda\0\1", "sgi"),
    (0, b"\x01\xda\0\2", "sgi"),
    (0, b"\x01\xda\1\1", "sgi"),
    (0, b"\x01\xda\1\2", "sgi"),
    (8, b"WEBP", "webp"),
    *sensors.MAGIC,
    *bygone.MAGIC,
)
ALIKE = {"heic": ("avif",), "png": ("apng",), "tiff": tuple(sensors.MAKERS)}
PNG = b"\x89PNG\r\n\x1a\n"
BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)  # bytes; the only sizes there ever were
ICONS = {b"\0\0\1\0": "ico", b"\0\0\2\0": "cur"}
# Beginnings that leave some room.
SHAPES = (
    (re.compile(rb"P[36]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d"), "ppm"),
    (re.compile(rb"P[25]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d"), "pgm"),
    (re.compile(rb"P[14]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d"), "pbm"),
    (re.compile(rb"\n[\x00\x02-\x05]\x01[\x01\x02\x04\x08]"), "pcx"),
    (re.compile(rb"(?:/\*.{0,400}\*/\s*)?#define\s+\w*width\s+\d+\s+#define\s+\w*height\s+\d+", re.DOTALL), "xbm"),
    *bygone.SHAPES,
)
TGA_FOOTER = b"TRUEVISION-XFILE.\0"
MARKS = {"apng": b"acTL"}  # what such a PNG holds near its beginning
HEADER = 108  # bytes that tell a picture's size


def look(head: bytes) -> str | None:
    """The picture, where its beginning is its own."""
    if head.startswith(PNG):
        return "apng" if b"acTL" in head[: head.find(b"IDAT")] else "png"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in BMP_HEADERS:
        return "bmp"
    if head[:4] in ICONS and any(head[4:6]):  # where a TGA or JBIG of that beginning has nothing
        return ICONS[head[:4]]
    return sensors.look(head) or next((name for shape, name in SHAPES if shape.match(head)), None)


def look_at_all(data: mmap.mmap, claimed: str | None) -> str | None:
    """The picture, where it signs at its end, or is as long as what it claims to be."""
    if data[-len(TGA_FOOTER) :] == TGA_FOOTER:
        return "tga"
    return bygone.measured(data[:HEADER], len(data), claimed)


def look_again(head: bytes, claimed: str | None) -> str | None:
    """Where nothing else is known: a TGA without a footer has no mark, but a header that must make sense."""
    return "tga" if claimed == "tga" and is_tga_header(head) else None


def may_be(claimed: str, head: bytes) -> bool:
    """Whether the bytes don't speak against what the name says."""
    return sensors.may_be(claimed, head) and MARKS.get(claimed, b"") in head


def is_tga_header(head: bytes) -> bool:
    """A kind of picture that there is, a palette only where the kind has one, a size, whole bytes a pixel."""
    if len(head) <= 18 or head[1] > 1 or head[2] not in (1, 2, 3, 9, 10, 11):
        return False
    has_palette = head[2] in (1, 9)
    width, height = (int.from_bytes(head[at : at + 2], "little") for at in (12, 14))
    palette_fits = head[7] in (15, 16, 24, 32) if has_palette else head[1] == 0
    return palette_fits and width > 0 and height > 0 and head[16] in (8, 15, 16, 24, 32) and not head[17] & 0xC0
