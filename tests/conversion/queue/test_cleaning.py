"""What is removed, and what is not."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conversion import database, media
from conversion.queue import cleaning, moves, records
from conversion.queue.records import ConversionTask
from conversion.queue.requests import Request

pytestmark = pytest.mark.usefixtures("database")

DAY = 24 * 3600.0


def stored(*, held: bool = False) -> str:
    """A ready conversion with a stored source."""
    with database.writing() as session:
        task = records.add(session, Request("a.png", "png", "jpg", "image", {}, held=held))
    key = media.new_key(task.id, "a.png")
    with media.writer(key) as file:
        file.write(b"x")
    moves.ready(task.id, key, 1)
    return task.id


def ended(age: float, *, held: bool = False) -> str:
    """A cancelled one, so many seconds ago."""
    task_id = stored(held=held)
    moves.cancel(task_id)
    with database.writing() as session:
        row = session.get_one(ConversionTask, task_id)
        row.finished_at = (row.finished_at or 0.0) - age
    return task_id


def test_media_goes_a_day_after_the_end_and_not_before() -> None:
    old, fresh, waiting = ended(1.1 * DAY), ended(0.9 * DAY), stored()
    cleaning.clean_media()
    assert sorted(media.stored_tasks()) == sorted([fresh, waiting])
    assert records.get(old).status == "cancelled"


def test_what_somebody_still_needs_stays_whatever_its_age() -> None:
    held = ended(40 * DAY, held=True)
    cleaning.clean_media()
    cleaning.clean_records()
    assert media.stored_tasks() == [held]

    with database.writing() as session:
        session.get_one(ConversionTask, held).held = False
    cleaning.clean_media()
    assert media.stored_tasks() == []


def test_media_without_a_row_goes() -> None:
    with media.writer("nobody/0/a.png") as file:
        file.write(b"x")
    cleaning.clean_media()
    assert media.stored_tasks() == []


def test_records_go_after_a_month_with_their_files() -> None:
    old, fresh = ended(31 * DAY), ended(29 * DAY)
    cleaning.clean_records()
    assert media.stored_tasks() == [fresh]
    with pytest.raises(KeyError):
        records.get(old)


def test_cleaning_twice_is_fine() -> None:
    ended(2 * DAY)
    for _time in range(2):
        cleaning.clean_media()
        cleaning.clean_records()
    assert media.stored_tasks() == []


def test_what_killed_attempts_left_beside_a_finished_conversions_files_goes() -> None:
    finished, waiting = ended(60), stored()
    for task_id in (finished, waiting):
        with media.writer(media.new_key(task_id, "ghost.jpg")) as file:
            file.write(b"x")

    cleaning.clean_media()

    assert media.keys(finished) == [records.get(finished).source_key]
    assert len(media.keys(waiting)) == 2  # somebody may still be writing there


def test_two_cleaners_at_once_touch_nothing_that_is_in_use() -> None:
    old = [ended(2 * DAY) for _ in range(40)]
    needed = [stored(), ended(60), ended(40 * DAY, held=True)]

    with ThreadPoolExecutor(4) as cleaners:
        done = [cleaners.submit(clean) for _ in range(4) for clean in (cleaning.clean_media, cleaning.clean_records)]
        assert [one.exception() for one in done] == [None] * len(done)

    assert sorted(media.stored_tasks()) == sorted(needed)
    assert all(media.exists(records.get(task_id).source_key or "") for task_id in needed)
    assert not set(old) & set(media.stored_tasks())


def test_the_scratch_folder_of_a_live_attempt_stays(home: Path) -> None:
    live = moves.claim(stored())
    assert live is not None
    kept = cleaning.scratch_root() / cleaning.scratch_name(live.id, live.fence)
    for folder in (kept, cleaning.scratch_root() / cleaning.scratch_name(live.id, live.fence - 1)):
        folder.mkdir(parents=True)
    cleaning.clean_scratch()
    assert list(cleaning.scratch_root().iterdir()) == [kept]
