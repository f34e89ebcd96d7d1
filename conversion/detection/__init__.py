"""What a file is, by its bytes: names lie."""

import mmap
from collections.abc import Sequence
from pathlib import Path

import magic

from conversion import formats
from conversion.detection import books, drawings, media, offices, papers, pictures, solids, sundry
from conversion.detection.packing import packed_format

HEAD = 64 * 1024  # bytes that are looked at

# Beginnings that belong to one format only: offset, bytes, name.
MAGIC = (*drawings.MAGIC, *media.MAGIC, *pictures.MAGIC, *papers.MAGIC, *books.MAGIC, *sundry.MAGIC)
# Formats that share their bytes with the one found: then the name may be believed.
ALIKE = drawings.ALIKE | media.ALIKE | pictures.ALIKE | papers.ALIKE | books.ALIKE | offices.ALIKE


def detect(path: Path, claimed: str | None = None) -> str | None:
    """The name of the format that these bytes are of, or None.

    ``claimed`` is a format's name; it decides only where bytes can't: among texts, and among formats that share
    a container.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        return None
    found = _by_beginning(head) or solids.look(path, head)
    found = found or packed_format(path, head, claimed) or _by_search(path, claimed)
    if found is None:
        found = papers.look_at_text(head, claimed) or _by_libmagic(head) or _by_claim(head, claimed)
    return claimed if claimed in ALIKE.get(found or "", ()) and _may_be(claimed, head) else found


def detect_each(paths: Sequence[Path], claimed: str | None = None) -> list[str | None]:
    """`detect`, for many."""
    return [detect(path, claimed) for path in paths]


def _by_beginning(head: bytes) -> str | None:
    return (
        drawings.look(head)
        or _by_magic(head)
        or papers.look(head)
        or books.look(head)
        or media.look(head)
        or pictures.look(head)
    )


def _by_magic(head: bytes) -> str | None:
    return next((name for offset, mark, name in MAGIC if head[offset : offset + len(mark)] == mark), None)


def _by_search(path: Path, claimed: str | None) -> str | None:
    """Formats that are known by something further inside."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return papers.look_inside(data) or pictures.look_at_all(data, claimed)


def _by_libmagic(head: bytes) -> str | None:
    """What the catalogue has under the media type that libmagic sees."""
    found = formats.from_media_type(magic.from_buffer(head, mime=True))
    if found is None or (found.name == "tga" and not pictures.is_tga_header(head)):  # its guess there is bold
        return None
    return found.name


def _by_claim(head: bytes, claimed: str | None) -> str | None:
    """What the name says, where the bytes have no mark but would make sense as that."""
    return pictures.look_again(head, claimed) or media.look_again(head, claimed)


def _may_be(claimed: str, head: bytes) -> bool:
    """The bytes don't speak against it."""
    return drawings.may_be(claimed, head) and media.may_be(claimed, head) and pictures.may_be(claimed, head)
