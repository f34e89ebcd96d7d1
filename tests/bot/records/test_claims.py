"""Leases on deliveries: one holder at a time, and a late one changes nothing."""

from collections.abc import Iterator

import pytest

from bot import settings as bot_settings
from bot.errors import ResultOverLimitError
from bot.records import claims, deliveries
from conversion.errors import DamagedFileError
from conversion.queue import records
from tests.bot import making


@pytest.fixture(autouse=True)
def _settings(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both kinds of database."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:secret")
    bot_settings.settings.cache_clear()
    yield
    bot_settings.settings.cache_clear()


def expire(view: deliveries.View) -> None:
    making.change(view, lease_until=1.0)


def test_one_of_two_fetches_the_file() -> None:
    view = making.add()

    assert claims.claim_fetch(view.task_id)
    assert claims.claim_fetch(view.task_id) is None
    assert deliveries.get(view.id).telling == "fetching"


def test_a_lost_fetch_is_taken_over_and_its_ghost_changes_nothing() -> None:
    view = making.add()
    ghost = claims.claim_fetch(view.task_id)
    expire(view)
    second = claims.claim_fetch(view.task_id)

    assert ghost
    assert second
    assert (second.fence, second.attempt, second.losses) == (2, 2, 1)
    assert not claims.renew(ghost)
    assert not claims.settle_fetch(ghost)
    assert not claims.postpone(ghost)
    assert claims.renew(second)


def test_only_an_accepted_conversion_is_fetched_for() -> None:
    assert claims.claim_fetch(making.ready(making.add()).task_id) is None
    assert claims.claim_fetch(making.cancelled(making.add()).task_id) is None
    assert claims.claim_fetch("no such task") is None


def test_another_bots_delivery_is_left_to_it() -> None:
    wanted, over = making.add(), making.done(making.add())
    making.give_to_another_bot(wanted)
    making.give_to_another_bot(over)

    assert claims.claim_fetch(wanted.task_id) is None
    assert claims.claim_telling(over.task_id) is None


def test_a_postponed_fetch_waits_for_its_time() -> None:
    view = making.add()
    claim = claims.claim_fetch(view.task_id)
    assert claim
    assert claims.postpone(claim, 60)

    assert claims.claim_fetch(view.task_id) is None
    making.change(view, not_before=1.0)
    assert claims.claim_fetch(view.task_id)


def test_pauses_grow_to_ten_minutes() -> None:
    assert [claims.pause_after(attempt) for attempt in (1, 2, 3, 30)] == [2, 4, 8, 600]


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_every_ending_is_told_once(end: str) -> None:
    view = making.add()
    if end == "done":
        making.done(view)
    elif end == "failed":
        making.failed(view, DamagedFileError())
    else:
        making.cancelled(view)

    claim = claims.claim_telling(view.task_id)
    assert claim
    assert claims.claim_telling(view.task_id) is None
    assert claims.settle_telling(claim)
    assert claims.claim_telling(view.task_id) is None
    assert deliveries.get(view.id).telling == "shown"
    assert not records.get(view.task_id).held


def test_an_ending_is_not_told_before_it_is_there() -> None:
    assert claims.claim_telling(making.add().task_id) is None
    assert claims.claim_telling(making.ready(making.add()).task_id) is None


def test_a_cancel_takes_the_lease_from_a_running_fetch() -> None:
    view = making.add()
    fetch = claims.claim_fetch(view.task_id)
    making.cancelled(view)
    telling = claims.claim_telling(view.task_id)

    assert fetch
    assert telling
    assert not claims.renew(fetch)
    assert not claims.settle_fetch(fetch)
    assert claims.settle_telling(telling)


def test_a_lost_telling_is_taken_over() -> None:
    view = making.done(making.add())
    ghost = claims.claim_telling(view.task_id)
    expire(view)
    second = claims.claim_telling(view.task_id)

    assert ghost
    assert second
    assert second.losses == 1
    assert not claims.settle_telling(ghost)
    assert claims.settle_telling(second)


def test_a_finished_fetch_starts_the_telling_afresh() -> None:
    view = making.add()
    claim = claims.claim_fetch(view.task_id)
    assert claim
    making.ready(view)
    assert claims.settle_fetch(claim)

    row = deliveries.get(view.id)
    assert (row.telling, row.attempt, row.losses) == ("pending", 0, 0)


def test_trouble_is_recorded_by_the_holder_only() -> None:
    view = making.done(making.add())
    claim = claims.claim_telling(view.task_id)
    assert claim
    expire(view)
    second = claims.claim_telling(view.task_id)
    assert second

    assert claims.record_trouble(claim, ResultOverLimitError("60", "50")) is None
    assert claims.record_trouble(second, ResultOverLimitError("60", "50"))
    assert deliveries.get(view.id).error_args == ["60", "50"]


def test_a_notice_is_sent_once_at_most() -> None:
    view = making.add()

    assert claims.stamp_notice(view.id)
    assert not claims.stamp_notice(view.id)


def test_what_a_former_bot_left_behind_is_released_after_its_time() -> None:
    waiting, over, fresh = making.add(), making.done(making.add()), making.add()
    for view in (waiting, over):
        making.change(view, created_at=view.now - 100)
        making.give_to_another_bot(view)

    assert claims.abandon(60) == 2
    assert [records.get(view.task_id).status for view in (waiting, over, fresh)] == ["cancelled", "done", "accepted"]
    assert [records.get(view.task_id).held for view in (waiting, over, fresh)] == [False, False, True]
