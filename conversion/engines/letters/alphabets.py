"""Outlook's texts of eight bits a letter made wide: which alphabet they are in stands in one place for all of them."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from conversion.contents import text

PROPERTIES = "__properties_version1.0"
LETTER = "__substg1.0_3701000D"  # where a letter within a letter stands
PAGE = "__substg1.0_10130102"  # the letter as HTML, in bytes
# Bytes before the first property, [MS-OXMSG] 2.4.1: of the letter itself, of one within it, of people and attachments.
HEAD, INNER_HEAD, PART_HEAD, ROW = 32, 24, 8, 16
NUMBER, NARROW, WIDE = 3, 0x1E, 0x1F  # kinds of properties
OF_TEXTS, OF_PAGE = 0x3FFD, 0x3FDE  # which name a code page
# Said of everything by programs that do not ask: ASCII, and the alphabets of the West.
SAID_OF_ALL = (20127, 28591, 28605)
UTF_8 = 65001
OTHER_NAMES = {20866: "koi8-r", 21866: "koi8-u", UTF_8: "utf-8", 51949: "euc-kr", 51932: "euc-jp", 54936: "gb18030"}


def widened(root: Any) -> Any:
    """The storage of a letter with its texts in UTF-16, and its page in UTF-8 where its alphabet is told."""
    told = dict(_told(root))
    said = b"\n".join(_texts(root))
    likely = (told[number] for number in (OF_TEXTS, OF_PAGE) if number in told)
    encoding = next((name for name in ("utf-8", *likely) if _reads(name, said)), None) or text.guess(said)
    return _wide(root, HEAD, encoding, told.get(OF_PAGE, "utf-8"))


def inner(attachment: Any) -> Any:
    """The storage of the letter that is attached, laid out as one of its own; None for another attachment."""
    for storage in attachment.storages:
        if storage.name == LETTER:
            return replace(storage, streams=tuple(map(_outer, storage.streams)))
    return None


def _outer(stream: Any) -> Any:
    if stream.name != PROPERTIES:
        return stream
    return replace(stream, bytes_=stream.bytes_[:INNER_HEAD] + bytes(HEAD - INNER_HEAD) + stream.bytes_[INNER_HEAD:])


def _told(root: Any) -> Iterator[tuple[int, str]]:
    """Which encodings the letter says it is in; every program knows its own names for them."""
    rows = next((stream.bytes_ for stream in root.streams if stream.name == PROPERTIES), b"")
    for at in range(HEAD, len(rows) - ROW + 1, ROW):
        kind, number, value = struct.unpack_from("<HH4xI", rows, at)
        if kind == NUMBER and number in (OF_TEXTS, OF_PAGE) and value not in SAID_OF_ALL:
            yield number, OTHER_NAMES.get(value, f"cp{value}")


def _texts(storage: Any) -> Iterator[bytes]:
    yield from (stream.bytes_ for stream in storage.streams if _is_narrow(stream))
    for inner in storage.storages:
        yield from _texts(inner)


def _is_narrow(stream: Any) -> bool:
    return bool(stream.name.startswith("__substg1.0_") and stream.name.endswith(f"{NARROW:04X}"))


def _reads(encoding: str, data: bytes) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _wide(storage: Any, head: int, encoding: str, page: str) -> Any:
    return replace(
        storage,
        streams=tuple(_wide_stream(stream, head, encoding, page) for stream in storage.streams),
        storages=tuple(
            _wide(inner, INNER_HEAD if inner.name == LETTER else PART_HEAD, encoding, page)
            for inner in storage.storages
        ),
    )


def _wide_stream(stream: Any, head: int, encoding: str, page: str) -> Any:
    if _is_narrow(stream):
        said = stream.bytes_.decode(encoding, errors="replace")
        return replace(stream, path=f"{stream.path[:-4]}{WIDE:04X}", bytes_=said.encode("utf-16-le"))
    if stream.name == PAGE and not _reads("utf-8", stream.bytes_) and _reads(page, stream.bytes_):
        return replace(stream, bytes_=stream.bytes_.decode(page).encode())
    return replace(stream, bytes_=_wide_rows(stream.bytes_, head)) if stream.name == PROPERTIES else stream


def _wide_rows(properties: bytes, head: int) -> bytes:
    """The kinds of texts changed, and no code page left for others to stumble over."""
    rows = bytearray(properties)
    for at in range(head, len(rows) - ROW + 1, ROW):
        kind, number = struct.unpack_from("<HH", rows, at)
        if kind == NARROW:
            struct.pack_into("<H", rows, at, WIDE)
        elif kind == NUMBER and number in (OF_TEXTS, OF_PAGE):
            struct.pack_into("<I", rows, at + 8, UTF_8)
    return bytes(rows)
