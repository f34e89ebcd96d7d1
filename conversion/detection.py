"""What a file is, by its bytes: names lie."""

import mmap
import struct
from pathlib import Path

import magic

from conversion import formats
from conversion.packing import packed_format
from conversion.wording import marked_format

HEAD = 64 * 1024  # bytes that are looked at

# Beginnings that belong to one format only: offset, bytes, name.
MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF8", "gif"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"II+\0", "tiff"),
    (0, b"MM\0+", "tiff"),
    (0, b"\0\0\1\0", "ico"),
    (0, b"P6", "ppm"),
    (0, b"P3", "ppm"),
    (0, b"fLaC", "flac"),
    (0, b"FLV\1", "flv"),
    (0, b"#!AMR", "amr"),
    (0, b"RF64", "wav"),
    (0, b"\0\0\1\xba", "mpg"),
    (0, b"\0\0\1\xb3", "mpg"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"{\\rtf", "rtf"),
    (8, b"AIFF", "aiff"),
    (8, b"AIFC", "aiff"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (8, b"WEBP", "webp"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (4, b"wide", "mov"),
    (257, b"ustar", "tar"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"OTTO", "otf"),
    (0, b"\0\1\0\0\0", "ttf"),
    (0, b"true\0", "ttf"),
    (0, b"ttcf", "ttc"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (8, b"\1\0\2\0", "eot"),
    (8, b"\2\0\2\0", "eot"),
)
# ISO base media files by their major brand; the others are mp4.
BRANDS = {
    b"qt  ": "mov",
    b"M4V ": "m4v",
    b"M4VH": "m4v",
    b"M4VP": "m4v",
    b"M4A ": "m4a",
    b"M4B ": "m4a",
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"hevc": "heic",
    b"hevx": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
}
# Formats that share their bytes with the one found: then the name may be believed.
ALIKE = {"mp4": ("m4v", "m4a", "3gp", "mov"), "m4v": ("mp4",), "m4a": ("mp4",), "heic": ("avif",), "png": ("apng",)}
TEXTS = ("txt", "md", "rst", "org", "tex", "csv", "html")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
ASF = bytes.fromhex("3026b2758e66cf11")
ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
PNG = b"\x89PNG\r\n\x1a\n"
BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)  # bytes; the only sizes there ever were
TGA_FOOTER = b"TRUEVISION-XFILE.\0"
CONTROL = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})


def detect(path: Path, claimed: str | None = None) -> str | None:
    """The name of the format that these bytes are of, or None.

    ``claimed`` is a format's name; it decides only where bytes can't: among texts, and among formats that share
    a container.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = _by_magic(head) or _by_container(head) or packed_format(path, head, claimed) or _by_search(path, head)
    if found is None:
        found = _by_text(head, claimed) or _by_libmagic(head, claimed)
    return claimed if claimed in ALIKE.get(found or "", ()) and _may_be(claimed, head) else found


def _may_be(claimed: str, head: bytes) -> bool:
    """An apng can be told from a png; the others of `ALIKE` can't."""
    return claimed != "apng" or b"acTL" in head


def _by_magic(head: bytes) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return next((name for offset, mark, name in MAGIC if head[offset : offset + len(mark)] == mark), None)


def _by_container(head: bytes) -> str | None:
    """Containers that hold one thing or another."""
    if head[4:8] == b"ftyp":
        return "3gp" if head[8:10] == b"3g" else BRANDS.get(head[8:12], "mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv"
    if head.startswith(b"OggS"):
        return _ogg(head)
    if head.startswith(ASF):
        return "wmv" if ASF_VIDEO in head else "wma"
    return _picture(head) or _by_frames(head)


def _picture(head: bytes) -> str | None:
    if head.startswith(PNG):
        return "apng" if b"acTL" in head[: head.find(b"IDAT")] else "png"
    return "bmp" if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in BMP_HEADERS else None


def _ogg(head: bytes) -> str:
    if b"\x80theora" in head:
        return "ogv"
    return "opus" if b"OpusHead" in head else "ogg"


def _by_frames(head: bytes) -> str | None:
    """Streams without a header: the same mark again and again."""
    for offset, packet in ((0, 188), (4, 192)):
        marks = head[offset : offset + 5 * packet : packet]
        if len(marks) > 2 and set(marks) == {0x47}:
            return "ts"
    if head.startswith(b"ID3"):
        after = 10 + sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
        return _frame_at(head, after) or "mp3"
    return _frame_at(head, 0)


def _frame_at(head: bytes, offset: int) -> str | None:
    """MPEG audio or ADTS there, if a second frame follows where the first one says."""
    if head[offset : offset + 4] == b"fLaC":
        return "flac"
    length = _frame_length(head[offset : offset + 6])
    if not length or (
        len(head) > offset + length + 6 and not _frame_length(head[offset + length : offset + length + 6])
    ):
        return None
    return "aac" if head[offset + 1] & 0x06 == 0 else "mp3"


RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLE_RATES = (44100, 48000, 32000)


def _frame_length(mark: bytes) -> int:
    """Bytes of the audio frame that begins so, 0 where none does. Layer 3 of MPEG 1, 2 and 2.5, and ADTS."""
    if len(mark) < 6 or mark[0] != 0xFF or mark[1] & 0xE0 != 0xE0:
        return 0
    if mark[1] & 0xF6 == 0xF0:
        return (mark[3] & 3) << 11 | mark[4] << 3 | mark[5] >> 5
    version, layer, rate, sampling = mark[1] >> 3 & 3, mark[1] >> 1 & 3, mark[2] >> 4, mark[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return 0
    padding = mark[2] >> 1 & 1
    if version == 3:
        return 144_000 * RATES[rate] // SAMPLE_RATES[sampling] + padding
    return 72_000 * RATES_2[rate] // (SAMPLE_RATES[sampling] >> (1 if version == 2 else 2)) + padding


def _by_search(path: Path, head: bytes) -> str | None:
    """Formats that are known by something further inside."""
    if not head:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if head.startswith(OLE):
            streams = (name for stream, name in OLE_STREAMS.items() if data.find(stream.encode("utf-16-le")) >= 0)
            return next(streams, None)
        return "tga" if data[-18:] == TGA_FOOTER else None


def _by_text(head: bytes, claimed: str | None) -> str | None:
    """Any text is as good as another by its bytes, but for those with marks of their own."""
    text = _as_text(head)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n")[:2048].lower()
    if "<svg" in start and start.startswith("<") and claimed != "xml":
        return "svg"
    if start.startswith("{") and ('"nbformat"' in text or (claimed == "ipynb" and '"cells"' in text)):
        return "ipynb"
    if marked := claimed if claimed in TEXTS else marked_format(text, claimed):
        return marked
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    return "tex" if "\\documentclass" in start else "txt"


def _as_text(head: bytes) -> str | None:
    """The beginning as text, roughly decoded; None where it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    zeros = head[:4096].count(0)
    if zeros and len(head) > 1 and _is_utf16(head[:4096]):
        return head.decode("utf-16-le" if head[1] == 0 else "utf-16-be", errors="replace")
    if not head or zeros or len(head.translate(None, CONTROL)) < len(head):
        return None
    return head.decode("utf-8", errors="replace")


def _is_utf16(head: bytes) -> bool:
    """UTF-16 without its mark: the high bytes of most letters are few and small."""
    pairs = struct.unpack(f"<{len(head) // 2}H", head[: len(head) // 2 * 2])
    swapped = struct.unpack(f">{len(head) // 2}H", head[: len(head) // 2 * 2])
    return any(
        all(unit >= 32 or unit in (9, 10, 13) for unit in units) and max(units) < 0x2100 for units in (pairs, swapped)
    )


def _by_libmagic(head: bytes, claimed: str | None) -> str | None:
    """What the catalogue has under the media type that libmagic sees; a headerless picture by its name."""
    found = formats.from_media_type(magic.from_buffer(head, mime=True)) if head else None
    if found is None and claimed == "tga" and len(head) > 18 and head[1] in (0, 1) and head[2] in (1, 2, 3, 9, 10, 11):
        return "tga"
    if found is None and claimed == "mp3":
        return next(("mp3" for at in range(min(len(head), 8192)) if _frame_at(head, at) == "mp3"), None)
    return found.name if found else None
