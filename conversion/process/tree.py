"""Ends every descendant of this process, orphans that it adopted included."""

import os
import signal
from collections.abc import Collection

from conversion.process import kernel


def end(keep: Collection[int] = ()) -> None:
    """Kill all children but ``keep``, and theirs, until none is left.

    Needs `kernel.adopt_orphans`: whoever loses its parent here becomes a child and is found in the next round, so
    neither a double fork nor a session of its own escapes.
    """
    while found := [pid for pid in kernel.children() if pid not in keep]:
        for pid in found:
            _kill(pid)
        for pid in found:
            os.waitpid(pid, 0)


def _kill(pid: int) -> None:
    """Kill a child with its process group: a whole group dies in one step, faster than it can fork."""
    group = os.getpgid(pid)
    if group != os.getpgrp():
        os.killpg(group, signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
