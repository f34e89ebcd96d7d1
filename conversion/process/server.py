"""The fork server: a single-threaded process that has the decoders imported and forks a child for each work."""

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import traceback
from collections.abc import Sequence
from typing import NoReturn

from conversion.process import child, kernel, supervisor, tree


def serve(control: int, asker: int, name: str, preloaded: Sequence[str]) -> None:
    """Fork a supervisor for each message on the socket ``control`` until it closes or ``asker``, a pidfd, ends.

    ``preloaded``: modules that called functions use, imported once here; what is not installed is not missed.
    """
    kernel.name_process(name)
    kernel.adopt_orphans()
    kernel.die_before_others()  # once, here: the call takes milliseconds
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGCONT)  # a stopped one would not see that its asker has ended
    preload(preloaded)
    server = _Server(socket.socket(fileno=control), asker)
    server.loop()
    tree.end()


def preload(names: Sequence[str]) -> None:
    """Import them, and keep the garbage collector from copying their pages in each child."""
    for name in names:
        # OSError and AttributeError: a binding whose shared library is missing or too old
        with contextlib.suppress(ImportError, OSError, AttributeError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


class _Server:
    def __init__(self, control: socket.socket, asker: int) -> None:
        self.control = control
        self.asker = asker
        self.me = os.pidfd_open(os.getpid())
        self.supervisors: dict[int, int] = {}
        self.poll = select.poll()
        self.poll.register(control, select.POLLIN)
        self.poll.register(asker, select.POLLIN)

    def loop(self) -> None:
        while True:
            ready = [descriptor for descriptor, _ in self.poll.poll()]
            if self.asker in ready:
                return
            for descriptor in ready:
                if descriptor in self.supervisors:
                    self.bury(descriptor)
            if self.control.fileno() in ready and not self.receive():
                return

    def bury(self, descriptor: int) -> None:
        """Forget a supervisor that has ended, and end what it may have left because it was killed."""
        self.poll.unregister(descriptor)
        os.close(descriptor)
        os.waitpid(self.supervisors.pop(descriptor), 0)
        tree.end(keep=self.supervisors.values())

    def receive(self) -> bool:
        """Fork a supervisor for the next message. False when nobody will ask any more."""
        message, descriptors, _, _ = socket.recv_fds(self.control, 1, 1)
        if not message:
            return False
        for connection in descriptors:
            self.fork(connection)
            os.close(connection)
        return True

    def fork(self, connection: int) -> None:
        try:
            pid = os.fork()
        except OSError:  # no process to be had: who asked sees the connection close
            return
        if pid == 0:
            self.become_supervisor(connection)
        pidfd = os.pidfd_open(pid)
        self.supervisors[pidfd] = pid
        self.poll.register(pidfd, select.POLLIN)

    def become_supervisor(self, connection: int) -> NoReturn:
        try:
            kept = sorted({connection, self.me})
            for low, high in zip([2, *kept], [*kept, child.MOST_DESCRIPTORS], strict=True):
                os.closerange(low + 1, high)
            supervisor.supervise(socket.socket(fileno=connection), self.me)
        except BaseException:  # noqa: BLE001 - nothing may return into the server's frames
            traceback.print_exc()
        finally:
            os._exit(0)
