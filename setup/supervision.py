"""Runs supervisord from its start to the end of its last descendant."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from setup import processes
from setup.parts import ROOT, Plan
from setup.remote import Remote, Report, State

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK = 0.2  # seconds between two looks at supervisord
# A stop has 10 seconds in all. Celery's soft shutdown may take longer: a second signal makes it hand back what runs,
# a third makes it leave.
HURRY = (4.0, 5.5)
KILL = 7.5


class Supervision:
    """One supervisord and what it starts."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._remote = Remote(plan.control)
        self._stop_since: float | None = None
        self._told = False
        self._hurried = 0

    def run(self, when_started: Callable[[Report], bool]) -> int:
        """Run until a signal or supervisord's end; ``when_started`` is called until it says True. Returns a status."""
        processes.adopt_orphans()
        log = _log()
        with _signals_to(self._ask_to_stop):
            try:
                self._watch(self._start(log), when_started)
                with suppress(subprocess.TimeoutExpired):  # then something still writes: it is killed next
                    log.wait(timeout=0.5)
            finally:
                clean = processes.kill_descendants(limit=1)
        asked = self._stop_since is not None
        return 0 if asked and clean else 1

    def _start(self, log: "subprocess.Popen[bytes]") -> "subprocess.Popen[bytes]":
        """In a session of its own: a Ctrl-C reaches this process alone, which passes it on once."""
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(ROOT / "supervisord.conf")]
        assert log.stdin is not None
        with log.stdin:
            return subprocess.Popen(
                [*command, "--user", str(os.geteuid())],
                cwd=ROOT,
                env=self._plan.environment,
                stdin=subprocess.DEVNULL,
                stdout=log.stdin,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=processes.end_with_parent,  # noqa: PLW1509 (no thread runs here)
            )

    def _ask_to_stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self._stop_since = self._stop_since or time.monotonic()

    def _watch(self, supervisord: "subprocess.Popen[bytes]", when_started: Callable[[Report], bool]) -> None:
        """Until supervisord has ended."""
        started = False
        while supervisord.poll() is None:
            if self._stop_since is not None:
                self._stop(supervisord.pid, time.monotonic() - self._stop_since)
            elif (report := self._remote.report()).state is State.STOPPING:
                self._ask_to_stop()
            elif report.state is State.RUNNING and not started:
                started = when_started(report)
            processes.reap([pid for pid in processes.children(os.getpid()) if pid != supervisord.pid])
            time.sleep(LOOK)

    def _stop(self, pid: int, since: float) -> None:
        """What a stop needs after ``since`` seconds: ask, hurry the workers, kill."""
        if not self._told:
            self._told = True
            print("Mutabor stops.", flush=True)
            processes.send(pid, signal.SIGTERM)
        if since > KILL:
            processes.kill_descendants(limit=1)
        elif self._hurried < len(HURRY) and since > HURRY[self._hurried]:
            self._hurried += 1
            for worker in _workers(pid):
                processes.send(worker, signal.SIGQUIT)


def _workers(supervisord: int) -> Iterator[int]:
    """The Celery workers that supervisord started."""
    return (pid for pid in processes.children(supervisord) if "worker" in processes.arguments(pid))


def _log() -> "subprocess.Popen[bytes]":
    """Takes the log to stdout, through a pipe: parts open it anew, where a file would be overwritten, a socket refused.

    A program of its own, so that the log outlives this process as long as a part writes.
    """
    return subprocess.Popen(["cat"], stdin=subprocess.PIPE, start_new_session=True)


@contextmanager
def _signals_to(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """While this lasts; what was ignored (nohup, a background job) stays ignored."""
    heard = [number for number in STOPS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in heard}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
