"""The processes below this one, as Linux tells them; elsewhere there seem to be none."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """From now on whoever loses its parent below this process becomes its child, and can be found."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent() -> None:
    """From now on this process gets SIGTERM when its parent dies."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def children(pid: int) -> list[int]:
    """The processes that ``pid`` is the parent of."""
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listing.read_text().split())
        except OSError:  # it ended meanwhile
            continue
    return found


def descendants(pid: int) -> list[int]:
    """The children of ``pid``, their children, and so on."""
    found = children(pid)
    for child in found:
        found += children(child)
    return found


def arguments(pid: int) -> list[str]:
    """The command line of ``pid``; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def send(pid: int, number: signal.Signals) -> None:
    """Signals a process, if it still runs."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def kill_descendants(limit: float) -> bool:
    """Kills everything below this process, and says whether all of it was gone within ``limit`` seconds."""
    deadline = time.monotonic() + limit
    while below := descendants(os.getpid()):
        if time.monotonic() > deadline:
            return False
        for pid in below:
            send(pid, signal.SIGKILL)
        reap(below)
        time.sleep(0.02)
    return True


def reap(pids: list[int]) -> None:
    """Takes leave of those that have ended, where they are children of this process."""
    for pid in pids:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            continue
