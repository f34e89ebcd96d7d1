"""What documents and texts are by their bytes."""

import mmap
import struct

from conversion.detection.wording import marked_format

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "rtf"),
    (0, b"HWP Document File V", "hwp"),
    (0, b"WordPro\0", "lwp"),
    (0, b"\0\0\2\0\6\4\6\0", "wk1"),
    (0, b"\0\0\2\0\4\4\6\0", "wk1"),
)
# WordPerfect's documents and drawings: the same mark, then what it is.
WORDPERFECT, DRAWING = b"\xffWPC", 0x16
ALIKE = {"html": ("slides.html",)}
TEXTS = ("txt", "md", "rst", "org", "tex", "csv", "html")
TABLE, SEPARATORS = "xls", "\t;,"
WEB_PAGE = ("<!doctype html", "<html")
ORC = b"ORC"  # at both ends, before the length of the end
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {
    "QuillSub": "pub",
    "__properties_version1.0": "msg",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "VisioDocument": "vsd",
    "StarWriterDocument": "sdw",
    "StarCalcDocument": "sdc",
    "StarDrawDocument": "sda",
    "WORKBOOK": "xls",  # names count in any case, and some programs write them so
    "BOOK": "xls",
}
PUBLISHER = b"Microsoft Publisher"  # before it had a stream of its own
CONTROL = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})


def look(head: bytes) -> str | None:
    """A document whose mark may stand a little way inside."""
    if head.startswith(b"PK") or head[257:262] == b"ustar":  # in an archive the mark of its first member stands there
        return None
    if head.startswith(WORDPERFECT):
        return "wpg" if head[9:10] == bytes([DRAWING]) else "wpd"
    return "pdf" if b"%PDF-" in head[:1024] else None


def look_inside(data: mmap.mmap) -> str | None:
    """A table of ORC, or which of Office's old formats: its stream's name stands somewhere in the whole file."""
    if data[:3] == ORC == data[-4:-1]:
        return "orc"
    if data[: len(OLE)] != OLE:
        return None
    found = next((name for stream, name in OLE_STREAMS.items() if data.find(stream.encode("utf-16-le")) >= 0), None)
    return found or ("pub" if data.find(PUBLISHER) >= 0 else None)


def look_at_text(head: bytes, claimed: str | None) -> str | None:
    """Any text is as good as another by its bytes, but for those with marks of their own."""
    text = _as_text(head)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n")[:2048].lower()
    if "<svg" in start and start.startswith("<") and not start.startswith(WEB_PAGE) and claimed != "xml":
        return "svg"
    if start.startswith("{") and ('"nbformat"' in text or (claimed == "ipynb" and '"cells"' in text)):
        return "ipynb"
    table = _table(text.lstrip("\ufeff \t\r\n").lower()) if claimed == TABLE else None
    if marked := table or (claimed if claimed in TEXTS else marked_format(text, claimed)):
        return marked
    if start.startswith(WEB_PAGE):
        return "html"
    return "tex" if "\\documentclass" in start else "txt"


def _table(start: str) -> str | None:
    """What opens as a table, and is often given the name of a workbook: a page with one, or values in rows."""
    if start.startswith(("<table", *WEB_PAGE)):
        return TABLE if "<table" in start else None
    first = start.split("\n", maxsplit=1)[0]
    return None if first.startswith(("<", "{", "[")) or not any(sign in first for sign in SEPARATORS) else "csv"


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
