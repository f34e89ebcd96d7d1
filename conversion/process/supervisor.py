"""Watches one work after the other: ends each, with all it started, when it ends, is stopped, or nobody asks."""

import contextlib
import os
import select
import signal
import socket

from conversion.process import child, kernel, tree


def supervise(connection: socket.socket, server: int) -> None:
    """Have a child take a work and do it; say its status (negative: a signal) when nothing of it lives; and again.

    ``connection`` leads to who asks: its end means stop. ``server`` is a pidfd: its owner's death means stop too.
    """
    os.setsid()
    kernel.name_process("mutabor-watch")
    kernel.adopt_orphans()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGCONT)  # if the work has stopped this process, `server` goes unseen
    me = os.getpid()
    has_ended = True
    while has_ended:
        if (pid := os.fork()) == 0:  # before there is work: nobody waits for the fork
            child.become(connection, me)
        has_ended, is_lost = _wait(pid, connection, server)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if has_ended else -signal.SIGKILL
        tree.end()
        if not is_lost:
            with contextlib.suppress(BrokenPipeError):
                connection.send(str(status).encode())


def _wait(pid: int, connection: socket.socket, server: int) -> tuple[bool, bool]:
    """Whether the child has ended, else it has to be; whether the server is lost, and who asked has to know nothing."""
    ended = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    for descriptor in (ended, server):
        poll.register(descriptor, select.POLLIN)
    ready = {descriptor for descriptor, _ in poll.poll()}
    os.close(ended)
    return ended in ready, server in ready and ended not in ready
