"""Runs the programs and decoders of one conversion, all under one watch, one deadline and the same limits."""

import os
import pickle
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, Protocol, Self, TypeVar, cast

from conversion import errors
from conversion.process import confinement, reports
from conversion.process.calls import Callee
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
# Signals that come from others: the kernel that ran out of memory, an operator. No fault of the file is among them.
# A script such as soffice says so of the program that it started, and lives on.
OF_A_SCRIPT = 128
KILLED = frozenset(
    {
        *(-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, -signal.SIGQUIT),
        *(OF_A_SCRIPT + signal.SIGKILL, OF_A_SCRIPT + signal.SIGTERM),
    }
)


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

    `hurry` brings the deadline forward, `allow` puts it off again where more is found to be done.

    What it runs sees the system's files, those beneath ``scratch``, and ``readable``; no others, and no network.
    Whatever ends a run (its end, the deadline, the watch, an exception that arrives here, the death of this process),
    nothing that it started lives on. As a context manager it forks one child for all calls instead of one for each.
    ``remarks`` are what called functions said of the result, whatever that may be.
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
        self._deadline = self._latest = time.monotonic() + deadline
        self._beaten = time.monotonic()
        self._told = 0.0
        self._callee = Callee()
        self.remarks: set[str] = set()

    def hurry(self, seconds: float) -> None:
        """The deadline is in so many seconds, or as it was where that is sooner."""
        self._deadline = min(self._latest, time.monotonic() + seconds)

    def allow(self, seconds: float) -> None:
        """What comes next may take so long; never beyond the deadline that was given at first."""
        self._deadline = min(self._latest, max(self._deadline, time.monotonic() + seconds))

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
        folders ``sockets``. Raises `ToolMissingError`, `PassingError` where somebody else killed it, `TooLargeError`
        for a file beyond the limit, `DeadlineError`, and what the watch raises; with ``check``, `CrashError` for a
        crash and `ToolFailedError` for any other status that is not 0. See `read` for what complains of the file.
        """
        words = [str(word) for word in command]
        program = shutil.which(words[0])
        if program is None:
            raise errors.ToolMissingError(words[0])
        work = replace(
            self._work(Path(program).name, self.limits.program_memory, env or {}),
            command=(str(Path(program).absolute()), *words[1:]),
            sockets=tuple(sockets),
        )
        output = Output(on_line, LONGEST_LINE)
        with Session(work) as session:
            status = self._follow(session, work.name, output, lambda: False)
        completed = Completed(cast("int", status), str(output.stdout), str(output.stderr))
        if check and completed.status != 0:
            raise reports.failure(work.name, completed.status, completed.stderr or completed.stdout)
        return completed

    def read(
        self,
        command: Sequence[str | Path],
        made: Path | None = None,
        *,
        env: Mapping[str, str] | None = None,
        on_line: OnLine | None = None,
    ) -> Completed:
        """As `run`, for a program whose complaints are about the file that it reads.

        A bad end, or ending well without the file ``made``, is `DamagedFileError`; a crash stays `CrashError`.
        """
        completed = self.run(command, env=env, on_line=on_line, check=False)
        if completed.status < 0:
            raise reports.failure(Path(command[0]).name, completed.status, completed.stderr or completed.stdout)
        if completed.status != 0 or (made is not None and not made.is_file()):
            raise errors.DamagedFileError(str(command[0]), completed.status, completed.stderr or completed.stdout)
        return completed

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an importable Python function in a forked child and return what it returns, or raise what it raises.

        Arguments are pickled; it may return None, bool, int, float, str, list and dict. A `ConversionError` comes back
        with its ``args`` as strings, running out of memory or stack as `TooLargeError`, a full disk or a kill from
        outside as `PassingError`, a crash as `CrashError`, any other exception as `ToolFailedError`.
        """
        name = f"{function.__module__}.{function.__qualname__}"
        answer = reports.Answer()
        output = Output(answer.on_line, reports.LONGEST)
        with self._callee.session(self._work("functions", self.limits.decoder_memory, {})) as session:
            session.ask(pickle.dumps((function, args, kwargs)))
            status = self._follow(session, name, output, answer.is_result)
        self.remarks |= answer.remarks
        return cast("T", answer.open(name, status, str(output.stderr)))

    def __enter__(self) -> Self:
        """Within the block, one child does all calls: their functions are ours, of a library, or preloaded."""
        self._callee.is_kept = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._callee.dismiss()

    def _work(self, name: str, memory: int, env: Mapping[str, str]) -> Work:
        return Work(
            name=name,
            scratch=self.scratch,
            environment=environment(self.scratch, env),
            rlimits=self._rlimits(memory),
            readable=self.readable,
        )

    def _follow(self, session: Session, name: str, output: Output, is_done: Callable[[], bool]) -> int | None:
        """Wait until the work has ended, for its status, or until it is done with what it was asked."""
        session.listen(output.take_stdout, output.take_stderr)
        self._beat(None)
        status = None
        while status is None and not is_done():
            status = session.wait(self._pause(output.fraction))
            self._beat(output.fraction)
        output.finish()
        if status == -signal.SIGXFSZ:
            raise errors.TooLargeError(name, "wrote a file beyond the limit")
        if status in KILLED:
            raise errors.PassingError(name, status, f"killed from outside\n{output.stderr}")
        return status

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
            raise errors.DeadlineError(round(self._seconds - self._latest + self._deadline, 1))
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
