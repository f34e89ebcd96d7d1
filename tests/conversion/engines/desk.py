"""Runs the engines for documents and archives, and reads what they made by other means."""

import html
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from conversion import formats
from conversion.engines import ENGINES
from conversion.engines.base import Engine, Route, Step
from conversion.formats import Format
from conversion.process import Runner
from tests.conftest import SAMPLES

DEADLINE = 240  # seconds, on a busy machine
# What stands in the samples that nothing here can write; all others hold the same Russian text.
SAID_ELSEWHERE = {
    "hwp": "안녕하세요 오픈오피스!",
    "key": "item 1",
    "lwp": "Test Test",
    "numbers": "B4",
    "pages": "Liberation",
    "sdc": "big row",
    "sdw": "Header 1",
    "vsd": "test",
    "vsdx": "RECTANGLE",
}
TAG = re.compile(r"<[^>]*>")
RTF_CHARACTER = re.compile(r"\\u(-?\d+) ?(?:(?:\\'[0-9a-f]{2})+|\?)?")
RTF_BYTES = re.compile(r"\\'([0-9a-f]{2})")
RTF_WORD = re.compile(r"\\[a-z]+-?\d* ?|[{}]")


class Patience:
    """A watch that never stops anything."""

    def beat(self, fraction: float | None) -> None:
        assert fraction is None or 0 <= fraction <= 1


def named(name: str) -> Format:
    (row,) = formats.named(name)
    return row


def sample(name: str) -> Path:
    return SAMPLES / f"sample.{named(name).extension}"


def engine_for(source: Format, target: Format, name: str | None) -> Engine:
    """The cheapest engine for the pair, or the one of that name."""
    found = [
        (route.cost, number)
        for number, engine in enumerate(ENGINES)
        for route in engine.routes
        if (route.source, route.target) == (source, target) and name in (None, engine.name)
    ]
    return ENGINES[min(found)[1]]


def routes(*names: str) -> list[Route]:
    """What the engines of these names can do, in a lasting order."""
    found = [route for engine in ENGINES if engine.name in names for route in engine.routes]
    return sorted(found, key=lambda route: (route.source.name, route.target.name))


def convert(source: Path, target: str, folder: Path, *, by: str | None = None, seen: Path | None = None) -> list[Path]:
    """What the engine for that pair, or the one of that name, makes of a file, in order; it also sees ``seen``."""
    found = formats.from_filename(source.name)
    assert found is not None
    engine = engine_for(found, named(target), by)
    work = Path(tempfile.mkdtemp(dir=folder))
    outputs, scratch = (Path(tempfile.mkdtemp(dir=work)) for _ in range(2))
    output = outputs / f"file.{named(target).extension}"
    runner = Runner(work, Patience(), DEADLINE, readable=[source, *([seen] if seen else [])])
    engine.convert(Step(source, found, output, named(target), {}, runner, scratch))
    return sorted(outputs.iterdir())


def converted(source: Path, target: str, folder: Path, *, by: str | None = None) -> Path:
    """The only file that comes of it."""
    (output,) = convert(source, target, folder, by=by)
    return output


def raw(path: Path) -> str:
    """All that a document says, its own marks included."""
    if path.suffix == ".pdf":
        return said("pdftotext", str(path), "-") + said("pdfinfo", "-url", str(path))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = [
                archive.read(name)
                for name in archive.namelist()
                if name.endswith((".xml", ".xhtml", ".html", ".htm", ".rels"))
            ]
        return "\n".join(part.decode("utf-8") for part in parts)
    if path.suffix in (".doc", ".xls", ".ppt"):
        data = path.read_bytes()
        return "".join(part.decode("utf-16-le", "ignore") for part in (data, data[1:])) + data.decode("latin-1")
    text = path.read_text(encoding="utf-8")
    return rtf(text) if path.suffix == ".rtf" else text


def rtf(text: str) -> str:
    """The letters of an RTF, escaped ones too."""
    text = RTF_CHARACTER.sub(lambda found: chr(int(found[1]) % 0x10000), text.replace("\n", ""))
    return RTF_BYTES.sub(lambda found: bytes.fromhex(found[1]).decode("cp1251", "replace"), text)


def words(path: Path) -> str:
    """What a reader sees, with single spaces."""
    text = raw(path)
    if path.suffix == ".rtf":
        text = RTF_WORD.sub("", text)
    elif path.suffix in (".html", ".docx", ".odt", ".epub", ".xlsx", ".ods", ".pptx", ".odp"):
        text = html.unescape(TAG.sub(" ", text))
    return " ".join(text.split())


def pictures(path: Path) -> int:
    """How many PNG pictures a document holds; in a PDF of any kind."""
    if path.suffix == ".pdf":
        return len(said("pdfimages", "-list", str(path)).splitlines()) - 2
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return sum(archive.read(name).startswith(b"\x89PNG") for name in archive.namelist())
    data = path.read_bytes()
    return sum(data.count(mark) for mark in (b"\x89PNG", b"89504e47", b"data:image/png", b'"image/png":'))


def said(*command: str) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
