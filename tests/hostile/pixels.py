"""Pictures of more pixels, colours or frames than a computer should see."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.hostile.trial import Hostile

PICTURES = ("jpg", "pdf")


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _common()
    yield from _rare()


def _common() -> Iterator[Hostile]:
    yield Hostile("50000 squared.png", _png(50_000, 50_000, rows=50_000), PICTURES)
    yield Hostile("claims much.png", _png(100_000, 100_000, rows=1), PICTURES)
    yield Hostile("a million wide.png", _png(1_000_000, 500, rows=500), PICTURES)
    yield Hostile("text of a gigabyte.png", _png(1, 1, rows=1, extra=_ztxt()), PICTURES)
    yield Hostile("profile of a gigabyte.png", _png(1, 1, rows=1, extra=_iccp()), PICTURES)
    yield Hostile(
        "huge.gif", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + _frame(1, 1) + b";", ("mp4", "png")
    )
    frames = b"".join(_frame(1, 1) for _ in range(60_000))
    yield Hostile(
        "many huge frames.gif", b"GIF89a" + struct.pack("<HHBBB", 5000, 5000, 0, 0, 0) + frames + b";", ("mp4", "webp")
    )
    yield Hostile("many frames.gif", b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0, 0, 0) + frames + b";", ("mp4", "webp"))
    yield Hostile(
        "huge frame.gif", b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0) + _frame(65535, 65535) + b";", PICTURES
    )
    yield Hostile(
        "huge.bmp",
        b"BM" + struct.pack("<LLLLllHHLLllLL", 54, 0, 54, 40, 60000, 60000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(1000),
        PICTURES,
    )
    yield Hostile(
        "negative.bmp",
        b"BM" + struct.pack("<LLLLllHHLLllLL", 54, 0, 54, 40, -5, -2147483648, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(1000),
        PICTURES,
    )
    yield Hostile("huge.ppm", b"P6 99999 99999 255\n" + bytes(1000), PICTURES)
    yield Hostile("huge.pbm", b"P4 200000 200000\n" + bytes(1000), PICTURES)
    yield Hostile("digits.ppm", b"P6 " + b"9" * 5000 + b" 1 255\n" + bytes(100), PICTURES)
    yield Hostile(
        "huge.tga",
        struct.pack("<BBBHHBHHHHBB", 0, 0, 10, 0, 0, 0, 0, 0, 65535, 65535, 24, 0) + b"\xff\0\0\0" * 5000,
        PICTURES,
    )
    yield Hostile(
        "huge.qoi", b"qoif" + struct.pack(">LLBB", 60000, 60000, 4, 0) + b"\xfd" * 200_000 + bytes(7) + b"\1", PICTURES
    )
    yield Hostile("huge.webp", _webp(16383, 16383), PICTURES)


def _rare() -> Iterator[Hostile]:
    yield Hostile(
        "huge.psd", b"8BPS\0\1" + bytes(6) + struct.pack(">HLLHH", 3, 30000, 30000, 8, 3) + bytes(2000), PICTURES
    )
    yield Hostile(
        "huge.psb", b"8BPS\0\2" + bytes(6) + struct.pack(">HLLHH", 3, 300000, 300000, 8, 3) + bytes(2000), PICTURES
    )
    yield Hostile(
        "huge.pcx",
        struct.pack("<4B6H", 10, 5, 1, 8, 0, 0, 65534, 65534, 72, 72)
        + bytes(49)
        + b"\3"
        + struct.pack("<H", 65535)
        + bytes(58)
        + b"\xff\0" * 5000,
        PICTURES,
    )
    yield Hostile("huge.ff", b"farbfeld" + struct.pack(">LL", 0xFFFFFFFF, 0xFFFFFFFF) + bytes(800), PICTURES)
    yield Hostile("huge.hdr", b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 99999\n" + bytes(5000), PICTURES)
    yield Hostile("huge.pfm", b"PF\n90000 90000\n-1.0\n" + bytes(5000), PICTURES)
    yield Hostile(
        "huge.dds",
        b"DDS "
        + struct.pack("<7L44x", 124, 0x1007, 65535, 65535, 0, 0, 17)
        + struct.pack("<2L4s5L", 32, 4, b"DXT5", 0, 0, 0, 0, 0)
        + struct.pack("<L16x", 0x1000)
        + bytes(4000),
        PICTURES,
    )
    yield Hostile("huge.fits", _fits(), PICTURES)
    yield Hostile(
        "huge.xpm", b'/* XPM */\nstatic char *x[] = {\n"99999 99999 2 1",\n"a c #000",\n"b c #fff",\n"ab"};\n', PICTURES
    )
    yield Hostile(
        "huge.xbm", b"#define x_width 99999\n#define x_height 99999\nstatic char x_bits[] = {0x00};\n", PICTURES
    )
    yield Hostile("many colours.xpm", b'/* XPM */\nstatic char *x[] = {\n"1 1 2000000000 9",\n"a c #000"};\n', PICTURES)
    yield Hostile("huge.tiff", _tiff(60000, 60000), PICTURES)
    yield Hostile("a circle of pages.tiff", _tiff(4, 4, loop=True), PICTURES)
    yield Hostile("huge.jp2", _jp2(), PICTURES)
    yield Hostile(
        "huge.ico",
        struct.pack("<HHHBBBBHHLL", 0, 1, 1, 0, 0, 0, 0, 1, 32, 10_000, 22) + _png(30_000, 30_000, rows=30_000),
        PICTURES,
    )
    yield Hostile("huge.sgi", struct.pack(">HBBHHHHLL", 474, 1, 1, 3, 65535, 65535, 4, 0, 255) + bytes(5000), PICTURES)
    yield Hostile("huge.wbmp", b"\0\0\x8f\xff\xff\x7f\x8f\xff\xff\x7f" + bytes(100), PICTURES)
    yield Hostile("huge.jpg", _jpeg(65500, 65500), PICTURES)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def _png(width: int, height: int, rows: int, extra: bytes = b"") -> bytes:
    """One bit a pixel, all black."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(rows)) + packer.flush()
    header = _chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _ztxt() -> bytes:
    return _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(1 << 29), 9))


def _iccp() -> bytes:
    return _chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(1 << 29), 9))


def _frame(width: int, height: int) -> bytes:
    return (
        b"!\xf9\4\0\1\0\0\0,"
        + struct.pack("<HHHHB", 0, 0, width, height, 0x80)
        + b"\0\0\0\xff\xff\xff"
        + b"\2\2\x44\1\0"
    )


def _webp(width: int, height: int) -> bytes:
    """Lossless, of one colour."""
    bits = (width - 1) | (height - 1) << 14
    data = b"\x2f" + struct.pack("<L", bits) + b"\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
    data += bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<L", 12 + len(data)) + b"WEBPVP8L" + struct.pack("<L", len(data)) + data


def _fits() -> bytes:
    cards = (
        "SIMPLE  =                    T",
        "BITPIX  =                    8",
        "NAXIS   =                    2",
        "NAXIS1  =               999999",
        "NAXIS2  =               999999",
        "END",
    )
    return "".join(card.ljust(80) for card in cards).ljust(2880).encode() + bytes(2880)


def _tiff(width: int, height: int, *, loop: bool = False) -> bytes:
    entries = (
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 200),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, 16),
    )
    listed = b"".join(struct.pack("<HHLL", tag, kind, 1, value) for tag, kind, value in entries)
    return (b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + listed + struct.pack("<L", 8 if loop else 0)).ljust(
        300, b"\0"
    )


def _jp2() -> bytes:
    size = struct.pack(">HHLLLLLLLLH", 41, 0, 100_000, 100_000, 0, 0, 100_000, 100_000, 0, 0, 1) + b"\7\1\1"
    return (
        b"\xff\x4f\xff\x51"
        + size
        + b"\xff\x52\0\x0c\0\0\0\1\0\5\4\4\0\1\xff\x5c\0\x13\x40"
        + bytes(16)
        + b"\xff\x90\0\x0a\0\0\0\0\0\0\0\1\xff\x93"
        + bytes(50)
        + b"\xff\xd9"
    )


def _jpeg(width: int, height: int) -> bytes:
    """A whole progressive header with next to no picture."""
    small = io.BytesIO()
    Image.new("RGB", (16, 16)).save(small, "JPEG", progressive=True)
    content = bytearray(small.getvalue())
    at = content.index(b"\xff\xc2") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)
