"""The fork servers as seen by the process that asks: started at the first need, its own, gone with it.

`multiprocessing`'s own fork server is no base for this: it refuses the daemonic children that Celery's pool is made of,
imports the caller's main module again, unpickles what children answer, and leaves their descendants running.
"""

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_START = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from conversion.process import server
server.serve(int(sys.argv[2]), int(sys.argv[3]), name=sys.argv[4], preloaded=sys.argv[5:])
"""
# What a clean process needs to find programs; the caller's environment holds secrets.
_ENVIRONMENT = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}

# Seconds. SIGKILL works at once, except on a process that waits for a dead disk.
PATIENCE = 10.0


class ForkServer:
    """A handle; all threads of a process share one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._preloaded: tuple[str, ...] = ()
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.stop)

    def _forget(self) -> None:
        """Have no server: a forked process starts its own, since its parent's goes with its parent."""
        if process := getattr(self, "_process", None):
            process.returncode = 0  # not this process's child: nothing to wait for
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._kept: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def supervisor(self) -> socket.socket:
        """The connection to a supervisor that waits for work: the one that was kept, or one forked now."""
        with self._lock:
            kept, self._kept = self._kept, None
            lives = self._process is not None and self._process.poll() is None
        if kept is not None:
            if lives and not select.select([kept], [], [], 0)[0]:
                return kept
            close(kept)  # somebody killed it
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            self._send([theirs.fileno()])
        return ours

    def keep(self, connection: socket.socket) -> None:
        """Take back the connection to a supervisor whose work is over: the next one is begun sooner."""
        with self._lock:
            if self._kept is None and self._control is not None:
                self._kept = connection
                return
        close(connection)

    def start(self, preloaded: Sequence[str]) -> None:
        """Start it before it is needed, with these modules imported; returns at once. Nothing where it runs."""
        with self._lock:
            self._preloaded = tuple(preloaded)
            if self._control is None:
                self._start()

    def stop(self) -> None:
        """End the server and all that it runs."""
        with self._lock:
            self._stop()

    def _send(self, descriptors: list[int]) -> None:
        try:
            socket.send_fds(self._control or self._start(), [b"w"], descriptors)
        except (BrokenPipeError, ConnectionResetError):  # somebody killed it
            self._stop()
            socket.send_fds(self._start(), [b"w"], descriptors)

    def _stop(self) -> None:
        for connection in filter(None, (self._kept, self._control)):
            close(connection)
        self._kept = self._control = None
        if self._process is not None:
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:  # stopped by what it runs, or waiting for a dead disk
                self._process.kill()
            self._process = None

    def _start(self) -> socket.socket:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        me = os.pidfd_open(os.getpid())
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, _path(), *self._arguments(theirs, me)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd="/",
                env=_ENVIRONMENT,
                pass_fds=[theirs.fileno(), me],
                start_new_session=True,
            )
        finally:
            theirs.close()
            os.close(me)
        return self._control

    def _arguments(self, control: socket.socket, asker: int) -> list[str]:
        return [str(control.fileno()), str(asker), self._name, *self._preloaded]


def close(connection: socket.socket) -> None:
    """End a connection: closing alone is no sign while a forked sibling has a copy."""
    with connection, contextlib.suppress(OSError):  # the other side was killed
        connection.shutdown(socket.SHUT_RDWR)


def _path() -> str:
    """Where to import from, as this process does. The celery program has our root there at its start only."""
    root = str(Path(__file__).parents[2])
    return json.dumps([str(Path(folder).absolute()) for folder in [root, *sys.path]])


# One has all decoders in its memory, which each of its children shares; to fork one that only becomes a program
# is much cheaper beside that.
CALLS = ForkServer("mutabor-fork")
PROGRAMS = ForkServer("mutabor-spawn")


def warm_up(preloaded: Sequence[str] = ()) -> None:
    """Have this process's servers started while it does something else; ``preloaded``: modules that functions need.

    What is not imported there is imported by each child that uses it: worth it for who converts one file.
    """
    CALLS.start(preloaded)
    PROGRAMS.start(())


def stop() -> None:
    """End this process's servers and all that they run; they are started anew where they are needed."""
    for server in (CALLS, PROGRAMS):
        server.stop()
