"""The fork server: where it works, what it costs, what it leaves."""

import importlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import billiard
import psutil
import pytest

from conversion import process, tasks
from tests.conversion.process import drawing
from tests.conversion.process.witness import Patience, eventually, lives, named

NAMES = ("mutabor-fork", "mutabor-spawn")
ROOT = Path(__file__).parents[3]
MIB = 1 << 20

SCRIPT = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from conversion import process
class Watch:
    def beat(self, fraction): pass
runner = process.Runner(Path({scratch!r}), Watch(), 60)
print(runner.call(os.getcwd), runner.run(["echo", "ran"]).stdout, end="")
"""


def the_server(name: str = "mutabor-fork") -> psutil.Process:
    [found] = named(name, psutil.Process())
    return found


def is_running(pid: int) -> bool:
    return psutil.pid_exists(pid) and lives(psutil.Process(pid))


def ask(scratch: Path, answers: Any) -> None:
    """What a pool child does: a call and a run, and who its server is."""
    runner = process.Runner(scratch, Patience(), 60)
    said = runner.run(["echo", "ran"]).stdout
    answers.put((runner.call(int, "7"), said, [the_server(name).pid for name in NAMES]))


@pytest.mark.parametrize(
    "context",
    [billiard, multiprocessing.get_context("fork"), multiprocessing.get_context("spawn")],
    ids=["billiard", "fork", "spawn"],
)
def test_a_daemonic_child_has_a_server_of_its_own(context: Any, runner: process.Runner, tmp_path: Path) -> None:
    runner.run(["true"])
    mine = the_server("mutabor-spawn")
    answers = context.SimpleQueue()
    child = context.Process(target=ask, args=(tmp_path, answers), daemon=True)
    child.start()

    result, said, its = answers.get()
    child.join()

    assert (result, said) == (7, "ran\n")
    assert mine.pid not in its
    eventually(lambda: not any(map(is_running, its)))
    assert runner.run(["true"]).status == 0
    assert lives(mine)


def test_a_plain_script_without_a_guard_works(tmp_path: Path) -> None:
    script = SCRIPT.format(root=str(ROOT), scratch=str(tmp_path))

    ended = subprocess.run([sys.executable, "-c", script], cwd="/", capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{tmp_path} ran\n", "")


def test_threads_share_one_server(tmp_path: Path) -> None:
    def work(number: int) -> tuple[int, str]:
        runner = process.Runner(tmp_path, Patience(), 60)
        return runner.call(int, str(number)), runner.run(["echo", str(number)]).stdout

    process.stop()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, range(40)))

    assert answers == [(number, f"{number}\n") for number in range(40)]
    assert [the_server(name).name() for name in NAMES] == [*NAMES]


def test_hundreds_of_calls_leave_nothing(runner: process.Runner) -> None:
    def belongings() -> list[tuple[int, int]]:
        processes = [psutil.Process(), *map(the_server, NAMES)]
        return [(found.num_fds(), len(found.children())) for found in processes]

    runner.run(["true"])
    runner.call(int)
    eventually(lambda: all(len(the_server(name).children()) == 1 for name in NAMES))  # who waits for the next one
    before = belongings()

    for _ in range(100):
        runner.run(["true"])
        runner.call(int)

    eventually(lambda: belongings() == before)


def test_the_server_is_light_and_has_one_thread(runner: process.Runner) -> None:
    runner.call(int)

    assert the_server().memory_info().rss < 200 * MIB  # with all decoders in it
    assert the_server().num_threads() == 1


def test_the_server_has_no_secrets(runner: process.Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    process.stop()
    runner.call(int)

    assert sorted(the_server().environ()) == ["LANG", "PATH"]


@pytest.mark.parametrize("name", tasks.DECODERS)
def test_what_is_preloaded_exists(name: str) -> None:
    assert importlib.import_module(name).__name__ == name


@pytest.mark.parametrize("decode", drawing.DECODERS)
def test_preloaded_decoders_work_in_a_child(decode: Callable[[], list[int]], runner: process.Runner) -> None:
    assert runner.call(decode) == [64, 48]


def test_the_server_ends_with_a_parent_whose_other_children_live_on(tmp_path: Path) -> None:
    """A forked sibling holds copies of the parent's sockets: their closing is no sign of its death."""
    script = SCRIPT.format(root=str(ROOT), scratch=str(tmp_path)) + (
        "import time, signal\n"
        "from conversion.process.forkserver import CALLS\n"
        "sibling = os.fork()\n"
        "if sibling == 0: time.sleep(60); os._exit(0)\n"
        "print(CALLS._process.pid, sibling, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    _, line = parent.stdout.readline(), parent.stdout.readline()
    its_server, sibling = map(int, line.split())
    try:
        parent.wait()
        eventually(lambda: not is_running(its_server))
        assert is_running(sibling)
    finally:
        os.kill(sibling, 9)
        parent.stdout.close()
