"""Converts one hostile file as a worker does; says what was wrong with how it went."""

import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from conversion import formats, pipeline
from conversion.errors import ConversionError, DeadlineError, SourceError
from tests.hostile import findings
from tests.hostile.bait import Bait

DEADLINE = 100.0  # seconds
MOST_DISK = 6 << 30  # bytes in the scratch folder


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile file: what it is called, its bytes, and the formats that it is to become.

    ``aims``: it names the secret picture; in what is merely damaged any colour may come about.
    """

    name: str
    content: bytes = field(repr=False)
    targets: tuple[str, ...]
    aims: bool = True


@dataclass(frozen=True, slots=True)
class Ending:
    """How it went: ``wrong`` is empty, or what must not be; ``said`` is the error's type and detail, or "a result"."""

    name: str
    target: str
    said: str
    seconds: float
    wrong: str


class _Gauge:
    """A watch that ends a conversion whose scratch folder grows too big."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def beat(self, _fraction: float | None) -> None:
        used = sum(_size(Path(folder, name)) for folder, _, names in os.walk(self._folder) for name in names)
        assert used < MOST_DISK, f"{used} bytes of scratch"


def _size(path: Path) -> int:
    try:
        return path.lstat().st_blocks * 512
    except OSError:  # it went while we looked
        return 0


def run(hostile: Hostile, target: str, bait: Bait, deadline: float = DEADLINE) -> Ending:
    """Convert it, with copies of the secrets wherever a relative name may lead; ``deadline`` in seconds."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutabor-hostile-") as room:
        said, wrong = _converted(hostile, target, Path(room), bait, deadline)
    return Ending(hostile.name, target, said, time.monotonic() - began, wrong)


def _converted(hostile: Hostile, target: str, room: Path, bait: Bait, deadline: float) -> tuple[str, str]:
    for secret in bait.folder.glob("secret.*"):
        shutil.copy(secret, room)
    callers = bait.callers
    scratch, source = room / "scratch", room / "hostile"
    scratch.mkdir()
    source.write_bytes(hostile.content)
    wanted = formats.named(target)[0]
    request = pipeline.Request(source, hostile.name, None, wanted, {}, scratch, deadline)
    try:
        result = pipeline.convert(request, _Gauge(scratch))
    except (SourceError, DeadlineError) as error:
        return _said(error), _traces(room, bait, callers)
    except ConversionError as error:
        return _said(error), f"not the file's fault: {_said(error)}"
    return "a result", findings.leaks(result.path, pictures=hostile.aims) or _traces(room, bait, callers)


def _said(error: ConversionError) -> str:
    return f"{type(error).__name__}: {', '.join(map(str, error.args))}"[-1500:]


def _traces(room: Path, bait: Bait, callers: int) -> str:
    """What it left behind or reached, itself."""
    if bait.mark.exists() or list(room.rglob("*was-here*")):
        bait.mark.unlink(missing_ok=True)
        return "it left its mark"
    if bait.callers > callers:
        return "it called home"
    return ""
