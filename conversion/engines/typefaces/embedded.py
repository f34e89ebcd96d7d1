"""Embedded OpenType (EOT): a font behind a header of its names, as https://www.w3.org/submissions/EOT/ has it."""

import io
import struct

from fontTools.ttLib import TTFont

from conversion.errors import DamagedFileError, UnknownFormatError

VERSION = 0x00020001
MAGIC = 0x504C
COMPRESSED, XORED = 0x4, 0x10000000
XOR = 0x50
DEFAULT_CHARSET = 1
HEAD = struct.Struct("<IIII10sBBIHH4I2II16s")
NAMES = (1, 2, 5, 4)  # family, style, version, full name: ids of the table of names
ITALIC = 1
WINDOWS_ENGLISH = (3, 1, 0x409)


def unwrapped(data: bytes) -> bytes:
    """The font itself; raises `DamagedFileError`, and `UnknownFormatError` for Monotype's compression."""
    size, font_size, _version, flags = struct.unpack_from("<4I", data)
    if not 0 < font_size <= size <= len(data):
        raise DamagedFileError("cut off")
    if flags & COMPRESSED:
        raise UnknownFormatError("MicroType Express")
    font = data[size - font_size : size]
    return bytes(byte ^ XOR for byte in font) if flags & XORED else font


def wrapped(data: bytes) -> bytes:
    """The font with its header; neither compressed nor bound to a site."""
    font = TTFont(io.BytesIO(data), lazy=True)
    names = b"".join(b"\0\0" + struct.pack("<H", len(name)) + name for name in _names(font))
    rest = names + b"\0\0" + b"\0\0"  # no site it is bound to, and the padding before that
    head = _head(font, HEAD.size + len(rest) + len(data), len(data))
    return head + rest + data


def _names(font: TTFont) -> list[bytes]:
    table = font["name"]
    found = (table.getName(number, *WINDOWS_ENGLISH) or table.getDebugName(number) or "" for number in NAMES)
    return [str(name).encode("utf-16-le") for name in found]


def _head(font: TTFont, size: int, font_size: int) -> bytes:
    windows, head = font["OS/2"], font["head"]
    panose = bytes(vars(windows.panose).values())
    ranges = (windows.ulUnicodeRange1, windows.ulUnicodeRange2, windows.ulUnicodeRange3, windows.ulUnicodeRange4)
    pages = getattr(windows, "ulCodePageRange1", 0), getattr(windows, "ulCodePageRange2", 0)
    looks = panose, DEFAULT_CHARSET, windows.fsSelection & ITALIC, windows.usWeightClass
    return HEAD.pack(
        size, font_size, VERSION, 0, *looks, windows.fsType, MAGIC, *ranges, *pages, head.checkSumAdjustment, bytes(16)
    )
