"""What was picked last stands first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.people import picks
from bot.people.askers import Asker
from conversion.database import now, reading, writing
from conversion.formats import Kind
from conversion.options import Value
from tests.servers import wait_until

BOT = 7


def asker(user: int, *, private: bool = True) -> Asker:
    return Asker(BOT, user, None, user, "en", None, private, speaks_as_chat=False, update_id=1)


def clock() -> float:
    with reading() as session:
        return session.scalar(select(now())) or 0.0


def pick(who: Asker, target: str, kind: Kind = Kind.VIDEO, **options: Value) -> None:
    """Not in the same millisecond as the one before."""
    began = clock()
    wait_until(lambda: clock() > began, 2, "the clock goes on")
    with writing() as session:
        picks.learn(session, who, kind, target, options)


@pytest.fixture
def table(database: str, home: Path) -> Iterator[None]:
    picks._everyones.cache_clear()
    yield
    picks._everyones.cache_clear()


def test_a_persons_own_come_first_the_latest_at_the_front_then_what_most_pick(table: None) -> None:
    for user in (2, 3, 4):
        pick(asker(user), "webm")
    pick(asker(2), "gif")
    pick(asker(1), "mp3")
    pick(asker(1), "mkv")

    assert picks.favourites(asker(1), Kind.VIDEO) == ["mkv", "mp3", "webm", "gif"]
    assert picks.favourites(asker(9), Kind.VIDEO)[0] == "webm"


def test_picking_again_moves_it_to_the_front(table: None) -> None:
    for target in ("mp3", "mkv", "mp3"):
        pick(asker(1), target)

    assert picks.favourites(asker(1), Kind.VIDEO) == ["mp3", "mkv"]


def test_kinds_of_file_and_of_chat_are_kept_apart(table: None) -> None:
    pick(asker(1), "mp3")

    assert picks.favourites(asker(1), Kind.AUDIO) == []
    assert picks.favourites(asker(1, private=False), Kind.VIDEO) == []


def test_how_it_was_wanted_is_remembered_without_its_secrets(table: None) -> None:
    pick(asker(1), "zip", Kind.ARCHIVE, level=9, lock="Secret")

    assert picks.options_of(asker(1), Kind.ARCHIVE, "zip") == {"level": 9}
    assert picks.options_of(asker(2), Kind.ARCHIVE, "zip") == {}


def test_picks_are_forgotten_when_asked_and_when_old(table: None) -> None:
    pick(asker(1), "mp3")
    pick(asker(2), "mp4")

    with writing() as session:
        picks.forget_person(session, BOT, 1)
    assert picks.options_of(asker(1), Kind.VIDEO, "mp3") == {}
    assert picks.clean(seconds=60.0) == 0
    assert picks.clean(seconds=-60.0) == 1
