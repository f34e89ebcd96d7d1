"""What the tests of running programs share: a runner, and a look at what still lives."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from conversion import process
from tests.faulty import tools

TOOLS = Path(tools.__file__)


class Patience:
    """A watch that notes what it was told, and stops when it was asked to."""

    def __init__(self) -> None:
        self.told: list[tuple[float, float | None]] = []
        self.stop: Exception | None = None

    def beat(self, fraction: float | None) -> None:
        self.told.append((time.monotonic(), fraction))
        if self.stop:
            raise self.stop


def faulty(fault: str) -> list[str]:
    """The command of a program with that fault."""
    return [sys.executable, str(TOOLS), fault]


def living(scratch: Path) -> list[psutil.Process]:
    """The processes of work in that folder."""
    return [found for found in psutil.process_iter() if _folder(found) == str(scratch)]


def _folder(found: psutil.Process) -> str | None:
    try:
        return found.cwd()
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return None


def eventually(is_so: Callable[[], object], seconds: float = 5) -> None:
    """Look again until it is so; fail when it takes longer."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def named(name: str, parent: psutil.Process) -> list[psutil.Process]:
    """The descendants of that name that still run."""
    return [
        found
        for found in parent.children(recursive=True)
        if found.name() == name and found.status() != psutil.STATUS_ZOMBIE
    ]


@pytest.fixture
def watch() -> Patience:
    return Patience()


@pytest.fixture
def runner(tmp_path: Path, watch: Patience) -> process.Runner:
    return process.Runner(tmp_path, watch, 60)
