"""The last steps of a forked child before it becomes the program or calls the function."""

import functools
import os
import pickle
import signal
import sys
import tempfile
import traceback
from typing import NoReturn

from conversion.process import confinement, kernel, reports
from conversion.process.work import Work

MOST_DESCRIPTORS = 1 << 20
# What is ignored stays so in a program that is started: Python ignores some, nohup and shells others.
_SETTABLE = signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}


def become(work: Work, parent: int, stdout: int, stderr: int) -> NoReturn:
    """Turn this freshly forked process into the work; ``parent`` is its supervisor."""
    try:
        kernel.die_with_parent(signal.SIGKILL, parent)
        os.setsid()
        _set_up(work)
        if work.command:
            _run(work, stdout, stderr)
        os._exit(_call(work, stdout, stderr))
    except BaseException:  # noqa: BLE001 - nothing may return into the frames that were copied by the fork
        os.write(stderr, traceback.format_exc().encode())
    finally:
        os._exit(127)


def _set_up(work: Work) -> None:
    for number in _SETTABLE:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    os.umask(0o077)
    os.chdir(work.scratch)


def _run(work: Work, stdout: int, stderr: int) -> NoReturn:
    os.dup2(stderr, 2)
    os.dup2(stdout, 1)
    os.closerange(3, MOST_DESCRIPTORS)
    confinement.confine(work)
    os.execve(work.command[0], work.command, work.environment)  # noqa: S606 - what this module is for


def _call(work: Work, stdout: int, stderr: int) -> int:
    """Its stdout is the channel of its reports; what it prints goes to stderr."""
    kernel.name_process("mutabor-call")
    os.dup2(stderr, 2)
    os.dup2(stdout, reports.CHANNEL, inheritable=False)
    os.dup2(2, 1)
    os.closerange(reports.CHANNEL + 1, MOST_DESCRIPTORS)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(work.environment)
    sys.dont_write_bytecode = True
    tempfile.tempdir = None  # the module remembers the folder of the process that was forked
    reports.open_channel()
    status = reports.answer(functools.partial(_load_and_call, work))
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _load_and_call(work: Work) -> object:
    """The function's module is imported before the walls stand: our own code, wherever it is."""
    function, args, kwargs = pickle.loads(work.call)  # noqa: S301 - made by our own parent, not by the file
    confinement.confine(work)
    return function(*args, **kwargs)
