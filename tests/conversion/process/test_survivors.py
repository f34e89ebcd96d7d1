"""Nothing that a conversion started outlives it, however it ends."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import billiard
import psutil
import pytest

from conversion import errors, process
from conversion.process import forkserver
from tests.conversion.process.witness import Patience, above, eventually, faulty, lives, living, named
from tests.faulty import decoders

Act = Callable[[process.Runner], object]

# What is done, and how many processes live once it has come to its point.
WORKS: dict[str, tuple[Act, int]] = {
    "program": (lambda runner: runner.run(faulty("hang")), 1),
    "deaf program": (lambda runner: runner.run(faulty("hang_deaf")), 1),
    "program in a shell": (lambda runner: runner.run(["sh", "-c", "sleep 600; true"]), 2),
    "program with helper": (lambda runner: runner.run(faulty("hang_with_helper")), 2),
    "program with daemon": (lambda runner: runner.run(faulty("hang_with_daemon")), 2),
    "program with many daemons": (lambda runner: runner.run(faulty("hang_breeding")), 33),
    "function": (lambda runner: runner.call(decoders.hang), 1),
    "function with daemon": (lambda runner: runner.call(decoders.hang_with_daemon), 2),
}
works = pytest.mark.parametrize(("act", "count"), WORKS.values(), ids=WORKS)


class Trigger(Patience):
    """A watch that acts once, when so many processes of the work live."""

    def __init__(self, scratch: Path, count: int, act: Callable[[], object]) -> None:
        super().__init__()
        self.is_ripe: Callable[[], bool] = lambda: len(living(scratch)) >= count
        self.act = act
        self.acted_at = 0.0

    def beat(self, fraction: float | None) -> None:
        super().beat(fraction)
        if not self.acted_at and self.is_ripe():
            self.acted_at = time.monotonic()
            self.act()


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


@works
def test_a_cancel_ends_everything_at_once(act: Act, count: int, tmp_path: Path) -> None:
    watch = Trigger(tmp_path, count, raising(errors.CancelledError("now")))

    with pytest.raises(errors.CancelledError, match="now"):
        act(process.Runner(tmp_path, watch, 60))

    assert living(tmp_path) == []
    assert time.monotonic() - watch.acted_at < 2


@works
def test_the_deadline_ends_everything_at_once(act: Act, count: int, tmp_path: Path) -> None:
    def bring_deadline() -> None:
        runner._deadline = time.monotonic()

    watch = Trigger(tmp_path, count, bring_deadline)
    runner = process.Runner(tmp_path, watch, 60)

    with pytest.raises(errors.DeadlineError):
        act(runner)

    assert living(tmp_path) == []
    assert time.monotonic() - watch.acted_at < 2


@works
def test_an_exception_from_a_signal_ends_everything(act: Act, count: int, tmp_path: Path) -> None:
    """As Celery's soft time limit comes: in the midst of anything."""

    def interrupt(*_frame: object) -> None:
        raise TimeoutError("soft limit")

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        watch = Trigger(tmp_path, count, lambda: os.kill(os.getpid(), signal.SIGUSR1))
        with pytest.raises(TimeoutError, match="soft limit"):
            act(process.Runner(tmp_path, watch, 60))
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert living(tmp_path) == []


@works
def test_the_death_of_who_asked_ends_everything(act: Act, count: int, tmp_path: Path) -> None:
    asker = start_asker(act, tmp_path, count)
    family = psutil.Process(asker.pid).children(recursive=True)

    os.kill(asker.pid, signal.SIGKILL)

    assert_gone(family, tmp_path)


@works
def test_the_death_of_who_asked_and_its_server_ends_everything(act: Act, count: int, tmp_path: Path) -> None:
    asker = start_asker(act, tmp_path, count)
    parent = psutil.Process(asker.pid)
    family = parent.children(recursive=True)

    above("server", tmp_path).kill()
    parent.kill()

    assert_gone(family, tmp_path)


@works
@pytest.mark.parametrize("name", ["server", "watch"])
def test_the_death_of_a_process_between_ends_everything(name: str, act: Act, count: int, tmp_path: Path) -> None:
    """The fork server or the supervisor is killed: the work is lost with it, the next one goes well."""
    with ThreadPoolExecutor() as pool:
        lost = pool.submit(act, process.Runner(tmp_path, Patience(), 60))
        eventually(lambda: len(living(tmp_path)) >= count)

        above(name, tmp_path).kill()

        assert isinstance(lost.exception(timeout=30), errors.PassingError)
    eventually(lambda: living(tmp_path) == [])
    assert process.Runner(tmp_path, Patience(), 60).run(["true"]).status == 0


@pytest.mark.parametrize("name", ["asker", "server", "watch"])
def test_a_process_that_flees_is_caught(name: str, tmp_path: Path) -> None:
    asker = start_asker(lambda runner: runner.run(faulty("hang_fleeing")), tmp_path, 1)
    generation = tmp_path / "generation"
    eventually(lambda: generation.exists() and generation.stat().st_size > 100)
    parent = psutil.Process(asker.pid)
    family = parent.children(recursive=True)

    (parent if name == "asker" else above(name, tmp_path)).kill()

    assert_gone(family, tmp_path)
    last = generation.stat().st_size
    process.Runner(tmp_path, Patience(), 60).run(["sleep", "0.3"])
    assert generation.stat().st_size == last


def test_the_termination_of_the_server_ends_everything(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        lost: Future[object] = pool.submit(process.Runner(tmp_path, Patience(), 60).call, decoders.hang_with_daemon)
        eventually(lambda: len(living(tmp_path)) == 2)

        above("server", tmp_path).terminate()

        assert isinstance(lost.exception(timeout=30), errors.PassingError)
    eventually(lambda: living(tmp_path) == [])


def test_work_whose_supervisor_was_stopped_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forkserver, "PATIENCE", 0.5)

    def stop_the_supervisor() -> None:
        above("watch", tmp_path).suspend()

    watch = Trigger(tmp_path, 2, stop_the_supervisor)
    runner = process.Runner(tmp_path, watch, 3)

    with pytest.raises(errors.DeadlineError):
        runner.run(faulty("hang_with_daemon"))

    eventually(lambda: living(tmp_path) == [])
    assert runner.watch is watch
    assert process.Runner(tmp_path, watch, 60).run(["true"]).status == 0


def test_a_stopped_supervisor_sees_the_death_of_its_server(tmp_path: Path) -> None:
    asker = start_asker(lambda runner: runner.run(faulty("hang_with_daemon")), tmp_path, 2)
    parent = psutil.Process(asker.pid)
    above("watch", tmp_path).suspend()
    family = parent.children(recursive=True)

    above("server", tmp_path).kill()

    assert_gone(family, tmp_path)


@pytest.mark.parametrize("is_stopped", [["server"], ["server", "watch"]], ids=" ".join)
def test_a_stopped_server_sees_the_death_of_who_asked(is_stopped: list[str], tmp_path: Path) -> None:
    asker = start_asker(lambda runner: runner.run(faulty("hang_with_daemon")), tmp_path, 2)
    parent = psutil.Process(asker.pid)
    family = parent.children(recursive=True)
    for name in is_stopped:
        above(name, tmp_path).suspend()

    parent.kill()

    assert_gone(family, tmp_path)


@pytest.mark.parametrize("name", ["mutabor-spawn", "mutabor-watch"])
def test_who_is_killed_between_two_works_is_replaced(name: str, runner: process.Runner) -> None:
    process.stop()
    runner.run(["true"])
    eventually(lambda: len(named(name, psutil.Process())) == 1)
    [victim] = named(name, psutil.Process())
    family = [victim, *victim.children(recursive=True)]

    victim.kill()
    eventually(lambda: not any(lives(found) for found in family))

    assert runner.run(["true"]).status == 0


def test_a_child_that_is_killed_before_its_work_is_replaced(runner: process.Runner) -> None:
    process.stop()
    runner.run(["true"])
    eventually(lambda: len(named("mutabor-rest", psutil.Process())) == 1)
    [victim] = named("mutabor-rest", psutil.Process())

    victim.kill()
    eventually(lambda: set(named("mutabor-rest", psutil.Process())) - {victim})

    assert runner.run(["true"]).status == 0


def test_stopping_the_server_ends_everything(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        lost = pool.submit(process.Runner(tmp_path, Patience(), 60).run, faulty("hang_with_daemon"))
        eventually(lambda: len(living(tmp_path)) == 2)

        process.stop()

        assert living(tmp_path) == []
        assert isinstance(lost.exception(timeout=30), errors.PassingError)


def start_asker(act: Act, scratch: Path, count: int) -> billiard.Process:
    """A daemonic child as in Celery's pool that waits for the work, which has come to its point."""
    asker = billiard.Process(target=act, args=(process.Runner(scratch, Patience(), 60),), daemon=True)
    asker.start()
    eventually(lambda: len(living(scratch)) >= count)
    return asker


def assert_gone(family: list[psutil.Process], scratch: Path) -> None:
    """No process of the work lives any more, nor the server and the supervisors."""
    eventually(lambda: not any(lives(found) for found in family))
    eventually(lambda: living(scratch) == [])
