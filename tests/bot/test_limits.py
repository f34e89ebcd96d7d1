"""What a chat may be bothered with, told to all processes by a real Redis."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from bot import limits
from bot.limits import Budget
from tests.servers import wait_until

PRIVATE, GROUP = 1001, -1001


@pytest.fixture
def store(redis: str) -> Iterator[Redis]:
    client = Redis.from_url(redis)
    client.flushdb()
    yield client
    client.flushdb()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PRIVATE_PAUSE", 0.3)
    monkeypatch.setattr(limits, "GROUP_PAUSE", 0.6)


def test_a_chat_bears_one_edit_in_its_pause_whichever_process_makes_it(store: Redis) -> None:
    one, other = Budget(store, 7), Budget(store, 7)

    assert one.take(PRIVATE)
    assert not one.take(PRIVATE)
    assert not other.take(PRIVATE)
    assert other.take(GROUP)
    wait_until(lambda: other.take(PRIVATE), 2, "the pause is over")


def test_bots_do_not_share(store: Redis) -> None:
    assert Budget(store, 7).take(PRIVATE)
    assert Budget(store, 8).take(PRIVATE)


def test_peace_holds_for_everybody_and_everything(store: Redis) -> None:
    one, other = Budget(store, 7), Budget(store, 7)
    one.pause(PRIVATE, 0.5)

    assert 0 < other.peace(PRIVATE) <= 0.5
    assert not other.take(PRIVATE)
    assert other.peace(GROUP) == 0
    wait_until(lambda: other.peace(PRIVATE) == 0 and other.take(PRIVATE), 2, "the peace is over")


def test_without_redis_each_process_keeps_its_own_measure(tmp_path: Path) -> None:
    budget = Budget(limits.connect(f"unix://{tmp_path}/nobody.sock"), 7)

    assert budget.take(PRIVATE)
    assert not budget.take(PRIVATE)
    assert budget.peace(PRIVATE) == 0
    budget.pause(GROUP, 60)
    assert not budget.take(GROUP)
    wait_until(lambda: budget.take(PRIVATE), 2, "the pause is over")
