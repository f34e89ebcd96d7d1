"""Daily quotas and fair shares, on SQLite and PostgreSQL."""

import pytest

from bot import settings as bot_settings
from bot.access import quotas
from bot.access.quotas import Usage
from bot.api.attachments import Attachment
from bot.choosing import refusals
from bot.delivery import ringing
from bot.errors import QuotaError
from bot.records import claims, deliveries
from conversion.database import reading, writing
from tests.bot import making

ANN, BORIS, GROUP = 1001, 1002, -1001


@pytest.fixture(autouse=True)
def _settings(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of database, and little of everything."""
    monkeypatch.setenv("QUOTA_FILES", "3")
    monkeypatch.setenv("QUOTA_MEGABYTES", "1")
    monkeypatch.setenv("GROUP_QUOTA_FILES", "4")
    monkeypatch.setenv("MOST_QUEUED", "2")
    bot_settings.settings.cache_clear()


def film(size: int = 1000) -> Attachment:
    return Attachment("video", "no-file", "u", "film.mkv", "video/x-matroska", size)


def used(subject_id: int) -> Usage:
    with reading() as session:
        found = session.get(Usage, (bot_settings.settings().bot_id, subject_id, quotas.today()))
    assert found is not None
    return found


def test_a_person_has_so_many_files_a_day_and_another_one_too() -> None:
    for _file in range(3):
        making.add(user_id=ANN)

    with pytest.raises(QuotaError) as refused:
        making.add(user_id=ANN)
    making.add(user_id=BORIS)

    assert used(ANN).files == 3
    told = refusals.of_quota("en", refused.value)
    assert told.startswith("That is over the daily limit: 3 files. It starts anew in ")
    assert refusals.of_quota("ru", refused.value).startswith("Это больше дневного лимита: 3 файла. Он обновится через ")
    assert len(told) < 200  # a button's notice


def test_what_is_refused_leaves_nothing_behind() -> None:
    with pytest.raises(QuotaError):
        making.add(film(2 << 20), user_id=ANN)

    assert not deliveries.unfinished(ANN, ANN)
    assert making.add(film(1 << 20), user_id=ANN).status == "accepted"


def test_all_files_of_a_union_count() -> None:
    with pytest.raises(QuotaError):
        making.add(film(), "zip", further=[film()] * 3, user_id=ANN)


def test_a_group_has_a_quota_of_its_own() -> None:
    for number in range(4):
        making.add(chat_id=GROUP, user_id=ANN + number)

    with pytest.raises(QuotaError) as refused:
        making.add(chat_id=GROUP, user_id=BORIS + 100)

    assert "this group's daily limit: 4 files" in refusals.of_quota("en", refused.value)


def test_work_counts_when_it_is_told_and_stops_what_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTA_MINUTES", "1")
    bot_settings.settings.cache_clear()
    view = making.done(making.add(user_id=ANN))
    making.change_task(view, started_at=view.now - 90, finished_at=view.now)
    claim = claims.claim_telling(view.task_id)
    assert claim
    assert claims.settle_telling(claim)

    assert used(ANN).seconds == pytest.approx(90, abs=1)
    with pytest.raises(QuotaError):
        making.add(user_id=ANN)


def test_operators_have_no_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", str(ANN))
    bot_settings.settings.cache_clear()

    assert [making.add(user_id=ANN).status for _file in range(5)] == ["accepted"] * 5


def test_the_next_day_begins_anew() -> None:
    for _file in range(3):
        making.add(user_id=ANN)
    with writing() as session:
        session.query(Usage).update({"day": "2020-01-01"})

    assert making.add(user_id=ANN).status == "accepted"
    assert quotas.clean() == 1
    assert 0 < quotas.until_midnight() <= 25 * 3600


def test_no_more_of_one_person_is_queued_than_may_be_and_the_rest_follows() -> None:
    first, second, third = (making.add(user_id=ANN) for _file in range(3))
    other = making.add(user_id=BORIS)

    assert set(ringing._stamp(ringing._next_fetches)) == {first.task_id, second.task_id, other.task_id}
    making.ready(first)
    making.ready(second)
    assert ringing.has_waiting()
    assert ringing._stamp(ringing._next_fetches) == []

    making.change(first, status="shown")

    assert ringing._stamp(ringing._next_fetches) == [third.task_id]
