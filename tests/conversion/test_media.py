"""Media, on a local folder and on a store without paths."""

from pathlib import Path

import pytest

from conversion import media
from conversion.errors import PassingError
from conversion.settings import settings


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "memory":
        monkeypatch.setenv("MEDIA_URL", f"memory://{home.name}")
        request.getfixturevalue("home")
        media._store.cache_clear()
        settings.cache_clear()
    return str(request.param)


def test_what_is_put_comes_back(store: str, tmp_path: Path) -> None:
    original = tmp_path / "a.bin"
    original.write_bytes(b"bytes")
    key = media.new_key("task", "Отчёт.pdf")

    assert media.put(original, key) == 5

    media.get(key, tmp_path / "back.bin")
    assert (tmp_path / "back.bin").read_bytes() == b"bytes"
    assert media.exists(key)
    assert media.size(key) == 5
    assert media.location(key).endswith("/Отчёт.pdf")
    assert media.stored_tasks() == ["task"]


def test_nothing_half_written_is_seen(home: Path) -> None:
    key = media.new_key("task", "a.txt")
    with pytest.raises(ZeroDivisionError), media.writer(key) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert not media.exists(key)
    assert [path for path in (home / "media").rglob("*") if path.is_file()] == []


def test_what_is_forgotten_is_gone_and_forgetting_twice_is_fine(store: str, tmp_path: Path) -> None:
    key = media.new_key("task", "a.txt")
    with media.writer(key) as file:
        file.write(b"x")
    media.forget_key(key)
    media.forget_key(key)
    assert not media.exists(key)
    media.forget("task")
    media.forget("task")


def test_missing_media_is_a_fault_that_may_pass(store: str, tmp_path: Path) -> None:
    with pytest.raises(PassingError):
        media.get("nobody/0/x", tmp_path / "x")


def test_a_strangers_name_stays_inside_the_tasks_folder(home: Path) -> None:
    key = media.new_key("task", "../../../evil.sh")
    path = media.local_path(key)
    assert path is not None
    assert path.resolve().is_relative_to(home / "media" / "task")
