"""Runs the programs and decoders of one conversion, all under one watch, one deadline and the same limits."""

import os
import pickle
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar, cast

from conversion import errors
from conversion.process import confinement, reports
from conversion.process.session import Session
from conversion.process.streams import OnLine, Output
from conversion.process.work import DEFAULT_LIMITS, Limits, Work, environment

P = ParamSpec("P")
T = TypeVar("T")

# Seconds between two beats: at most, and at least when progress is worth telling.
BEAT = 0.5
FAST_BEAT = 0.2
WORTH_TELLING = 0.01
LONGEST_LINE = 1 << 16


class Watch(Protocol):
    """Who is asked about twice a second whether to go on."""

    def beat(self, fraction: float | None) -> None:
        """Told how far the conversion is (0…1, None: unknown); raises `conversion.errors.StoppedError` to end it."""


class _Nobody:
    """A watch that lets everything go on."""

    def beat(self, fraction: float | None) -> None:
        """Nobody is told."""


UNWATCHED = _Nobody()


@dataclass(frozen=True, slots=True)
class Completed:
    """How a program ended: exit status (negative: a signal), and the end of what it said."""

    status: int
    stdout: str
    stderr: str


class Runner:
    """Runs programs and decoders for one conversion. ``deadline`` is in seconds from now, for all of them together.

    What it runs sees the system's files, those beneath ``scratch``, and ``readable``; no others, and no network.
    Whatever ends a run (its end, the deadline, the watch, an exception that arrives here, the death of this process),
    nothing that it started lives on.
    """

    def __init__(
        self,
        scratch: Path,
        watch: Watch,
        deadline: float,
        limits: Limits = DEFAULT_LIMITS,
        readable: Iterable[Path] = (),
    ) -> None:
        self.scratch = scratch
        self.readable = tuple(path.absolute() for path in readable)
        self.watch = watch
        self.limits = limits
        self._seconds = deadline
        self._deadline = time.monotonic() + deadline
        self._beaten = time.monotonic()
        self._told = 0.0

    def run(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        on_line: OnLine | None = None,
        check: bool = True,
        sockets: Iterable[Path] = (),
    ) -> Completed:
        """Run a program to its end; ``on_line`` turns a line of its stdout into a fraction (0…1).

        It runs in ``scratch``, sees ``env`` besides PATH, HOME, TMPDIR and LANG, and may make UNIX sockets in the
        folders ``sockets``. Raises `ToolMissingError`,
        `ToolFailedError` (with ``check``, for a status that is not 0), `TooLargeError` for a file beyond the limit,
        `DeadlineError`, and what the watch raises.
        """
        words = [str(word) for word in command]
        program = shutil.which(words[0])
        if program is None:
            raise errors.ToolMissingError(words[0])
        work = Work(
            name=Path(program).name,
            command=(str(Path(program).absolute()), *words[1:]),
            scratch=self.scratch,
            environment=environment(self.scratch, env or {}),
            rlimits=self._rlimits(self.limits.program_memory),
            readable=self.readable,
            sockets=tuple(sockets),
        )
        completed = self._follow(work, on_line, LONGEST_LINE)
        if check and completed.status != 0:
            raise errors.ToolFailedError(work.name, completed.status, completed.stderr or completed.stdout)
        return completed

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an importable Python function in a forked child and return what it returns, or raise what it raises.

        Arguments are pickled; it may return None, bool, int, float, str, list and dict. A `ConversionError` comes back
        with its ``args`` as strings, running out of memory as `TooLargeError`, a full disk as `PassingError`, any other
        exception or a crash as `ToolFailedError`.
        """
        work = Work(
            name=f"{function.__module__}.{function.__qualname__}",
            call=pickle.dumps((function, args, kwargs)),
            scratch=self.scratch,
            environment=environment(self.scratch, {}),
            rlimits=self._rlimits(self.limits.decoder_memory),
            readable=self.readable,
        )
        answer = reports.Answer()
        completed = self._follow(work, answer.on_line, reports.LONGEST)
        return cast("T", answer.open(work.name, completed.status, completed.stderr))

    def _follow(self, work: Work, on_line: OnLine | None, longest: int) -> Completed:
        output = Output(on_line, longest)
        self._beat(None)
        with Session(work, output.take_stdout, output.take_stderr) as session:
            while (status := session.wait(self._pause(output.fraction))) is None:
                self._beat(output.fraction)
        output.finish()
        if status == -signal.SIGXFSZ:
            raise errors.TooLargeError(work.name, "wrote a file beyond the limit")
        return Completed(status, str(output.stdout), str(output.stderr))

    def _due(self, fraction: float | None) -> float:
        """When the watch is to be asked next, by the monotonic clock."""
        worth_telling = fraction is not None and abs(fraction - self._told) >= WORTH_TELLING
        return self._beaten + (FAST_BEAT if worth_telling else BEAT)

    def _pause(self, fraction: float | None) -> float:
        """How many seconds nothing needs to be done but to listen."""
        return min(self._due(fraction), self._deadline) - time.monotonic()

    def _beat(self, fraction: float | None) -> None:
        """Ask the watch if it is time to; raises what it raises, or `DeadlineError`."""
        now = time.monotonic()
        if now >= self._deadline:
            raise errors.DeadlineError(self._seconds)
        if now >= self._due(fraction):
            self._beaten = now
            self._told = fraction or 0.0
            self.watch.beat(fraction)

    def _rlimits(self, memory: int) -> dict[int, int]:
        """The limits of one process. The deadline is what counts; processor time is bounded in case nobody watches."""
        cpu = int(self._seconds * (os.cpu_count() or 1)) + 60
        return {
            resource.RLIMIT_AS: memory,
            resource.RLIMIT_FSIZE: self.limits.file_size,
            resource.RLIMIT_NOFILE: self.limits.open_files,
            resource.RLIMIT_NPROC: self.limits.processes,
            resource.RLIMIT_CPU: cpu,
            resource.RLIMIT_CORE: 0,
        }


def walls() -> dict[str, bool]:
    """Which walls stand around a stranger's file on this machine, as seen from behind them."""
    with tempfile.TemporaryDirectory(prefix="mutabor-") as scratch:
        return Runner(Path(scratch), UNWATCHED, 30.0).call(confinement.active)
