"""Books for Bambook (SNB), which calibre writes and can't read: their chapters and pictures as an FB2."""

import base64
import bz2
import struct
import zlib
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from conversion.contents import safe_xml, text
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

MAGIC = b"SNBP000B"
HEADER = struct.Struct(">8s9i")  # among them the number of files, and the sizes of the list and of both streams
FILE = struct.Struct(">3i")  # its sort, where its name is, its size
END = struct.Struct(">2i8s")  # of the file: the size and the place of the list of blocks
PACKED = 0x40000000  # its sort: it stands in the stream of packed blocks
BLOCK = 0x8000
LARGEST = 64 << 20  # bytes
BROKEN = (struct.error, zlib.error, OSError, ValueError, LookupError, EOFError)
FB2 = """<?xml version="1.0" encoding="utf-8"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><genre>other</genre><author><nickname>{author}</nickname></author>
<book-title>{title}</book-title><lang>{language}</lang></title-info></description>
<body>{chapters}</body>{pictures}</FictionBook>"""


def unpack(book: Path, output: Path) -> None:
    """Write the book as an FB2; raises `DamagedFileError`, `TooLargeError` and `NothingToConvertError`."""
    files = dict(_files(book.read_bytes()))
    about = _tree(files, "snbf/book.snbf")
    chapters = "".join(_chapter(files, line) for line in _tree(files, "snbf/toc.snbf").iterfind("body/chapter"))
    if not chapters:
        raise NothingToConvertError("no chapters")
    said = {name: escape(about.findtext(f"head/{name}") or "") for name in ("name", "author", "language")}
    pictures = "".join(
        f'<binary id="{escape(name)}">{base64.b64encode(content).decode()}</binary>'
        for name, content in _pictures(files).items()
    )
    output.write_text(
        FB2.format(
            title=said["name"] or book.stem,
            author=said["author"],
            language=said["language"].lower() or "und",
            chapters=chapters,
            pictures=pictures,
        ),
        "utf-8",
    )


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and contents; raises `DamagedFileError` and `TooLargeError`."""
    try:
        _, _, _, _, count, _, list_size, raw_size, packed_size, _ = HEADER.unpack_from(data)
        if max(raw_size, packed_size, count * FILE.size) > LARGEST:
            raise TooLargeError("bytes", raw_size, packed_size)
        listed = zlib.decompressobj().decompress(data[HEADER.size : HEADER.size + list_size], LARGEST)
        start = HEADER.size + list_size
        streams = {False: data[start : start + raw_size], True: _unpacked(data, raw_size, packed_size)}
        places = {False: 0, True: 0}
        for number in range(count):
            sort, name_at, size = FILE.unpack_from(listed, number * FILE.size)
            name_at += count * FILE.size
            name = listed[name_at : listed.index(b"\0", name_at)].decode("utf-8")
            is_packed = bool(sort & PACKED)
            yield name, streams[is_packed][places[is_packed] : places[is_packed] + size]
            places[is_packed] += size
    except BROKEN as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _unpacked(data: bytes, raw_size: int, packed_size: int) -> bytes:
    """The stream of blocks; one that would not shrink stands as it is."""
    size, place, magic = END.unpack_from(data, len(data) - END.size)
    if magic != MAGIC:
        raise ValueError("cut off")
    blocks = zlib.decompressobj().decompress(data[place : place + size], LARGEST)
    first, count = -(-raw_size // BLOCK), -(-packed_size // BLOCK)
    starts = [*struct.unpack_from(f">{count}i", blocks, first * 4), place]
    parts = (data[begin:end] for begin, end in pairwise(starts))
    return b"".join(part if len(part) >= BLOCK else bz2.BZ2Decompressor().decompress(part, BLOCK) for part in parts)


def _tree(files: Mapping[str, bytes], name: str) -> ET.Element:
    if name not in files:
        raise DamagedFileError("missing", name)
    return safe_xml.parse(text.decode(files[name]))


def _chapter(files: Mapping[str, bytes], line: ET.Element) -> str:
    """A chapter by its line in the contents; nothing for one that is not there."""
    name = f"snbc/{line.get('src', '')}"
    if name not in files:
        return ""
    body = _tree(files, name).find("body")
    rows = "".join(_row(row) for row in body) if body is not None else ""
    return f"<section><title><p>{escape(line.text or '')}</p></title>{rows or '<empty-line/>'}</section>"


def _row(row: ET.Element) -> str:
    said = escape((row.text or "").strip("\u3000"))
    if row.tag == "img":
        return f'<image l:href="#{said}"/>'
    return f"<p>{said}</p>" if said else "<empty-line/>"


def _pictures(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {PurePosixPath(name).name: content for name, content in files.items() if name.startswith("snbc/images/")}
