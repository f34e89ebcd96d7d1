"""What a chat may be bothered with, told to all processes by a real Redis."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from bot.api import limits
from bot.api.limits import Budget
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


def test_a_chat_takes_so_many_messages_and_then_makes_them_wait(store: Redis) -> None:
    one, other = Budget(store, 7), Budget(store, 7)
    count, window = limits.PRIVATE

    waits = [(one if number % 2 else other).reserve(PRIVATE) for number in range(count)]
    pause, is_mine = one.reserve(PRIVATE)

    assert waits == [(0.0, True)] * count
    assert not is_mine
    assert window / 1000 - 2 < pause <= window / 1000
    assert other.reserve(PRIVATE + 1) == (0.0, True)
    assert one.crowding(PRIVATE) > 0
    assert one.crowding(PRIVATE + 1) == 0


def test_edits_have_room_of_their_own(store: Redis) -> None:
    budget = Budget(store, 7)
    assert budget.reserve(PRIVATE, limits.PRIVATE[0]) == (0.0, True)

    assert not budget.reserve(PRIVATE)[1]
    assert budget.reserve(PRIVATE, is_edit=True) == (0.0, True)


def test_an_album_counts_as_its_messages(store: Redis) -> None:
    budget = Budget(store, 7)

    assert budget.reserve(PRIVATE, limits.PRIVATE[0] - 1) == (0.0, True)
    assert budget.reserve(PRIVATE) == (0.0, True)
    assert not budget.reserve(PRIVATE)[1]


def test_all_chats_together_are_paced_and_the_patient_leave_room(store: Redis) -> None:
    budget = Budget(store, 7)
    most, window = limits.OVERALL
    for chat in range(limits.RESULTS):
        assert budget.reserve(chat + 1) == (0.0, True)

    assert not budget.reserve(500, most=limits.RESULTS)[1]
    assert not budget.take(501)
    for chat in range(limits.RESULTS, most):
        assert budget.reserve(chat + 1) == (0.0, True)
    pause, is_mine = budget.reserve(502)
    assert is_mine
    assert 0 < pause <= window / 1000


def test_of_progress_in_many_chats_no_more_than_its_share_is_taken_at_once(store: Redis) -> None:
    budgets = [Budget(store, 7) for _process in range(2)]
    taken = [budget.take(chat) for chat in range(1, 30) for budget in budgets]

    assert sum(taken) == limits.PROGRESS
    assert budgets[0].reserve(500) == (0.0, True)
    wait_until(lambda: budgets[1].take(29), 2, "there is room again, and what found none may try at once")


def test_what_arrived_late_is_counted_and_forgotten(store: Redis) -> None:
    budget = Budget(store, 7)
    limit, window = limits.PRIVATE
    for _message in range(limit + 5):
        budget.count(PRIVATE)

    assert not budget.reserve(PRIVATE)[1]
    keys = list(store.scan_iter())
    assert len(keys) == 2
    assert all(store.llen(key) <= max(limit, limits.OVERALL[0]) and 0 < store.pttl(key) <= window for key in keys)


def test_without_redis_nobody_counts(bot_home: Path) -> None:
    away = Budget(limits.connect(f"unix://{bot_home / 'nobody.sock'}"), 7)

    assert [away.reserve(PRIVATE) for _message in range(20)] == [(0.0, True)] * 20
