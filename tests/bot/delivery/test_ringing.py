"""Whom the bells are rung for: fair turns, and whatever no callback did. On a real Redis."""

import base64
import json
from collections.abc import Iterator

import pytest
from redis import Redis
from sqlalchemy.orm import Session

from bot import settings as bot_settings
from bot.delivery import ringing
from bot.records import claims
from conversion.errors import DamagedFileError
from conversion.queue import bells
from tests.bot import making


@pytest.fixture(autouse=True)
def _settings(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both kinds of database."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:secret")
    bot_settings.settings.cache_clear()
    yield
    bot_settings.settings.cache_clear()


@pytest.fixture
def broker(redis: str) -> Iterator[Redis]:
    """The queues, empty."""
    client = Redis.from_url(redis)
    client.flushdb()
    yield client
    client.flushdb()


def rung(broker: Redis) -> list[tuple[str, str]]:
    """The task and the id of each message, oldest first; the queue is empty afterwards."""
    messages = []
    for key in broker.scan_iter("default*"):
        messages += [json.loads(message) for message in reversed(broker.lrange(key, 0, -1))]
        broker.delete(key)
    return [(message["headers"]["task"], argument(message["body"])) for message in messages]


def argument(body: str) -> str:
    [[only], _kwargs, _embedded] = json.loads(base64.b64decode(body))
    return str(only)


def fetches(broker: Redis) -> list[str]:
    return [task_id for task, task_id in rung(broker) if task == "bot.fetch"]


def test_a_fetch_is_rung_for_once(broker: Redis) -> None:
    view = making.add()

    ringing.ring_fetches()
    ringing.ring_fetches()

    assert rung(broker) == [("bot.fetch", view.task_id)]


def test_everybodys_first_file_comes_before_anybodys_second(broker: Redis) -> None:
    first = [making.add(user_id=1) for _file in range(10)]
    second = making.add(user_id=2)
    urgent = making.add(user_id=1)
    making.change_task(urgent, priority=9)
    ringing.ring_fetches()

    order = fetches(broker)
    assert order[0] == urgent.task_id
    assert set(order[1:3]) == {first[0].task_id, second.task_id}
    assert len(order) == ringing.FETCHES


def test_a_fetch_that_ends_makes_room_for_the_next(broker: Redis) -> None:
    views = [making.add() for _file in range(ringing.FETCHES + 2)]
    ringing.ring_fetches()
    assert len(fetches(broker)) == ringing.FETCHES
    ringing.ring_fetches()
    assert fetches(broker) == []

    claim = claims.claim_fetch(views[0].task_id)
    assert claim
    making.ready(views[0])
    claims.settle_fetch(claim)
    ringing.ring_fetches()

    assert fetches(broker) == [views[ringing.FETCHES].task_id]


def test_a_bell_that_nobody_answers_is_rung_again(broker: Redis) -> None:
    view = making.add()
    ringing.ring_fetches()
    rung(broker)
    making.change(view, rung_at=view.now - ringing.UNANSWERED - 1)
    ringing.sweep()

    assert rung(broker) == [("bot.fetch", view.task_id)]


def test_a_fetch_whose_worker_died_is_rung_for(broker: Redis) -> None:
    view = making.add()
    claims.claim_fetch(view.task_id)
    ringing.sweep()
    assert rung(broker) == []

    making.change(view, lease_until=1.0)
    ringing.sweep()

    assert rung(broker) == [("bot.fetch", view.task_id)]


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_an_ending_that_no_callback_told_is_rung_for(broker: Redis, end: str) -> None:
    view = making.add()
    if end == "done":
        making.done(view)
    elif end == "failed":
        making.failed(view, DamagedFileError())
    else:
        making.cancelled(view)
    ringing.sweep()
    assert rung(broker) == []  # the callback may be on its way

    making.change_task(view, finished_at=view.now - ringing.CALLBACK_TIME - 1)
    ringing.sweep()
    ringing.sweep()

    assert rung(broker) == [("bot.deliver", view.task_id)]


def test_what_is_told_postponed_or_another_bots_is_left_alone(broker: Redis) -> None:
    told, later, others = (making.done(making.add()) for _file in range(3))
    for view in (told, later, others):
        making.change_task(view, finished_at=1.0)
    claim = claims.claim_telling(told.task_id)
    assert claim
    claims.settle_telling(claim)
    making.change(later, not_before=later.now + 60)
    making.give_to_another_bot(others)
    ringing.sweep()

    assert rung(broker) == []


def test_without_redis_the_bells_wait_for_the_next_sweep(broker: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    view = making.add()
    with monkeypatch.context() as patched:
        patched.setattr(bells, "ring", lambda *_message: False)
        ringing.ring_fetches()
    ringing.ring_fetches()

    assert rung(broker) == [("bot.fetch", view.task_id)]


@pytest.mark.usefixtures("broker")
def test_what_was_claimed_since_it_was_chosen_is_not_stamped() -> None:
    chosen, claimed = making.add(), making.add()

    def choose(session: Session) -> list[ringing.Chosen]:
        found = ringing._next_fetches(session)
        assert claims.claim_fetch(claimed.task_id)
        return found

    assert ringing._stamp(choose) == [chosen.task_id]
