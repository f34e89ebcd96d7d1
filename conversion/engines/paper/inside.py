"""What stands inside documents: the pictures of a PDF or an office document, as they were put in."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from conversion.engines.imaging import sheets
from conversion.errors import DamagedFileError, NothingToConvertError

DEEPEST = 8  # drawings in one another
MOST_PICTURES = 2000
# Encodings of pictures in a PDF that are files of their own.
AS_THEY_ARE = {("DCTDecode",): "jpg", ("JPXDecode",): "jp2"}
MEDIA_TYPES = {"jpg": "image/jpeg", "jp2": "image/jp2", "png": "image/png"}
OPAQUE = 255
SUFFIXES = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".svg",
        ".emf",
        ".wmf",
        ".jp2",
        ".heic",
        ".avif",
        ".ico",
        ".eps",
        ".wdp",
        ".jxr",
        ".jpe",
    ]
)


def take(source: Path, kind: str, output: Path) -> None:
    """Write the pictures of a document of that kind into a zip; raises `NothingToConvertError`."""
    found = _in_pdf(source) if kind == "pdf" else _in_zip(source)
    seen: set[bytes] = set()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for suffix, data in found:
            digest = hashlib.sha256(data).digest()
            if digest not in seen and len(seen) < MOST_PICTURES:
                seen.add(digest)
                archive.writestr(f"{len(seen):03}.{suffix}", data)
    if not seen:
        raise NothingToConvertError("no pictures")


def _in_zip(source: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(source) as archive:
            for info in archive.infolist():
                name = PurePosixPath(info.filename)
                if name.suffix.lower() in SUFFIXES and name.parts[0] not in ("Thumbnails", "docProps"):
                    yield name.suffix.lower().lstrip("."), archive.read(info)
    except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise DamagedFileError(str(error)) from error


def _in_pdf(source: Path) -> Iterator[tuple[str, bytes]]:
    from pypdfium2 import raw  # noqa: PLC0415 - 14 MB that only the child which reads a PDF needs

    with sheets.opened(source) as document:
        sheets.count(document)
        for page in document:
            for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=DEEPEST):
                yield encoded(picture)
            page.close()


def encoded(picture: Any) -> tuple[str, bytes]:
    """The picture's own bytes where they are a file, else as PNG."""
    suffix = AS_THEY_ARE.get(tuple(picture.get_filters()))
    if suffix:
        return suffix, bytes(picture.get_data(decode_simple=True))
    buffer = io.BytesIO()
    shown = picture.get_bitmap(render=True, scale_to_original=True).to_pil().convert("RGBA")
    is_solid = shown.getchannel("A").getextrema()[0] == OPAQUE
    (shown.convert("RGB") if is_solid else shown).save(buffer, "PNG")
    return "png", buffer.getvalue()
