"""How long a conversion may take."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import celeryconfig
from conversion import deadlines, engines, errors, pipeline, process, registry
from tests.faulty.engine import SOURCE, TARGET, FaultyEngine

HOUR = 3600.0


class Patience:
    """A watch that never stops anything."""

    def beat(self, _fraction: float | None) -> None:
        """Nobody is told."""


@pytest.fixture
def _faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(engines, "ENGINES", (FaultyEngine(), *engines.ENGINES))
    caches = (registry._legs, registry._ways_from)
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_deadlines_grow_with_size_duration_and_pages() -> None:
    for grow in (deadlines.of_size, deadlines.of_duration, deadlines.of_pages):
        told = [grow(amount) for amount in (0, 10, 1_000, 1_000_000, 100_000_000)]
        assert told == sorted(told)
        assert told[0] == deadlines.BASE < told[-1] == deadlines.MOST


def test_no_deadline_reaches_celerys_limits() -> None:
    assert deadlines.MOST < celeryconfig.task_soft_time_limit < celeryconfig.task_time_limit
    assert deadlines.of_duration(None) == deadlines.MOST


@pytest.mark.usefixtures("_faulty")
def test_a_small_file_that_hangs_its_tool_is_ended_long_before_a_large_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "BASE", 2.0)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    source = tmp_path / "hang.txt"
    source.write_text("hang")
    request = pipeline.Request(source, source.name, SOURCE, TARGET, {}, scratch, HOUR)

    begun = time.monotonic()
    with pytest.raises(errors.DeadlineError):
        pipeline.convert(request, Patience())

    assert time.monotonic() - begun < 30


def test_work_that_turns_out_to_be_more_gets_more_time_but_not_more_than_there_is(tmp_path: Path) -> None:
    runner = process.Runner(tmp_path, Patience(), 3.0)
    runner.hurry(0.3)
    runner.allow(HOUR)
    runner.run(["sleep", "1"])
    with pytest.raises(errors.DeadlineError):
        runner.run(["sleep", "10"])


def test_who_waits_at_a_terminal_is_not_hurried(tmp_path: Path) -> None:
    runner = process.Runner(tmp_path, Patience(), 5.0)
    runner.allow(0.1)
    runner.run(["sleep", "0.5"])
