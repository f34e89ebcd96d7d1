"""A database that is away for a while."""

import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from conversion import database
from conversion.queue import moves, records
from conversion.queue.requests import Request


@pytest.fixture
def task_id(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A conversion that runs, in a database where nobody waits for a lock."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0)
    database.engine().dispose()
    database.engine.cache_clear()
    with database.writing() as session:
        task = records.add(session, Request("a.png", "png", "jpg", "image", {}))
    moves.ready(task.id, "key", 1)
    assert moves.claim(task.id)
    return task.id


class Lock:
    """Somebody else who writes to the database and does not end."""

    def __init__(self, home: Path) -> None:
        self._connection = sqlite3.connect(home / "mutabor.sqlite", isolation_level=None, check_same_thread=False)
        self._connection.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


def test_an_ending_is_written_as_soon_as_the_database_is_back(home: Path, task_id: str) -> None:
    lock = Lock(home)
    threading.Timer(1.5, lock.release).start()

    assert database.insist(30, moves.finish, task_id, 1, output_key="made", output_name="a.jpg", output_size=1)

    assert records.get(task_id).status == "done"


def test_a_database_that_stays_away_is_an_error_in_the_end(home: Path, task_id: str) -> None:
    lock = Lock(home)
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        database.insist(1.5, moves.finish, task_id, 1)
    assert 1.5 <= time.monotonic() - begun < 20
    lock.release()
    assert records.get(task_id).status == "converting"


def test_a_writer_follows_another_one_within_milliseconds(home: Path) -> None:
    with database.writing() as session:
        task = records.add(session, Request("a.png", "png", "jpg", "image", {}))
    lock, moments = Lock(home), []

    def write() -> None:
        moves.ready(task.id, "key", 1)
        moments.append(time.monotonic())

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.8)  # so long that SQLite itself would look every 100 ms only
    released = time.monotonic()
    lock.release()
    writer.join(20)

    assert moments[0] >= released
    assert records.get(task.id).status == "ready"


def test_what_is_read_together_is_of_one_moment(home: Path) -> None:
    with database.writing() as session:
        task = records.add(session, Request("a.png", "png", "jpg", "image", {}))

    with database.together():
        before = records.get(task.id).status
        thread = threading.Thread(target=moves.ready, args=(task.id, "key", 1))
        thread.start()
        thread.join(20)
        within = records.get(task.id).status

    assert (before, within, records.get(task.id).status) == ("accepted", "accepted", "ready")


def test_a_child_forked_while_another_thread_writes_can_write(home: Path) -> None:
    with database.writing() as session:
        task = records.add(session, Request("a.png", "png", "jpg", "image", {}))
    is_writing, is_forked = threading.Event(), threading.Event()

    def write() -> None:
        with database.writing():
            is_writing.set()
            is_forked.wait(20)

    writer = threading.Thread(target=write)
    writer.start()
    is_writing.wait(20)
    child = os.fork()
    if child == 0:
        database.forget_connections()
        os._exit(0 if moves.ready(task.id, "key", 1) else 1)
    is_forked.set()
    writer.join(20)

    begun = time.monotonic()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert time.monotonic() - begun < 10
    assert records.get(task.id).status == "ready"


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_what_has_to_last_waits_for_the_disk(home: Path, durable: bool, level: int) -> None:
    """SQLite's levels: 2 is FULL, 1 NORMAL. A connection that served the one serves the other as well."""
    with database.writing(durable=not durable) as session:
        records.add(session, Request("a.png", "png", "jpg", "image", {}))
    with database.writing(durable=durable) as session:
        assert session.scalar(text("PRAGMA synchronous")) == level
