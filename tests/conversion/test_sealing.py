"""What people confide is nowhere to be read: not in the database, not at the broker, not in a log."""

import threading
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from conversion import database, sealing
from conversion.errors import DamagedFileError
from conversion.queue import moves, records
from conversion.queue.records import ConversionTask
from conversion.queue.requests import Request
from conversion.settings import settings

SECRET = "Сезам, откройся 4711"

pytestmark = pytest.mark.usefixtures("database")


def confided() -> ConversionTask:
    request = Request("a.pdf", "pdf", "png", "document", {"quality": "high", "password": SECRET})
    with database.writing() as session:
        task = records.add(session, request)
    assert moves.ready(task.id, "key", 10)
    return task


def stored() -> str:
    """All of the table as it lies there."""
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM conversion_tasks").all()
    return "\n".join(map(str, rows))


def test_a_secret_is_sealed_in_its_row_and_known_to_who_converts() -> None:
    task = records.get(confided().id)
    assert task.options == {"quality": "high"}
    assert task.asked == {"quality": "high", "password": SECRET}
    assert "4711" not in stored()
    assert "password" not in stored()


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_a_secret_vanishes_with_its_task(end: str) -> None:
    task = moves.claim(confided().id)
    assert task is not None
    if end == "done":
        assert moves.finish(task.id, task.fence, output_key="k", output_name="a.png", output_size=3)
    elif end == "failed":
        assert moves.fail(task.id, DamagedFileError(), task.fence)
    else:
        assert moves.cancel(task.id)
    assert (records.get(task.id).status, records.get(task.id).secrets) == (end, None)


def test_what_another_key_sealed_is_lost_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    task = confided()
    monkeypatch.setenv("SECRET_KEY", Fernet.generate_key().decode())
    settings.cache_clear()
    sealing._fernet.cache_clear()
    assert records.get(task.id).asked == {"quality": "high"}


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret.key"
    found: list[bytes] = []
    rivals = [threading.Thread(target=lambda: found.append(sealing._key(path))) for _ in range(8)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert len(set(found)) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret.key"]
