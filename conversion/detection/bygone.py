"""What pictures of other programs and other times are by their bytes, or by their length where they have no mark."""

import re
import struct
from collections.abc import Callable

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x76\x2f\x31\x01", "exr"),
    (0, b"#?RADIANCE\n", "hdr"),
    (0, b"#?RGBE\n", "hdr"),
    (0, b"PF\n", "pfm"),
    (0, b"Pf\n", "pfm"),
    (0, b"PH\n", "phm"),
    (0, b"Ph\n", "phm"),
    (0, b"SDPX", "dpx"),
    (0, b"II\xbc\1", "jxr"),
    (0, b"gimp xcf ", "xcf"),
    (8, b"ACON", "ani"),
    (0, b"\x8aMNG\r\n\x1a\n", "mng"),
    (8, b"ILBM", "lbm"),
    (8, b"PBM BMHD", "lbm"),
    (0, b"farbfeld", "ff"),
    (0, b"\x1e\xf1\r\x90", "vbn"),
    (0, b"\xb1\x68\xde\x3a", "dcx"),
    (0, b"BLP1", "blp"),
    (0, b"BLP2", "blp"),
    (0, b"FTEX", "ftc"),
    (20, b"GIMP", "gbr"),
    (0, b"Image type: ", "im"),
    (0, b"DanM", "msp"),
    (0, b"LinS", "msp"),
    (0, b"XPDS", "dpx"),
    (0, b"\x80\x2a\x5f\xd7", "cin"),
    (128, b"DICM", "dcm"),
    (0, b"SIMPLE  =", "fits"),
    (0, b"8BPS\0\2", "psb"),
    (522, b"\0\x11\2\xff", "pict"),
    (0, b"\x8bJNG\r\n\x1a\n", "jng"),
    (0, b"id=ImageMagick", "miff"),
    (0, b"P7\nWIDTH", "pam"),
    (0, b"\x59\xa6\x6a\x95", "sun"),
    (0, b"\xab\1", "viff"),
    (0, b"LBLSIZE=", "vicar"),
    (0, b"PG ML", "pgx"),
    (0, b"PG LM", "pgx"),
    (0, b"srcdocid:", "cal"),
    (0, b"iiii\4\0\0\x00100fdata", "ipl"),
)
SHORTEST = 16  # bytes
TEXT = 9  # no text has a byte below
SHAPES = (
    (re.compile(rb"\x1bP[\d;]*q"), "six"),
    (re.compile(rb"\x00{3}[\x28-\xff]\x00{3}\x07\x00{3}[\x00-\x02]\x00{3}[\x01-\x20]"), "xwd"),
    (re.compile(rb"\d{1,5} \d{1,5}\n(?=[^\n]*[\x00-\x08\x80-\xff])"), "mtv"),
)


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _rows(width: int, height: int, bits: int) -> int:
    """Bytes of a picture whose rows are whole bytes; -1 for one without an area."""
    return (width * bits + 7) // 8 * height if width and height else -1


def _varying(head: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = 0
    while at < len(head):
        value = value << 7 | head[at] & 0x7F
        at += 1
        if not head[at - 1] & 0x80:
            break
    return value, at


def _is_wbmp(head: bytes, size: int) -> bool:
    width, at = _varying(head, 2)
    height, at = _varying(head, at)
    return head[:2] == b"\0\0" and at + _rows(width, height, 1) == size


def _is_jbig(head: bytes, _size: int) -> bool:
    """Layers and planes that there can be, and no bits set that have no meaning."""
    sides = (_big(head[4:8]), _big(head[8:12]))
    return head[0] <= head[1] and 0 < head[2] < 33 and head[3] == 0 and all(0 < side < 1 << 20 for side in sides)


def _is_alias(head: bytes, size: int) -> bool:
    """A size, no offset, whole bytes a pixel, and a first run that has a length."""
    sides, depth = struct.unpack_from(">4H", head), _big(head[8:10])
    return all(sides[:2]) and not any(sides[2:]) and depth in (8, 24) and head[10] > 0 and size > SHORTEST


def _is_spider(head: bytes, size: int) -> bool:
    """Floats: a header of whole rows, and how many of them there are."""
    for order in "<>":
        numbers = struct.unpack_from(order + "27f", head.ljust(108, b"\0"))
        rows, kind, width, header = (numbers[place] for place in (1, 4, 11, 21))
        if kind == 1 and rows > 0 and width > 0 and size == header + rows * width * 4:
            return True
    return False


# The formats without a mark, and whether a file's header fits its length in bytes.
MEASURES: dict[str, Callable[[bytes, int], bool]] = {
    "wbmp": _is_wbmp,
    "spi": _is_spider,
    "pix": _is_alias,
    "otb": lambda head, size: head[:1] == b"\0" and head[3:4] == b"\1" and 4 + _rows(head[1], head[2], 1) == size,
    "rgf": lambda head, size: 2 + _rows(head[0], head[1], 1) == size,
    "avs": lambda head, size: 8 + _rows(_big(head[:4]), _big(head[4:8]), 32) == size,
    "aai": lambda head, size: 8 + _rows(_little(head[:4]), _little(head[4:8]), 32) == size,
    "art": lambda head, size: 8 + _art_rows(_little(head[2:4]), _little(head[6:8])) == size,
    "jbg": _is_jbig,
}


def _art_rows(width: int, height: int) -> int:
    """Its rows have an even number of bytes."""
    return (width + 15) // 16 * 2 * height if width and height else -1


def measured(head: bytes, size: int, claimed: str | None) -> str | None:
    """The format without a mark whose header fits the file's length: the claimed one, or any if there is no claim."""
    if len(head) <= SHORTEST or (claimed is None and min(head) >= TEXT):
        return None
    return next((name for name, fits in MEASURES.items() if claimed in (name, None) and fits(head, size)), None)
