"""Several calls of one conversion: one child does them all, as long as it lives and is asked."""

import operator
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conversion import errors, process
from tests.conversion.process.witness import Patience, living
from tests.faulty import decoders


def test_one_child_does_all_calls_of_a_block(runner: process.Runner) -> None:
    with runner:
        first, second = runner.call(os.getpid), runner.call(os.getpid)

    assert first == second
    assert runner.call(os.getpid) != first


def test_two_conversions_share_no_child(tmp_path: Path, watch: Patience) -> None:
    (tmp_path / "other").mkdir()
    with process.Runner(tmp_path, watch, 60) as one, process.Runner(tmp_path / "other", watch, 60) as other:
        assert one.call(os.getpid) != other.call(os.getpid)
        assert (one.call(os.getcwd), other.call(os.getcwd)) == (str(tmp_path), str(tmp_path / "other"))


@pytest.mark.parametrize("fault", [decoders.crash, decoders.refuse, decoders.break_down, decoders.sink])
def test_after_a_fault_the_next_call_has_a_new_child(runner: process.Runner, fault: Callable[[], object]) -> None:
    with runner:
        first = runner.call(os.getpid)
        with pytest.raises(errors.ConversionError):
            runner.call(fault)

        assert runner.call(os.getpid) != first


def test_the_end_of_the_block_ends_what_its_calls_left(runner: process.Runner, tmp_path: Path) -> None:
    with runner:
        runner.call(decoders.leave_a_daemon)
        assert len(living(tmp_path)) == 2

    assert living(tmp_path) == []


def test_large_requests_follow_each_other(runner: process.Runner) -> None:
    text = "x" * 1_000_000
    with runner:
        assert [len(runner.call(operator.add, text, "y")) for _ in range(3)] == [1_000_001] * 3


def test_progress_is_that_of_each_call(runner: process.Runner, watch: Patience) -> None:
    with runner:
        for _ in range(2):
            watch.told.clear()
            assert runner.call(decoders.halves) == "done"
            assert 0.5 in [fraction for _, fraction in watch.told]


@pytest.mark.parametrize("size", [1, 1_000_000])
def test_a_child_that_a_file_took_over_holds_nobody_up(tmp_path: Path, watch: Patience, size: int) -> None:
    """It says that it is ready and does nothing more: what it is asked next ends with the deadline, however large."""
    with process.Runner(tmp_path, watch, 2) as runner:
        assert runner.call(decoders.pretend_to_answer) == 7
        with pytest.raises(errors.DeadlineError):
            runner.call(operator.add, "x" * size, "y")

    assert living(tmp_path) == []
