"""What a called function says to who called it: how far it is, remarks, and at the end its result or its error.

Plain data only, as lines of JSON: the function handles hostile files, so its answer is never unpickled.
"""

import errno
import json
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from conversion import errors
from conversion.process import streams

# Where a child that was started to call functions writes its reports; anywhere else nobody listens.
CHANNEL = 3
STEP = 0.005
LONGEST = 16 << 20
LONGEST_REMARK = 100  # characters
# How a script such as soffice says that the program which it started has crashed.
CRASHED = frozenset(128 + number for number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE))

_told: float | None = None


def report(fraction: float) -> None:
    """Tell how far the called function is (0…1). Does nothing in a process that calls it directly."""
    global _told  # noqa: PLW0603 - see answer
    if _told is not None and abs(fraction - _told) >= STEP:
        _told = fraction
        _say({"progress": round(fraction, 4)})


def remark(word: str) -> None:
    """Tell something of the result, for `Runner.remarks`. Does nothing in a process that calls it directly."""
    if _told is not None:
        _say({"remark": word})


def answer(call: Callable[[], object]) -> int:
    """Call, report the result or the error; the exit status. `report` speaks from now on: `CHANNEL` is its pipe."""
    global _told  # noqa: PLW0603 - one process, one call at a time, one channel
    _told = 0.0
    _say(said := _outcome(call))
    return 0 if "result" in said else 1


def _say(said: dict[str, Any]) -> None:
    line = json.dumps(said, allow_nan=False).encode() + b"\n"
    while line:
        line = line[os.write(CHANNEL, line) :]


def _outcome(call: Callable[[], object]) -> dict[str, Any]:
    try:
        return {"result": _plain(call())}
    except MemoryError:
        return {"error": errors.TooLargeError.__name__, "args": ["memory"]}
    except RecursionError:
        return {"error": errors.TooLargeError.__name__, "args": ["depth"]}
    except BaseException as error:  # noqa: BLE001 - SystemExit too: this is the last act of the process
        return {**_known(error), "traceback": traceback.format_exc()[-streams.TAIL :]}


def _known(error: BaseException) -> dict[str, Any]:
    """The error's type and arguments, if it is one that the caller can raise again."""
    if isinstance(error, errors.ConversionError):
        return {"error": type(error).__name__, "args": [str(arg) for arg in error.args]}
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return {"error": errors.PassingError.__name__, "args": [str(error)]}
    return {}


def _plain(value: object) -> object:
    """The value, if JSON gives back the same; raises `TypeError`."""
    if json.loads(json.dumps(value, allow_nan=False)) != value:
        raise TypeError("a called function returns None, bool, int, float, str, list or dict only")
    return value


class Answer:
    """What a called function reported, as read by who called it: anything at all if a file took it over."""

    def __init__(self) -> None:
        self._said: dict[str, Any] = {}
        self.remarks: set[str] = set()

    def on_line(self, line: str) -> float | None:
        """Take a line; the progress in it, if it is that."""
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(said, dict):
            return None
        if isinstance(progress := said.get("progress"), float | int):
            return progress
        if "remark" in said:
            self.remarks.add(str(said["remark"])[:LONGEST_REMARK])
        else:
            self._said = said
        return None

    def is_result(self) -> bool:
        """Whether the function has returned."""
        return "result" in self._said

    def open(self, name: str, status: int | None, stderr: str) -> object:
        """The result, where the function's process lives on (None) or ended with 0; raises its error."""
        if not status and self.is_result():
            return self._said["result"]
        trace = str(self._said.get("traceback", stderr))
        kind = errors.BY_NAME.get(str(self._said.get("error")), errors.StoppedError)
        if status != 1 or issubclass(kind, errors.StoppedError):
            raise failure(name, status or 0, trace)
        error = kind(*map(str, self._said.get("args", ())))
        error.add_note(trace)
        raise error


def failure(name: str, status: int, said: str) -> errors.ConversionError:
    """The error for a bad end: a signal is a crash, which the file brought about."""
    return (errors.CrashError if status < 0 or status in CRASHED else errors.ToolFailedError)(name, status, said)
