"""Functions that misbehave in a chosen way, as foreign decoders do."""

import ctypes
import errno
import os
import sys
import time
from pathlib import Path
from typing import Any

from conversion import errors, process
from tests.faulty import tools

hang = tools.hang
hang_with_daemon = tools.hang_with_daemon


def double(value: object) -> list[object]:
    """Nothing wrong here."""
    return [value, value]


def halves() -> str:
    """Tells that half is done, and goes on a little."""
    process.report(0.5)
    time.sleep(0.5)
    return "done"


def crash() -> None:
    """A wild pointer in a C library."""
    ctypes.string_at(0)


def leave(status: int) -> None:
    """A library that ends the process."""
    os._exit(status)


def exit_politely() -> None:
    """A library that believes it is a program."""
    sys.exit(3)


def refuse() -> None:
    """The file's fault, said in our words."""
    raise errors.DamagedFileError("page", 3)


def claim_cancelled() -> None:
    """Only a watch may say so."""
    raise errors.CancelledError


def break_down() -> None:
    """A bug in a library."""
    raise ZeroDivisionError("decoder bug")


def sink() -> None:
    """A file that is nested too deep."""
    sink()


def eat() -> None:
    """A bomb."""
    tools.eat()


def fill() -> None:
    """Writes without end, and doesn't look at errors."""
    tools.fill()


def find_disk_full() -> None:
    """A disk without room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def answer_strangely(kind: str) -> object:
    """Things that JSON doesn't give back as they were."""
    return {"tuple": (1, 2), "path": Path("a"), "bytes": b"a", "keys": {1: 2}, "nan": float("nan")}[kind]


def lie() -> None:
    """Taken over by the file: writes what it likes where its answer goes."""
    os.write(3, b'[1]\nnonsense\n{"progress": "x"}\n{"error": "SystemExit", "args": 7}\n' + b"[" * 100_000 + b"\n")
    os._exit(1)


def pretend_to_answer() -> None:
    """Taken over by the file: answers in the place of the function, and stays."""
    os.write(3, b'{"result": 7}\n')
    time.sleep(600)


def leave_a_daemon() -> None:
    """Starts what goes on when it has returned."""
    if os.fork() == 0:
        time.sleep(600)
        os._exit(0)


def chatter() -> str:
    """Prints, from Python and from C."""
    print("from Python")
    ctypes.CDLL(None).puts(b"from C")
    ctypes.CDLL(None).fflush(None)
    return "quiet"


def count_threads() -> int:
    """How many threads the fresh child has, those of C libraries included."""
    return len(list(Path("/proc/self/task").iterdir()))


def look_around() -> dict[str, Any]:
    """What is around it."""
    return {
        "environment": dict(os.environ),
        "descriptors": tools.descriptors(),
        "folder": str(Path.cwd()),
        "main": getattr(sys.modules["__main__"], "__file__", None),
    }


def read(path: Path) -> str:
    """Read any file."""
    return path.read_text()
