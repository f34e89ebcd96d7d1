"""Looks for secrets in what came of a hostile file, through containers and in pictures."""

import io
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, UnidentifiedImageError

from conversion import detection, formats
from conversion.formats import Kind
from tests.hostile.bait import COLOUR, OF_THE_SYSTEM, spellings

MOST = 64 << 20  # bytes that are looked through
NEAR = 24
ENOUGH = 0.01  # of the pixels


def leaks(path: Path, *, pictures: bool = True) -> str:
    """What of the secrets is in that file, or nothing; ``pictures`` are looked at too."""
    for content in _contents(path):
        if any(spelling in content for spelling in spellings()):
            return "it holds the secret"
        if OF_THE_SYSTEM.encode() in content:
            return "it holds /etc/passwd"
    return "it shows the secret picture" if pictures and any(map(_shows, _pictures(path))) else ""


def _contents(path: Path) -> Iterator[bytes]:
    """The bytes, and those of what is packed in it."""
    with path.open("rb") as file:
        content = file.read(MOST)
    yield content
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            yield "\n".join(page.get_textpage().get_text_range() for page in list(document)[:20]).encode()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(info)[:MOST] for info in archive.infolist()[:200] if info.file_size < MOST)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            members = [member for member in archive.getmembers()[:200] if member.isfile()]
            yield from (archive.extractfile(member).read(MOST) for member in members)  # type: ignore[union-attr]


def _pictures(path: Path) -> Iterator[Image.Image]:
    """The picture, the first page or the first moment of it."""
    name = detection.detect(path)
    kind = formats.named(name)[0].kind if name else None
    try:
        if name == "pdf":
            with pypdfium2.PdfDocument(path) as document:
                yield from (page.render(scale=0.5).to_pil() for page in list(document)[:3])
        elif kind is Kind.IMAGE:
            yield Image.open(path)
        elif kind is Kind.VIDEO:
            shown: list[str | Path] = [
                "ffmpeg",
                "-v",
                "error",
                "-i",
                path,
                "-frames:v",
                "1",
                "-f",
                "image2pipe",
                "-c:v",
                "png",
                "-",
            ]
            yield Image.open(io.BytesIO(subprocess.run(shown, capture_output=True, check=True, timeout=60).stdout))
        elif name == "zip":
            yield from _inside(path)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, MemoryError, subprocess.CalledProcessError):
        return


def _inside(path: Path) -> Iterator[Image.Image]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist()[:50]:
            if name.endswith((".png", ".jpg", ".jpeg", ".gif")):
                yield Image.open(io.BytesIO(archive.read(name)))


def _shows(picture: Image.Image) -> bool:
    picture.thumbnail((200, 200))
    content = picture.convert("RGB").tobytes()
    near = sum(
        all(abs(a - b) < NEAR for a, b in zip(content[at : at + 3], COLOUR, strict=True))
        for at in range(0, len(content), 3)
    )
    return near > ENOUGH * len(content) / 3
