"""What operators see and set stands in the database, whichever of both kinds that is."""

from datetime import UTC, datetime

import pytest

from bot import settings as bot_settings
from bot.access import bans, draining
from bot.operators import broadcasts, incidents, statistics
from bot.operators.broadcasts import Progress
from bot.operators.statistics import DAYS
from bot.people import rules
from bot.people.askers import Asker
from bot.people.rules import Wanted
from bot.records import topics
from bot.updates import inbox
from conversion import formats
from conversion.errors import DamagedFileError, ToolFailedError
from conversion.formats import Kind
from tests.bot import making

STUDIO, FILMS = -1002, 3


@pytest.fixture(autouse=True)
def _both(database: str) -> None:
    """Both kinds of database."""
    bot_settings.settings.cache_clear()


def asker(thread_id: int | None = None) -> Asker:
    bot_id = bot_settings.settings().bot_id
    return Asker(bot_id, STUDIO, thread_id, 1001, "en", None, is_private=False, speaks_as_chat=False, update_id=1)


def wanted(source: str, target: str) -> Wanted:
    found, into = formats.from_name(source), formats.from_name(target)
    assert into is not None
    return Wanted(found or Kind(source), into, {})


def test_a_week_is_counted_by_day_ending_reason_queue_and_way() -> None:
    making.done(making.add())
    for _time in range(2):
        making.failed(making.add(user_id=1002), ToolFailedError("ffmpeg", "1"))
    making.failed(making.add(), DamagedFileError("moov"))
    making.cancelled(making.add())
    making.add()
    making.change_task(making.add(), created_at=datetime(2020, 1, 1, tzinfo=UTC).timestamp())

    found = statistics.gather()

    today, *before = found.days.values()
    assert today == {"done": 1, "failed": 3, "cancelled": 1, "accepted": 1}
    assert before == [{}] * (DAYS - 1)
    assert list(found.reasons.items()) == [("ToolFailedError", 2), ("DamagedFileError", 1)]
    assert found.queues == {"video": (2, 0)}
    assert [(pace.source, pace.target, pace.count) for pace in found.slowest] == [("mkv", "mp4", 1)]
    assert (found.people, found.chats, found.untold) == (2, 1, 7)
    assert 0 < found.free < found.total


def test_an_error_number_leads_to_the_conversion_to_the_telling_or_to_the_update() -> None:
    failed = making.failed(making.add(), DamagedFileError("moov"))
    untold = making.change(making.done(making.add()), trouble="ChatRefusesError", trouble_id="11111111")
    inbox.put(failed.bot_id, [{"update_id": 1, "message": {"chat": {"id": 1001}}}])
    [letter] = inbox.waiting(failed.bot_id, (), (), 1)
    inbox.give_up(letter.id, "22222222", "KeyError")

    found = [incidents.find(number) for number in (failed.error_id or "", "11111111", "22222222", "33333333")]

    assert [incident and incident.error for incident in found] == [
        "DamagedFileError",
        "ChatRefusesError",
        "KeyError",
        None,
    ]
    assert [incident and incident.task_id for incident in found] == [failed.task_id, untold.task_id, None, None]


def test_the_banned_are_told_once_a_day() -> None:
    bans.put(1001, "spam", 1003)
    bans.put(1001, "more spam", 1003)
    ban = bans.of({1001, 5})

    assert ban is not None
    assert (ban.reason, len(bans.every())) == ("more spam", 1)
    assert [bans.stamp_told(ban) for _time in range(2)] == [True, False]
    assert [bans.lift(1001) for _time in range(2)] == [True, False]
    assert bans.of({1001}) is None


def test_a_drain_is_on_until_it_is_off() -> None:
    making.add()
    draining.begin(1003)
    draining.begin(1003)
    assert (draining.is_on_now(), draining.left()) == (True, 1)
    draining.end()
    assert not draining.is_on_now()


def test_a_broadcast_goes_to_each_person_on_record_but_the_banned() -> None:
    for person in (1001, 1002, 1003):
        making.add(chat_id=person, user_id=person)
        making.add(chat_id=person, user_id=person)
    making.add(chat_id=STUDIO, user_id=1001)
    bans.put(1002, "", 1003)
    draft = broadcasts.draft(1003, 7, "en")

    assert (broadcasts.audience(), broadcasts.start(draft.id)) == (2, True)
    assert [broadcasts.take(draft.id) for _time in range(3)] == [1001, 1003, None]
    broadcasts.settle(draft.id, 1001, "sent")
    broadcasts.leave_lost()
    assert broadcasts.progress(draft.id) == Progress(1, 0, 1, 2)


def test_a_topics_rule_goes_before_the_chats_and_a_formats_before_its_kinds() -> None:
    here, there = asker(FILMS), asker()
    for who, source, target in ((there, "video", "webm"), (there, "mkv", "avi"), (here, "video", "mp4")):
        assert rules.put(who, wanted(source, target))
    mkv = formats.named("mkv")[0]

    assert [rule.target for rule in (rules.matching(here, mkv), rules.matching(there, mkv)) if rule] == ["mp4", "avi"]
    making.add(chat_id=STUDIO, thread_id=FILMS)
    topics.leave(STUDIO, FILMS)
    assert [rule.target for rule in rules.every(here.bot_id, STUDIO, FILMS)] == ["webm", "avi"]
    assert rules.clear(here.bot_id, STUDIO, None) == 2
