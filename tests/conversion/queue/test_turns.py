"""Whose turn it is."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from conversion import database
from conversion.queue import moves, records, turns
from conversion.queue.requests import Request

pytestmark = pytest.mark.usefixtures("database")


def ready(owner: str, priority: int = 5, queue: str = "image") -> str:
    with database.writing() as session:
        task = records.add(session, Request(f"{owner}.png", "png", "jpg", queue, {}, owner, priority))
    moves.ready(task.id, "key", 1)
    return task.id


def rung(count: int, queue: str = "image") -> list[str]:
    return [task.id for task in turns.next_in_turn(queue, count)]


def test_the_second_person_comes_before_the_first_ones_second_file() -> None:
    first = [ready("ann") for _ in range(3)]
    second = ready("boris")
    assert rung(3) == [first[0], second, first[1]]


def test_priority_comes_before_turns() -> None:
    ready("ann")
    urgent = ready("boris", priority=9)
    assert rung(1) == [urgent]


def test_what_is_rung_is_not_rung_again_until_there_is_room() -> None:
    tasks = [ready(f"person {number}") for number in range(4)]
    assert rung(2) == tasks[:2]
    assert rung(2) == []
    assert moves.claim(tasks[0])
    assert rung(2) == tasks[2:], "one more for the one that converts"


def test_queues_do_not_mix() -> None:
    ready("ann", queue="video")
    picture = ready("ann", queue="image")
    assert rung(9) == [picture]


def test_what_a_person_has_running_counts_as_a_turn() -> None:
    running, later = ready("ann"), ready("ann")
    assert moves.claim(running)
    other = ready("boris")
    assert rung(1) == [other, later]


def test_places_count_from_one_in_the_order_of_turns() -> None:
    first, second = ready("ann"), ready("ann")
    other = ready("boris")
    assert turns.places("image") == {first: 1, other: 2, second: 3}


def test_a_bell_nobody_answered_can_be_forgotten() -> None:
    task = ready("ann")
    assert rung(1) == [task]
    assert turns.unanswered("image", older_than=-1) == [task]
    turns.unstamp([task])
    assert rung(1) == [task]


def test_many_who_ring_at_once_ring_for_each_conversion_once() -> None:
    tasks = [ready(f"person {number}") for number in range(40)]
    with ThreadPoolExecutor(8) as ringers:
        found = [task_id for some in ringers.map(rung, range(1, 41)) for task_id in some]

    assert sorted(found) == sorted(tasks)
