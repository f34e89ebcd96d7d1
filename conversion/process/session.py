"""One piece of work as seen by the process that asked for it: what it says, and how it ended."""

import contextlib
import os
import pickle
import select
import socket
from collections.abc import Callable
from typing import Self

from conversion.errors import PassingError
from conversion.process import forkserver
from conversion.process.work import Work

CHUNK = 1 << 16

Listener = Callable[[bytes], None]


class Session:
    """A context manager around running work; leaving it early kills the work and all that it started."""

    def __init__(self, work: Work, on_stdout: Listener, on_stderr: Listener) -> None:
        self._work = work
        self._listeners = (on_stdout, on_stderr)
        self._status: int | None = None

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as cleanup:
            self._open(cleanup)
            self._hand_over()
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        with self._cleanup:
            if self._status is None:
                self._stop()

    def wait(self, seconds: float) -> int | None:
        """Pass on what the work says, for so long at most.

        Its exit status (negative: the signal) once it has ended and nothing that it started lives; until then None.
        Raises `PassingError` when the supervisor was killed.
        """
        ready = {descriptor for descriptor, _ in self._poll.poll(max(0, seconds) * 1000)}
        for stream in self._streams.keys() & ready:
            self._read(stream)
        if self._socket.fileno() in ready:
            self._end()
        return self._status

    def _open(self, cleanup: contextlib.ExitStack) -> None:
        """Make the pipes and have a supervisor forked."""
        self._poll = select.poll()
        self._streams: dict[int, Listener] = {}
        ends = []
        with contextlib.ExitStack() as theirs:
            for listener in self._listeners:
                ours, end = os.pipe()
                cleanup.callback(os.close, ours)
                theirs.callback(os.close, end)
                os.set_blocking(ours, False)
                self._poll.register(ours, select.POLLIN)
                self._streams[ours] = listener
                ends.append(end)
            self._socket = cleanup.enter_context(forkserver.SERVER.hand_over(*ends))
        self._poll.register(self._socket, select.POLLIN)

    def _hand_over(self) -> None:
        """Tell the supervisor what to do; `wait` finds out if it is gone."""
        with contextlib.suppress(BrokenPipeError), self._socket.makefile("wb") as stream:
            pickle.dump(self._work, stream)

    def _read(self, stream: int) -> bool:
        """Pass on the next bytes; False when there are none now."""
        try:
            data = os.read(stream, CHUNK)
        except BlockingIOError:
            return False
        if data:
            self._streams[stream](data)
        else:
            self._poll.unregister(stream)
            del self._streams[stream]
        return bool(data)

    def _end(self) -> None:
        """Take the status, then what is left in the pipes: nobody is there any more to write into them."""
        said = self._socket.recv(16)
        if not said:
            raise PassingError(self._work.name, "its supervisor was killed")
        for stream in list(self._streams):
            while self._read(stream):
                pass
        self._status = int(said)

    def _stop(self) -> None:
        """Have the supervisor kill everything, and wait until it says that nothing is left."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(forkserver.PATIENCE)
            self._socket.recv(16)
        except TimeoutError:  # something stopped the supervisor
            forkserver.SERVER.stop()
        except OSError:  # it was killed: the server clears up after it
            return
