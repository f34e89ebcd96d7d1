"""One piece of work as seen by the process that asked for it: what it says, and how it ended."""

import contextlib
import os
import select
import socket
import time
from collections.abc import Callable
from typing import Self

from conversion.errors import PassingError
from conversion.process import forkserver, work
from conversion.process.work import Work

CHUNK = 1 << 16

Listener = Callable[[bytes], None]


class Session:
    """A context manager around running work; leaving it early kills the work and all that it started."""

    def __init__(self, asked: Work) -> None:
        self._work = asked
        self._server = forkserver.PROGRAMS if asked.command else forkserver.CALLS
        self._status: int | None = None
        self._unsent = b""

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as cleanup:
            self._open(cleanup)
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        with self._cleanup:
            if self._status is None:
                self._stop()

    @property
    def has_ended(self) -> bool:
        """Whether `wait` has told a status."""
        return self._status is not None

    def listen(self, on_stdout: Listener, on_stderr: Listener) -> None:
        """Who is told from now on what the work says."""
        self._listeners = dict(zip((self._stdout, self._stderr), (on_stdout, on_stderr), strict=True))

    def ask(self, request: bytes) -> None:
        """Send a request to work that takes them; `wait` goes on with what doesn't fit into the pipe."""
        self._unsent = work.enveloped(request)
        self._poll.register(self._requests, select.POLLOUT)

    def finish(self) -> None:
        """Have work that takes requests end by itself once all are answered, and wait for that."""
        self.ask(b"")
        deadline = time.monotonic() + forkserver.PATIENCE
        while self.wait(deadline - time.monotonic()) is None and time.monotonic() < deadline:
            pass

    def wait(self, seconds: float) -> int | None:
        """Pass on what the work says, for so long at most.

        Its exit status (negative: the signal) once it has ended and nothing that it started lives; until then None.
        Raises `PassingError` when the supervisor was killed.
        """
        ready = {descriptor for descriptor, _ in self._poll.poll(max(0, seconds) * 1000)}
        if self._requests in ready:
            self._write()
        for stream in self._outputs & ready:
            self._read(stream)
        if self._socket.fileno() in ready:
            self._end()
        return self._status

    def _open(self, cleanup: contextlib.ExitStack) -> None:
        """Make the pipes and tell a supervisor what to do; `wait` finds out if it is gone."""
        self._poll = select.poll()
        with contextlib.ExitStack() as theirs:
            pipes = [os.pipe() for _ in range(work.STREAMS)]
            (wanted, self._requests), (self._stdout, out), (self._stderr, err) = pipes
            for end in (self._requests, self._stdout, self._stderr):
                cleanup.callback(os.close, end)
                os.set_blocking(end, False)
            for end in (wanted, out, err):
                theirs.callback(os.close, end)
            self._socket = self._server.supervisor()
            cleanup.callback(self._part)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                work.send(self._socket, self._work, (wanted, out, err))
        self._outputs = {self._stdout, self._stderr}
        for descriptor in (self._socket.fileno(), *self._outputs):
            self._poll.register(descriptor, select.POLLIN)

    def _write(self) -> None:
        with contextlib.suppress(BrokenPipeError):  # it is ending, as its supervisor will say
            self._unsent = self._unsent[os.write(self._requests, self._unsent) :]
            if self._unsent:
                return
        self._poll.unregister(self._requests)

    def _read(self, stream: int) -> bool:
        """Pass on the next bytes; False when there are none now."""
        try:
            data = os.read(stream, CHUNK)
        except BlockingIOError:
            return False
        if data:
            self._listeners[stream](data)
        else:
            self._poll.unregister(stream)
            self._outputs.remove(stream)
        return bool(data)

    def _end(self) -> None:
        """Take the status, then what is left in the pipes: nobody is there any more to write into them."""
        said = self._socket.recv(16)
        if not said:
            raise PassingError(self._work.name, "its supervisor was killed")
        for stream in list(self._outputs):
            while self._read(stream):
                pass
        self._status = int(said)

    def _part(self) -> None:
        """A supervisor that has said how its work ended is there for the next."""
        if self._status is None:
            forkserver.close(self._socket)
        else:
            self._server.keep(self._socket)

    def _stop(self) -> None:
        """Have the supervisor kill everything, and wait until it says that nothing is left."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(forkserver.PATIENCE)
            self._socket.recv(16)
        except TimeoutError:  # something stopped the supervisor
            self._server.stop()
        except OSError:  # it was killed: the server clears up after it
            return
