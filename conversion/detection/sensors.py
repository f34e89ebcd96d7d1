"""Which camera's RAW a file is: most are TIFFs, told apart by who made the camera."""

import struct

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (8, b"CR\2\0", "cr2"),
    (0, b"IIRO", "orf"),
    (0, b"IIRS", "orf"),
    (0, b"MMOR", "orf"),
    (0, b"IIU\0", "rw2"),
    (0, b"FUJIFILMCCD-RAW", "raf"),
    (0, b"\0MRM", "mrw"),
)
MAKERS = {
    "nef": b"NIKON",
    "arw": b"SONY",
    "pef": b"PENTAX",
    "srw": b"SAMSUNG",
    "3fr": b"Hasselblad",
    "mef": b"Mamiya",
    "mos": b"Leaf",
    "erf": b"SEIKO EPSON",
}
TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
# Tags with their types and counts, in both orders of bytes: the version of DNG, and pixels of one colour each.
NEGATIVE = (b"\x12\xc6\1\0\4\0\0\0", b"\xc6\x12\0\1\0\0\0\4")
MOSAIC = (b"\6\1\3\0\1\0\0\0\x23\x80", b"\1\6\0\3\0\0\0\1\x80\x23")
MAKE, ENTRY = 271, 12  # a tag, and bytes of an entry


def look(head: bytes) -> str | None:
    """A TIFF, or the RAW that is built like one."""
    if head[:4] not in TIFF:
        return None
    if any(mark in head for mark in NEGATIVE):
        return "dng"
    if any(mark in head for mark in MOSAIC):
        return next((name for name in MAKERS if may_be(name, head)), "tiff")
    return "tiff"


def may_be(claimed: str, head: bytes) -> bool:
    """Whether the maker of these cameras took it; true for what is no such RAW."""
    return claimed not in MAKERS or _maker(head).upper().startswith(MAKERS[claimed].upper())


def _maker(head: bytes) -> bytes:
    """Who made the camera, by the first table of tags; empty where it doesn't say."""
    order = "<" if head[:2] == b"II" else ">"
    try:
        start = struct.unpack_from(order + "I", head, 4)[0]
        count = struct.unpack_from(order + "H", head, start)[0]
        for place in range(start + 2, start + 2 + ENTRY * count, ENTRY):
            tag, _kind, length, value = struct.unpack_from(order + "HHII", head, place)
            if tag == MAKE:
                return head[value : value + length] if length > len(b"four") else head[place + 8 : place + 12]
    except struct.error:  # further inside than anybody looks
        pass
    return b""
