"""How the tests of running programs make faults, and see what lives."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.faulty import tools

TOOLS = Path(tools.__file__).read_text()  # as a text: a confined program could not read the file


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
    return [sys.executable, "-c", TOOLS, fault]


def living(scratch: Path) -> list[psutil.Process]:
    """The processes of work in that folder."""
    return [found for found in psutil.process_iter() if _folder(found) == str(scratch)]


def _folder(found: psutil.Process) -> str | None:
    try:
        return found.cwd()
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return None


def eventually(is_so: Callable[[], object], seconds: float = 30) -> None:
    """Look again until it is so; fail when it takes longer."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def lives(found: psutil.Process) -> bool:
    """It still runs: neither gone nor dead and not yet waited for."""
    try:
        return found.is_running() and found.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def named(name: str, parent: psutil.Process) -> list[psutil.Process]:
    """The descendants of that name that still run."""
    return [found for found in parent.children(recursive=True) if lives(found) and found.name() == name]


def above(name: str, scratch: Path) -> psutil.Process:
    """Who watches the work in that folder ("watch"), or who forked that one ("server")."""
    watch, server, *_ = (found for found in living(scratch)[0].parents() if found.name().startswith("mutabor-"))
    return {"watch": watch, "server": server}[name]
