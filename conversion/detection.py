"""What a file is, by its bytes: names lie."""

import mmap
import re
import struct
from pathlib import Path

import magic

from conversion import formats
from conversion.framing import by_frames, frame_at
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
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (0, b"\xff\x4f\xff\x51", "jp2"),
    (0, b"qoif", "qoi"),
    (0, b"DDS |\0\0\0", "dds"),
    (0, b"icns\0", "icns"),
    (0, b"8BPS\0\1", "psd"),
    (0, b"/* XPM */", "xpm"),
    (0, b"\x01\xda\0\1", "sgi"),
    (0, b"\x01\xda\1\1", "sgi"),
    (0, b"\x01\xda\1\2", "sgi"),
    (0, b"fLaC", "flac"),
    (0, b"FLV\1", "flv"),
    (0, b"#!AMR", "amr"),
    (0, b"RF64", "wav"),
    (0, b"\0\0\1\xba", "mpg"),
    (0, b"\0\0\1\xb3", "mpg"),
    (0, b"nut/multimedia container\0", "nut"),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02", "mxf"),
    (0, b"caff\0\1", "caf"),
    (0, b".snd", "au"),
    (0, b"riff\x2e\x91\xcf\x11", "w64"),
    (0, b"wvpk", "wv"),
    (0, b"TTA1", "tta"),
    (0, b"Creative Voice File\x1a", "voc"),
    (0, b"\x7f\xfe\x80\x01", "dts"),
    (28, b"Speex   ", "spx"),
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
    b"f4v ": "f4v",
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
ALIKE = {
    "mp4": ("m4v", "m4a", "3gp", "3g2", "f4v", "mov"),
    "m4v": ("mp4",),
    "m4a": ("mp4",),
    "mkv": ("mka",),
    "mpg": ("vob", "m2v"),
    "wmv": ("asf",),
    "wma": ("asf",),
    "heic": ("avif",),
    "png": ("apng",),
}
STARTS = {"m2v": b"\0\0\1\xb3", "vob": b"\0\0\1\xba"}
TEXTS = ("txt", "md", "rst", "org", "tex", "csv", "html")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
ASF = bytes.fromhex("3026b2758e66cf11")
ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
PNG = b"\x89PNG\r\n\x1a\n"
BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)  # bytes; the only sizes there ever were
# Beginnings that leave some room.
SHAPES = (
    (re.compile(rb"P[36]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d"), "ppm"),
    (re.compile(rb"P[25]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d"), "pgm"),
    (re.compile(rb"P[14]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d"), "pbm"),
    (re.compile(rb"\n[\x00\x02-\x05]\x01[\x01\x02\x04\x08]"), "pcx"),
    (re.compile(rb"(?:/\*.{0,400}\*/\s*)?#define\s+\w*width\s+\d+\s+#define\s+\w*height\s+\d+", re.DOTALL), "xbm"),
)
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
    """The bytes don't speak against it."""
    return head.startswith(STARTS.get(claimed, b"")) and (claimed != "apng" or b"acTL" in head)


def _by_magic(head: bytes) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return next((name for offset, mark, name in MAGIC if head[offset : offset + len(mark)] == mark), None)


def _by_container(head: bytes) -> str | None:
    """Containers that hold one thing or another."""
    if head[4:8] == b"ftyp":
        if head[8:10] == b"3g":
            return "3g2" if head[10:11] == b"2" else "3gp"
        return BRANDS.get(head[8:12], "mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv"
    if head.startswith(b"OggS"):
        return _ogg(head)
    if head.startswith(ASF):
        return "wmv" if ASF_VIDEO in head else "wma"
    return _picture(head) or by_frames(head)


def _picture(head: bytes) -> str | None:
    if head.startswith(PNG):
        return "apng" if b"acTL" in head[: head.find(b"IDAT")] else "png"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in BMP_HEADERS:
        return "bmp"
    if head.startswith(b"\0\0\2\0") and any(head[4:6]):  # where a TGA of that beginning has nothing
        return "cur"
    return next((name for shape, name in SHAPES if shape.match(head)), None)


def _ogg(head: bytes) -> str:
    if b"\x80theora" in head:
        return "ogv"
    return "opus" if b"OpusHead" in head else "ogg"


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
        return next(("mp3" for at in range(min(len(head), 8192)) if frame_at(head, at) == "mp3"), None)
    return found.name if found else None
