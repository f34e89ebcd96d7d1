"""The inbox: what is put in is never lost, never doubled, and comes out in order."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.rows import InboxRow
from bot.updates import inbox
from conversion.database import now, reading, writing

BOT = 7


def message(update_id: int, chat_id: int = 1, text: str = "hello") -> dict[str, Any]:
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": {"id": chat_id}, "text": text}}


def waiting(limit: int = 100, full: tuple[int, ...] = (), taken: tuple[int, ...] = ()) -> list[int]:
    return [letter.body["update_id"] for letter in inbox.waiting(BOT, taken, full, limit)]


def rows() -> list[InboxRow]:
    with reading() as session:
        return list(session.scalars(select(InboxRow).order_by(InboxRow.id)))


def age(seconds: float) -> None:
    with writing() as session:
        session.execute(update(InboxRow).values(received_at=now() - seconds))
        session.execute(update(InboxRow).where(InboxRow.processed_at.is_not(None)).values(processed_at=now() - seconds))


def test_an_update_that_comes_twice_is_there_once(database: str) -> None:
    assert inbox.put(BOT, [message(1), message(2)]) == 2
    assert inbox.put(BOT, [message(2), message(3)]) == 1

    assert waiting() == [1, 2, 3]


def test_each_bot_has_an_inbox_of_its_own(database: str) -> None:
    inbox.put(BOT, [message(1)])

    assert inbox.put(BOT + 1, [message(1)]) == 1
    assert waiting() == [1]


def test_the_same_update_is_known_even_after_it_was_processed(database: str) -> None:
    inbox.put(BOT, [message(1)])
    inbox.close(inbox.waiting(BOT, (), (), 1)[0].id)

    assert inbox.put(BOT, [message(1)]) == 0
    assert waiting() == []


def test_what_people_wrote_is_not_kept_after_it_was_processed(database: str) -> None:
    inbox.put(BOT, [message(1)])
    inbox.close(rows()[0].id)

    assert rows()[0].body is None


def test_letters_of_busy_chats_and_taken_ones_are_left_out(database: str) -> None:
    inbox.put(BOT, [message(1, chat_id=1), message(2, chat_id=2), message(3, chat_id=3)])

    assert waiting(full=(2,)) == [1, 3]
    assert waiting(taken=(rows()[0].id,)) == [2, 3]
    assert waiting(limit=1) == [1]


def test_attempts_are_counted_unless_given_back(database: str) -> None:
    inbox.put(BOT, [message(1)])
    [row] = rows()

    inbox.begin(row.id)
    inbox.begin(row.id)
    inbox.give_back(row.id)

    assert inbox.waiting(BOT, (), (), 1)[0].attempts == 1


def test_a_number_is_free_again_two_days_after_its_update_was_processed(database: str) -> None:
    inbox.put(BOT, [message(1), message(2)])
    inbox.close(rows()[0].id)

    assert inbox.clean(BOT) == 0
    age(2 * 86400 + 60)
    assert inbox.clean(BOT) == 1

    assert inbox.put(BOT, [message(1), message(2)]) == 1
    assert waiting() == [2, 1]


PERSON = {"id": 5, "is_bot": False, "first_name": "Ann"}


@pytest.mark.parametrize(
    ("content", "chat_id"),
    [
        ({"message": {"chat": {"id": -3}, "from": PERSON}}, -3),
        ({"my_chat_member": {"chat": {"id": -4}, "from": PERSON}}, -4),
        ({"callback_query": {"from": PERSON, "message": {"chat": {"id": -5}}}}, -5),
        ({"callback_query": {"from": PERSON, "inline_message_id": "x"}}, 5),
        ({"inline_query": {"from": PERSON, "query": ""}}, 5),
        ({"something_new": {"id": "x"}}, 0),
        ({}, 0),
    ],
)
def test_every_update_belongs_to_a_chat_or_a_person(content: dict[str, Any], chat_id: int) -> None:
    assert inbox.chat_of({"update_id": 1, **content}) == chat_id
