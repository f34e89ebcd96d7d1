"""Under a real Celery worker too, nothing outlives the process that asked for it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.conversion.process.witness import eventually, lives, living
from tests.faulty import worker

ROOT = Path(__file__).parents[3]


@contextmanager
def busy_worker(folder: Path, pool: str, hard_limit: int = 600) -> Iterator[psutil.Process]:
    """A worker in whose pool the task has come to its point: a program and its daemon run."""
    broker = folder / "broker"
    (broker / "control").mkdir(parents=True)
    environment = os.environ | {"BROKER_FOLDER": str(broker), "HARD_LIMIT": str(hard_limit)}
    command = [sys.executable, "-m", "celery", "-A", "tests.faulty.worker", "worker", "-c", "1", "-P", pool]
    with (folder / "log").open("w") as log:
        started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        worker.application(str(broker)).send_task("hang", [str(folder)])
        eventually(lambda: len(living(folder)) == 2, 60)
        yield psutil.Process(started.pid)
    finally:
        started.kill()
        started.wait()


@pytest.mark.parametrize("pool", ["prefork", "solo", "threads"])
def test_the_death_of_a_worker_ends_everything(pool: str, tmp_path: Path) -> None:
    with busy_worker(tmp_path, pool) as main:
        family = main.children(recursive=True)
        main.kill()

        eventually(lambda: not any(map(lives, family)))
        assert living(tmp_path) == []


def test_the_death_of_a_pool_child_ends_everything_but_the_worker(tmp_path: Path) -> None:
    with busy_worker(tmp_path, "prefork") as main:
        [child] = main.children()
        family = child.children(recursive=True)
        child.kill()

        eventually(lambda: not any(map(lives, family)))
        assert living(tmp_path) == []
        assert lives(main)


def test_the_hard_time_limit_ends_everything_but_the_worker(tmp_path: Path) -> None:
    with busy_worker(tmp_path, "prefork", hard_limit=3) as main:
        eventually(lambda: living(tmp_path) == [])

        assert lives(main)
