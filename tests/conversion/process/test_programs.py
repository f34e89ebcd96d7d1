"""Programs: what they get, what they say, how they end."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from conversion import errors, process
from tests.conversion.process.witness import Patience, eventually, faulty, living


def test_status_and_the_end_of_both_streams_come_back(runner: process.Runner) -> None:
    assert runner.run(["sh", "-c", "echo out; echo err >&2"]) == process.Completed(0, "out\n", "err\n")


def test_a_bad_end_is_an_error_that_says_what_the_program_said(runner: process.Runner) -> None:
    with pytest.raises(errors.ToolFailedError) as failed:
        runner.run(faulty("fail"))

    name, status, said = failed.value.args
    assert name.startswith("python")
    assert (status, said) == (3, "no such codec\n")


def test_a_bad_end_is_an_answer_where_it_is_not_checked(runner: process.Runner) -> None:
    assert runner.run(faulty("fail"), check=False).status == 3


def test_a_crash_is_told_by_its_signal(runner: process.Runner) -> None:
    with pytest.raises(errors.CrashError) as failed:
        runner.run(faulty("crash"))

    assert failed.value.args[1] == -signal.SIGSEGV


def test_the_complaints_of_a_reader_are_about_its_file(runner: process.Runner) -> None:
    with pytest.raises(errors.DamagedFileError) as failed:
        runner.read(faulty("fail"))

    assert type(failed.value) is errors.DamagedFileError
    assert failed.value.args[1:] == (3, "no such codec\n")


def test_a_reader_that_made_nothing_had_a_bad_file(runner: process.Runner, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert runner.read(["touch", made], made).status == 0
    with pytest.raises(errors.DamagedFileError):
        runner.read(["true"], tmp_path / "nothing")


def test_the_crash_of_a_reader_stays_a_crash(runner: process.Runner) -> None:
    with pytest.raises(errors.CrashError) as failed:
        runner.read(faulty("crash"))

    assert failed.value.args[1] == -signal.SIGSEGV


@pytest.mark.parametrize("check", [True, False])
def test_what_somebody_kills_may_go_well_the_next_time(runner: process.Runner, check: bool) -> None:
    with pytest.raises(errors.PassingError) as failed:
        runner.run(["sh", "-c", "kill -KILL $$"], check=check)

    assert failed.value.args[1] == -signal.SIGKILL


def test_a_script_whose_program_somebody_kills_may_go_well_the_next_time(runner: process.Runner) -> None:
    with pytest.raises(errors.PassingError) as failed:
        runner.run(["sh", "-c", "sh -c 'kill -KILL $$'; exit $?"])

    assert failed.value.args[1] == 128 + signal.SIGKILL


def test_a_missing_program_is_named(runner: process.Runner) -> None:
    with pytest.raises(errors.ToolMissingError) as missing:
        runner.run(["no-such-program-here"])

    assert missing.value.args == ("no-such-program-here",)


def test_a_program_that_cannot_be_executed_fails(runner: process.Runner, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/no/such/interpreter\n")
    script.chmod(0o755)

    with pytest.raises(errors.ToolFailedError) as failed:
        runner.run([script])

    assert failed.value.args[1] == 127


def test_lines_become_progress(tmp_path: Path, watch: Patience) -> None:
    runner = process.Runner(tmp_path, watch, 60)
    script = "echo 20; sleep 0.7; echo nothing; echo 60; sleep 0.7"

    runner.run(["sh", "-c", script], on_line=lambda line: int(line) / 100 if line.isdigit() else None)

    assert [fraction for fraction in dict.fromkeys(told for _, told in watch.told) if fraction] == [0.2, 0.6]


def test_the_watch_is_asked_twice_a_second(runner: process.Runner, watch: Patience) -> None:
    started = time.monotonic()

    runner.run(["sleep", "2.3"])

    assert 3 <= len(watch.told) <= (time.monotonic() - started) / 0.5


def test_many_short_programs_do_not_keep_the_watch_waiting(runner: process.Runner, watch: Patience) -> None:
    eventually(lambda: runner.run(["true"]).status == 0 and len(watch.told) == 2)


def test_progress_is_told_no_more_than_five_times_a_second(runner: process.Runner, watch: Patience) -> None:
    script = "for n in $(seq 100); do echo $n; sleep 0.01; done"
    started = time.monotonic()

    runner.run(["sh", "-c", script], on_line=lambda line: int(line) / 100)

    assert 3 <= len(watch.told) <= (time.monotonic() - started) / 0.2


def test_a_flood_without_newlines_is_kept_small(runner: process.Runner) -> None:
    lengths: list[int] = []
    tracemalloc.start()
    completed = runner.run(faulty("flood"), on_line=lambda line: lengths.append(len(line)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(completed.stdout) == len(completed.stderr) == 4096
    assert sum(lengths) == 200 << 20
    assert max(lengths) <= 1 << 18
    assert peak < 8 << 20


def test_the_last_line_needs_no_newline(runner: process.Runner) -> None:
    lines: list[str] = []

    def keep(line: str) -> None:
        lines.append(line)

    runner.run(["printf", r"one\r\ntwo\n\nthree"], on_line=keep)

    assert lines == ["one", "two", "", "three"]


def test_a_program_that_closes_its_streams_is_waited_for_in_peace(runner: process.Runner) -> None:
    before = time.process_time()

    assert runner.run(["sh", "-c", "exec >&- 2>&-; sleep 1; exit 4"], check=False).status == 4

    assert time.process_time() - before < 0.3


def test_only_what_is_meant_for_it_is_around_a_program(
    runner: process.Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    with Path("/etc/passwd").open() as secret:
        os.set_inheritable(secret.fileno(), True)
        said = runner.run(faulty("look"), env={"MINE": "yes"}).stdout

    found = dict(re.findall(r"env (\w+)=(.*)", said))
    assert found.pop("PATH") == os.environ["PATH"]
    found.pop("LC_CTYPE", None)  # Python's own
    assert found == {
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "4",
        "MINE": "yes",
    }
    assert said.splitlines()[-4:] == ["descriptors 0 1 2", f"folder {tmp_path}", "mask 0o77", "stdin 0"]


def test_a_program_reaches_no_network(runner: process.Runner) -> None:
    assert runner.run(faulty("connect")).stdout.split() == ["PermissionError"] * 12 + ["open"]


def test_no_network_holds_for_what_a_program_starts(runner: process.Runner) -> None:
    completed = runner.run(["sh", "-c", f"exec setsid -w {shlex.join(faulty('connect'))}"])

    assert completed.stdout.split() == ["PermissionError"] * 12 + ["open"]


def test_signals_work_in_a_program_as_usual(runner: process.Runner) -> None:
    assert runner.run(["sh", "-c", "yes | head -c 1; trap"]).stdout.strip() == "y"


def test_a_program_ignores_no_signal_that_the_one_who_asks_ignores() -> None:
    asking = (
        "import pathlib, conversion.process as process\n"
        "from tests.conversion.process.witness import Patience\n"
        "runner = process.Runner(pathlib.Path.cwd(), Patience(), 60)\n"
        "print(runner.run(['cat', '/proc/self/status']).stdout)"
    )
    said = subprocess.run(
        ["sh", "-c", 'trap "" HUP INT QUIT USR1 TERM CHLD; exec "$@"', "sh", sys.executable, "-c", asking],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    masks = re.findall(r"Sig(?:Ign|Blk):\t(\w+)", said)
    assert len(masks) == 2
    for mask in masks:
        assert not {number for number in signal.valid_signals() if int(mask, 16) >> (number - 1) & 1}


def test_memory_is_limited(tmp_path: Path, watch: Patience) -> None:
    runner = process.Runner(tmp_path, watch, 60, process.Limits(program_memory=1 << 30))

    with pytest.raises(errors.ToolFailedError) as failed:
        runner.run(faulty("eat"))

    assert "MemoryError" in failed.value.args[2]


def test_a_file_beyond_the_limit_is_too_large(tmp_path: Path, watch: Patience) -> None:
    runner = process.Runner(tmp_path, watch, 60, process.Limits(file_size=8 << 20))

    with pytest.raises(errors.TooLargeError):
        runner.run(["dd", "if=/dev/zero", "of=big", "bs=1M"])

    assert (tmp_path / "big").stat().st_size == 8 << 20


def test_the_deadline_is_for_all_programs_together(tmp_path: Path, watch: Patience) -> None:
    runner = process.Runner(tmp_path, watch, 1)
    runner.run(["sleep", "0.6"])
    started = time.monotonic()

    with pytest.raises(errors.DeadlineError) as passed:
        runner.run(["sleep", "60"])

    assert passed.value.args == (1,)
    assert time.monotonic() - started < 10
    assert living(tmp_path) == []
    with pytest.raises(errors.DeadlineError):
        runner.run(["true"])


def test_what_is_left_in_the_background_ends_with_its_program(runner: process.Runner, tmp_path: Path) -> None:
    assert runner.run(faulty("leave_daemon")).status == 0

    assert living(tmp_path) == []


def test_an_exception_in_the_reading_of_a_line_ends_the_program(runner: process.Runner, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ready"):
        runner.run(["sh", "-c", "echo ready; sleep 60"], on_line=float)

    assert living(tmp_path) == []


def test_walls_stand_on_this_machine() -> None:
    assert all(process.walls().values())


def test_a_relative_path_of_a_program_counts_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\npwd\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)

    completed = process.Runner(tmp_path / "scratch", Patience(), 60, readable=[script]).run(["./script"])

    assert completed.stdout.strip() == str(tmp_path / "scratch")
