"""The last steps of a forked child before it becomes the program or calls the functions that it is asked for."""

import fcntl
import functools
import os
import pickle
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import NoReturn

from conversion.process import confinement, kernel, reports, work
from conversion.process.work import Work

MOST_DESCRIPTORS = 1 << 20
REQUESTS = reports.CHANNEL + 1
# What is ignored stays so in a program that is started: Python ignores some, nohup and shells others.
_CHANGED = [number for number in signal.valid_signals() if signal.getsignal(number) != signal.SIG_DFL]


def become(connection: socket.socket, parent: int) -> NoReturn:
    """Turn this freshly forked process into the next work that comes; ``parent`` is its supervisor."""
    try:
        kernel.die_with_parent(signal.SIGKILL, parent)
        os.setsid()
        kernel.name_process("mutabor-rest")
        _set_up()
        if asked := work.receive(connection):
            _do(*asked)
    except BaseException:  # noqa: BLE001 - nothing may return into the frames that were copied by the fork
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(127)


def _set_up() -> None:
    for number in _CHANGED:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    os.umask(0o077)


def _do(asked: Work, streams: Sequence[int]) -> NoReturn:
    requests, stdout, stderr = streams
    os.dup2(stderr, 2)
    os.chdir(asked.scratch)
    if asked.command:
        _run(asked, stdout)
    os._exit(_serve(asked, requests, stdout))


def _run(asked: Work, stdout: int) -> NoReturn:
    os.dup2(stdout, 1)
    os.closerange(3, MOST_DESCRIPTORS)
    confinement.confine(asked)
    os.execve(asked.command[0], asked.command, asked.environment)  # noqa: S606 - what this module is for


def _serve(asked: Work, requests: int, stdout: int) -> int:
    """Call what is asked until nothing more is, or a call fails; the exit status.

    Its stdout is the channel of its reports; what it prints goes to stderr.
    """
    kernel.name_process("mutabor-call")
    requests = fcntl.fcntl(requests, fcntl.F_DUPFD, REQUESTS)  # out of the way of the next line
    os.dup2(stdout, reports.CHANNEL, inheritable=False)
    os.dup2(requests, REQUESTS, inheritable=False)
    os.dup2(2, 1)
    os.closerange(REQUESTS + 1, MOST_DESCRIPTORS)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(asked.environment)
    sys.dont_write_bytecode = True
    tempfile.tempdir = None  # the module remembers the folder of the process that was forked
    outside: Work | None = asked
    with os.fdopen(REQUESTS, "rb") as stream:
        for request in work.requests(stream):
            status = reports.answer(functools.partial(_load_and_call, request, outside))
            sys.stdout.flush()
            sys.stderr.flush()
            if status:
                return status
            outside = None
    return 0


def _load_and_call(request: bytes, outside: Work | None) -> object:
    """The first function's module is imported before the walls stand: our own code, wherever it is."""
    function, args, kwargs = pickle.loads(request)  # noqa: S301 - made by our own parent, not by the file
    if outside:
        confinement.confine(outside)
    return function(*args, **kwargs)
