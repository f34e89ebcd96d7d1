"""Conversions on a real worker, with a real Redis: what ends how, and what never ends the worker."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import py7zr
import pytest
from redis import Redis

import conversion
from conversion import database, engines, registry
from conversion.celery import app
from conversion.engines.base import Engine
from conversion.queue import bells, records, sweeping
from conversion.queue.records import ConversionTask
from conversion.settings import settings
from conversion.tasks import COURTESY
from tests import servers
from tests.conftest import HOME
from tests.faulty.engine import FaultyEngine

PATIENCE = 90  # seconds; a loaded machine takes long to start a worker


@pytest.fixture(scope="module", autouse=True)
def _everything(redis: str) -> Iterator[None]:
    """This module's rows stand in the run's own database, where the worker looks."""
    known = engines.ENGINES
    set_engines((FaultyEngine(), *known))
    database.Base.metadata.create_all(database.engine())
    yield
    set_engines(known)


def set_engines(those: tuple[Engine, ...]) -> None:
    """What the registry worked out from the others is forgotten."""
    engines.ENGINES = those
    registry._legs.cache_clear()
    registry._ways_from.cache_clear()


class Worker:
    """A Celery worker in a process of its own, that can be killed and started again."""

    def __init__(self) -> None:
        self.start()

    def start(self, module: str = "tests.faulty.app") -> None:
        command = [sys.executable, "-m", "celery", "-A", module, "worker", "-c", "2", "-Q", "archive,image"]
        environment = os.environ | {"DATA_DIR": str(HOME), "LEASE_SECONDS": "4", "RENEW_SECONDS": "1"}
        self.log = (HOME / "worker.log").open("ab")
        self.process = subprocess.Popen(
            [*command, "--without-mingle", "--without-gossip", "-l", "INFO"],
            env=environment | {"REMAP_SIGTERM": "SIGQUIT"},
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        servers.wait_until(lambda: bool(app.control.ping(timeout=0.5)), PATIENCE, "the worker answers")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(PATIENCE)
        self.log.close()


@pytest.fixture(scope="module")
def module_worker(_everything: None) -> Iterator[Worker]:
    made = Worker()
    yield made
    if made.process.poll() is None:
        made.stop(signal.SIGKILL)


@pytest.fixture
def worker(module_worker: Worker) -> Worker:
    """A worker that runs, although the test before may have failed while it was stopped."""
    if module_worker.process.poll() is not None:
        module_worker.start()
    return module_worker


def submit(word: str, tmp_path: Path) -> ConversionTask:
    path = tmp_path / f"{word}.txt"
    path.write_text(word)
    return conversion.submit(path, "amr")


def ended(task: ConversionTask, seconds: float = PATIENCE) -> ConversionTask:
    """The task once it is over; the sweeper is run meanwhile, as beat would."""

    def over() -> bool:
        sweeping.sweep()
        return records.get(task.id).is_finished

    servers.wait_until(over, seconds, "the conversion ends")
    return records.get(task.id)


def tool_runs() -> bool:
    """Whether the program that hangs is there; other tests have sleepers of their own, in other folders."""
    sleepers = [found for found in psutil.process_iter(["name", "cwd"]) if found.info["name"] == "sleep"]
    return any((found.info["cwd"] or "").startswith(str(HOME)) for found in sleepers)


def tool_is_gone() -> bool:
    return not tool_runs()


def test_a_file_goes_in_and_the_converted_one_comes_out(worker: Worker, tmp_path: Path) -> None:
    done = ended(submit("good", tmp_path))
    assert (done.status, done.output_name) == ("done", "good.amr")
    assert Path(done.output_file or "").read_bytes().startswith(b"#!AMR")
    servers.wait_until(lambda: not list((HOME / "scratch").iterdir()), 5, "its folder goes")


def test_conversions_give_way_to_who_answers_people(worker: Worker, tmp_path: Path) -> None:
    ended(submit("good", tmp_path))
    main = psutil.Process(worker.process.pid)
    assert {child.nice() - main.nice() for child in main.children()} == {COURTESY}


@pytest.mark.parametrize(
    ("word", "error"),
    [
        ("DamagedFileError", "DamagedFileError"),
        ("crash", "CrashError"),
        ("memory", "TooLargeError"),
        ("recursion", "TooLargeError"),
        ("empty", "OutputError"),
        ("silent", "OutputError"),
        ("wrong", "OutputError"),
        ("DeadlineError", "DeadlineError"),
    ],
)
def test_a_fault_ends_as_its_error_and_the_worker_lives(worker: Worker, tmp_path: Path, word: str, error: str) -> None:
    failed = ended(submit(word, tmp_path))
    assert (failed.status, failed.error_type) == ("failed", error)
    assert ended(submit("good", tmp_path)).status == "done"
    assert worker.process.poll() is None


def test_what_kills_its_worker_three_times_ends_as_an_error(worker: Worker, tmp_path: Path) -> None:
    failed = ended(submit("die", tmp_path), seconds=60)
    assert (failed.status, failed.error_type, failed.losses) == ("failed", "LostWorkerError", 3)
    assert ended(submit("good", tmp_path)).status == "done"


def test_a_bug_ends_as_an_error_too(worker: Worker, tmp_path: Path) -> None:
    assert ended(submit("bug", tmp_path), seconds=60).error_type == "LostWorkerError"


def test_a_full_disk_is_tried_again_later(worker: Worker, tmp_path: Path) -> None:
    task = submit("full", tmp_path)
    servers.wait_until(lambda: records.get(task.id).retries == 1, PATIENCE, "it is put off")
    put_off = records.get(task.id)
    assert put_off.status == "ready"
    assert put_off.not_before > put_off.created_at + 50
    assert conversion.cancel(task.id)


def test_a_cancelled_conversion_leaves_no_program(worker: Worker, tmp_path: Path) -> None:
    task = submit("hang", tmp_path)
    servers.wait_until(tool_runs, PATIENCE, "the tool runs")

    assert conversion.cancel(task.id)

    servers.wait_until(tool_is_gone, 1.5, "the tool is gone")
    assert ended(submit("good", tmp_path), seconds=5).status == "done"
    assert records.get(task.id).status == "cancelled"


def test_cancelling_works_with_no_worker(worker: Worker, tmp_path: Path) -> None:
    worker.stop()
    task = submit("good", tmp_path)
    assert conversion.cancel(task.id)
    worker.start()
    assert ended(submit("good", tmp_path)).status == "done"
    assert records.get(task.id).status == "cancelled"


def test_revoke_ends_as_cancelled(worker: Worker, tmp_path: Path) -> None:
    task = submit("hang", tmp_path)
    servers.wait_until(tool_runs, PATIENCE, "the tool runs")

    app.control.revoke(task.id, terminate=True, signal="SIGKILL")

    assert ended(task).status == "cancelled"
    servers.wait_until(tool_is_gone, 3, "the tool is gone")


def test_a_killed_workers_conversion_is_taken_over_and_its_tools_die_with_it(worker: Worker, tmp_path: Path) -> None:
    task = submit("hang", tmp_path)
    servers.wait_until(tool_runs, PATIENCE, "the tool runs")

    worker.stop(signal.SIGKILL)
    servers.wait_until(tool_is_gone, 5, "the tool is gone")
    worker.start()

    def taken_over() -> bool:
        sweeping.sweep()
        return records.get(task.id).losses == 1 and tool_runs()

    servers.wait_until(taken_over, PATIENCE, "the second attempt runs")
    conversion.cancel(task.id)


def test_a_deploy_hands_back_what_runs_within_twenty_seconds(worker: Worker, tmp_path: Path) -> None:
    task = submit("hang", tmp_path)
    servers.wait_until(tool_runs, PATIENCE, "the tool runs")

    begun = time.monotonic()
    worker.stop(signal.SIGTERM)
    assert time.monotonic() - begun < 20

    handed_back = records.get(task.id)
    assert (handed_back.status, handed_back.losses) == ("ready", 0)
    assert tool_is_gone()
    worker.start()
    conversion.cancel(task.id)


def test_a_deploy_does_not_wait_for_what_it_has_not_heard_of(worker: Worker, tmp_path: Path) -> None:
    worker.stop()
    worker.start("tests.faulty.deaf")
    task = submit("hang", tmp_path)
    servers.wait_until(tool_runs, PATIENCE, "the tool runs")

    begun = time.monotonic()
    worker.stop(signal.SIGTERM)
    assert time.monotonic() - begun < 20

    assert records.get(task.id).status == "ready"
    worker.start()
    conversion.cancel(task.id)


def test_a_shutdown_that_hangs_ends(worker: Worker, tmp_path: Path) -> None:
    worker.stop()
    worker.start("tests.faulty.stuck")
    task = submit("hang", tmp_path)
    servers.wait_until(tool_runs, PATIENCE, "the tool runs")

    begun = time.monotonic()
    worker.stop(signal.SIGTERM)
    assert time.monotonic() - begun < 20

    assert records.get(task.id).status == "ready", "handed back by its child"
    servers.wait_until(tool_is_gone, 3, "the tool is gone")
    worker.start()
    conversion.cancel(task.id)


def test_progress_is_told(worker: Worker, tmp_path: Path) -> None:
    task = submit("slow", tmp_path)
    servers.wait_until(lambda: 0.2 < records.get(task.id).progress < 1, PATIENCE, "progress is seen")
    assert ended(task).progress == 1.0


def test_a_lost_bell_is_rung_again(worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "UNANSWERED", 0.0)
    with monkeypatch.context() as deaf:
        deaf.setattr(bells, "_publish", lambda *_args, **_kw: True)
        task = submit("good", tmp_path)
    assert records.get(task.id).rung_at is not None
    assert ended(task).status == "done"


def test_a_bell_that_was_taken_by_somebody_who_then_died_is_rung_again(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Redis forgets a message as soon as somebody pops it; the kill comes before it is recorded."""
    monkeypatch.setattr(bells, "UNANSWERED", 0.0)
    worker.stop()
    task = submit("good", tmp_path)
    with Redis.from_url(settings().redis_py_url) as broker:
        assert sum(len(broker.rpop(key, 10) or ()) for key in broker.scan_iter("archive*")) == 1
        assert broker.hlen("unacked") == 0
    worker.start()
    assert ended(task).status == "done"


def test_messages_of_another_version_do_no_harm(worker: Worker, tmp_path: Path) -> None:
    app.send_task("conversion.convert_hologram", args=["x"], queue="archive", ignore_result=True)
    app.send_task("conversion.convert_archive", kwargs={"path": "/etc/passwd"}, queue="archive", ignore_result=True)
    app.send_task("conversion.convert_archive", kwargs={"task_id": "unknown"}, queue="archive", ignore_result=True)
    assert ended(submit("good", tmp_path)).status == "done"
    assert worker.process.poll() is None


def test_a_result_can_be_asked_for_as_celery_does(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text("good")
    task = conversion.submit(path, "amr")
    result = conversion.convert_archive.apply_async(kwargs={"task_id": task.id}, ignore_result=False)
    assert result.get(timeout=PATIENCE) is None
    assert ended(task).status == "done"


def test_options_and_secrets_reach_the_worker_and_nothing_else(worker: Worker, tmp_path: Path) -> None:
    secret = "Sesam-4711-offen"
    source = tmp_path / "notes.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("note.txt", "hello")

    done = ended(conversion.submit(source, "7z", password=secret, level="1"))

    assert (done.status, done.options, done.secrets) == ("done", {"level": 1}, None)
    with py7zr.SevenZipFile(done.output_file or "", password=secret) as opened:
        assert opened.namelist() == ["note.txt"]
    with Redis.from_url(settings().redis_py_url) as broker:
        kept = [broker.dump(key) or b"" for key in broker.scan_iter()]
    assert secret.encode() not in b"".join([*kept, (HOME / "worker.log").read_bytes(), database_files()])


def database_files() -> bytes:
    """The database as it lies on the disk, with what is not yet merged into it."""
    return b"".join(path.read_bytes() for path in HOME.glob("mutabor.sqlite*"))
