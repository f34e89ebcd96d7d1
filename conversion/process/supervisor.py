"""Watches one piece of work: ends it, with everything it started, when it ends, is stopped, or has nobody who asked."""

import contextlib
import os
import pickle
import select
import signal
import socket

from conversion.process import child, kernel, tree


def supervise(connection: socket.socket, server: int, stdout: int, stderr: int) -> None:
    """Receive the work, run it in a child; say its status (negative: a signal) when nothing of it lives.

    ``connection`` leads to who asked: its end means stop. ``server`` is a pidfd: its owner's death means stop too.
    """
    os.setsid()
    kernel.name_process("mutabor-watch")
    kernel.adopt_orphans()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGCONT)  # if the work has stopped this process, `server` goes unseen
    try:
        with connection.makefile("rb") as stream:
            work = pickle.load(stream)  # noqa: S301 - from our own process
    except (EOFError, pickle.UnpicklingError):  # who asked is gone before it asked
        return
    me = os.getpid()
    if (pid := os.fork()) == 0:
        child.become(work, me, stdout, stderr)
    os.close(stdout)
    os.close(stderr)
    status = _wait(pid, connection.fileno(), server)
    tree.end()
    if status is not None:
        with contextlib.suppress(BrokenPipeError):
            connection.send(str(status).encode())


def _wait(pid: int, asker: int, server: int) -> int | None:
    """The exit status of the child once it has ended; -9 when it has to be ended, None when the server is lost."""
    ended = os.pidfd_open(pid)
    poll = select.poll()
    for descriptor in (ended, asker, server):
        poll.register(descriptor, select.POLLIN)
    ready = dict(poll.poll())
    if ended in ready:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return None if server in ready else -signal.SIGKILL
