"""How much of the disk stays free."""

import shutil
from pathlib import Path

import pytest

from conversion import room
from conversion.settings import settings


@pytest.fixture
def free(home: Path) -> int:
    return shutil.disk_usage(home).free


def reserve(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISK_RESERVE", str(size))
    settings.cache_clear()


def test_a_file_may_come_while_the_reserve_stays_free(free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve(free // 2, monkeypatch)
    assert room.is_left()
    assert not room.is_left(free // 4)


def test_none_may_come_where_it_does_not(free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve(free * 2, monkeypatch)
    assert not room.is_left()


def test_the_reserve_may_be_written_as_people_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISK_RESERVE", "2GB")
    settings.cache_clear()
    assert settings().disk_reserve == 2_000_000_000


def test_a_small_disk_is_not_kept_free_as_a_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type(shutil.disk_usage(home))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(200_000_000, 180_000_000, 20_000_000))
    assert room.is_left(3_000_000)
    assert not room.is_left(4_000_000)


def test_a_full_disk_is_known(home: Path, monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    assert not room.is_used_up()
    monkeypatch.setattr(room, "FULL", free * 2)
    assert room.is_used_up()
