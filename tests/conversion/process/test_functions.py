"""Functions: what they get, what they answer, how they fail."""

import operator
import os
import pickle
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conversion import errors, formats, process
from tests.conversion.process.witness import Patience, living
from tests.faulty import decoders


def test_arguments_arrive_and_plain_data_comes_back(runner: process.Runner) -> None:
    assert runner.call(decoders.double, 1.5) == [1.5, 1.5]
    assert runner.call(decoders.double, value={"ä\ud800": [None, True]}) == [{"ä\ud800": [None, True]}] * 2
    assert runner.call(os.fspath, Path("a b")) == "a b"
    assert runner.call(str, formats.FORMATS[0]) == "mp4"


def test_large_arguments_and_answers_pass(runner: process.Runner) -> None:
    text = "x" * 5_000_000

    assert runner.call(operator.add, text, "y") == text + "y"


@pytest.mark.parametrize("kind", ["tuple", "path", "bytes", "keys", "nan"])
def test_an_answer_that_is_not_plain_data_is_an_error(runner: process.Runner, kind: str) -> None:
    with pytest.raises(errors.ToolFailedError) as failed:
        runner.call(decoders.answer_strangely, kind)

    assert failed.value.args[:2] == ("tests.faulty.decoders.answer_strangely", 1)


def test_our_own_errors_come_back_as_they_are(runner: process.Runner) -> None:
    with pytest.raises(errors.DamagedFileError) as refused:
        runner.call(decoders.refuse)

    assert refused.value.args == ("page", "3")
    assert "in refuse" in refused.value.__notes__[0]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (decoders.find_disk_full, errors.PassingError),
        (decoders.break_down, errors.ToolFailedError),
        (decoders.sink, errors.TooLargeError),
        (decoders.exit_politely, errors.ToolFailedError),
        (decoders.claim_cancelled, errors.ToolFailedError),
        (decoders.lie, errors.ToolFailedError),
    ],
)
def test_each_fault_has_its_error(
    runner: process.Runner, function: Callable[[], object], expected: type[Exception]
) -> None:
    with pytest.raises(errors.ConversionError) as failed:
        runner.call(function)

    assert type(failed.value) is expected


def test_a_bug_comes_with_its_traceback(runner: process.Runner) -> None:
    with pytest.raises(errors.ToolFailedError) as failed:
        runner.call(decoders.break_down)

    assert "ZeroDivisionError: decoder bug" in failed.value.args[2]


def test_a_crash_is_told_by_its_signal(runner: process.Runner) -> None:
    with pytest.raises(errors.CrashError) as failed:
        runner.call(decoders.crash)

    assert failed.value.args[1] == -signal.SIGSEGV


@pytest.mark.parametrize("status", [0, 1, 9])
def test_a_function_that_ends_its_process_has_failed(runner: process.Runner, status: int) -> None:
    with pytest.raises(errors.ToolFailedError) as failed:
        runner.call(decoders.leave, status)

    assert failed.value.args[1] == status


def test_memory_is_limited(tmp_path: Path, watch: Patience) -> None:
    runner = process.Runner(tmp_path, watch, 60, process.Limits(decoder_memory=1 << 30))

    with pytest.raises(errors.TooLargeError):
        runner.call(decoders.eat)


def test_a_file_beyond_the_limit_is_too_large(tmp_path: Path, watch: Patience) -> None:
    runner = process.Runner(tmp_path, watch, 60, process.Limits(file_size=8 << 20))

    with pytest.raises(errors.TooLargeError):
        runner.call(decoders.fill)


def test_what_a_function_prints_is_no_answer(runner: process.Runner) -> None:
    assert runner.call(decoders.chatter) == "quiet"


def test_progress_is_told_while_it_runs(runner: process.Runner, watch: Patience) -> None:
    assert runner.call(decoders.halves) == "done"

    assert 0.5 in [fraction for _, fraction in watch.told]


def test_progress_told_to_nobody_is_lost() -> None:
    assert decoders.halves() == "done"


def test_only_what_is_meant_for_it_is_around_a_function(
    runner: process.Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")

    found = runner.call(decoders.look_around)

    assert sorted(found["environment"]) == ["HOME", "LANG", "MALLOC_ARENA_MAX", "PATH", "TMPDIR"]
    assert found["descriptors"] == [0, 1, 2, 3, 4]
    assert found["folder"] == str(tmp_path)
    assert found["main"] is None


def test_the_token_is_nowhere_in_the_memory_that_a_function_sees(
    runner: process.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret-of-the-parent")

    environment = runner.call(Path.read_text, Path("/proc/self/environ"))

    assert "secret" not in environment


def test_a_fresh_child_has_one_thread(runner: process.Runner) -> None:
    assert runner.call(decoders.count_threads) == 1


def test_a_function_has_a_deadline(tmp_path: Path, watch: Patience) -> None:
    started = time.monotonic()

    with pytest.raises(errors.DeadlineError):
        process.Runner(tmp_path, watch, 0.5).call(decoders.hang_with_daemon)

    assert time.monotonic() - started < 10
    assert living(tmp_path) == []


def test_a_function_that_cannot_be_imported_is_refused(runner: process.Runner) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        runner.call(lambda: None)
