"""Broadcasts: to everybody on record, at most once, stoppable, and going on where a process before stopped."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.api.telegram import TelegramBot
from bot.operators import broadcasting, broadcasts
from bot.operators.broadcasting import Broadcaster
from bot.operators.broadcasts import Broadcast, Progress
from playground.client import Client
from playground.persons import Person
from tests.bot import making
from tests.servers import wait_until

TEXT = "We moved to a faster machine."


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasting, "PAUSE", 0.0)
    monkeypatch.setattr(broadcasting, "PERIOD", 0.01)


@pytest.fixture
def people(client: Client, bot: TelegramBot) -> list[Person]:
    """Three people with a conversion on record; the first one is the operator."""
    everybody = [client.carol, client.ann, client.boris]
    for person in everybody:
        person.send_text("hello")
        making.add(chat_id=person.id, user_id=person.id)
    making.add(chat_id=client.group("Weekend trip"), user_id=client.ann.id)
    return everybody


def written(operator: Person) -> Broadcast:
    """A draft of the operator's message."""
    return broadcasts.draft(operator.id, operator.send_text(TEXT).id, "en")


async def sending(bot: TelegramBot, until: Callable[[], bool]) -> None:
    """A broadcaster at work until something is so."""
    task = asyncio.create_task(Broadcaster(bot).run())
    try:
        await asyncio.to_thread(wait_until, until, 20, "the broadcast is where it should be")
    finally:
        task.cancel()


def is_over(draft: Broadcast) -> Callable[[], bool]:
    def look() -> bool:
        found = broadcasts.get(draft.id)
        return found is not None and found.status == "done"

    return look


async def received(person: Person) -> list[str]:
    return [message.text for message in await asyncio.to_thread(person.messages) if message.from_bot]


async def test_everybody_on_record_gets_it_once(bot: TelegramBot, people: list[Person]) -> None:
    draft = await asyncio.to_thread(written, people[0])

    assert broadcasts.audience() == 3
    assert broadcasts.start(draft.id)
    assert not broadcasts.start(draft.id)
    await sending(bot, is_over(draft))

    assert [await received(person) for person in people] == [[TEXT]] * 3
    assert broadcasts.progress(draft.id) == Progress(3, 0, 0, 3)


async def test_who_blocked_the_bot_is_counted(bot: TelegramBot, people: list[Person]) -> None:
    draft = await asyncio.to_thread(written, people[0])
    await asyncio.to_thread(people[1].block_bot)
    broadcasts.start(draft.id)
    await sending(bot, is_over(draft))

    assert broadcasts.progress(draft.id) == Progress(2, 1, 0, 3)


async def test_a_flood_is_waited_out(bot: TelegramBot, client: Client, people: list[Person]) -> None:
    draft = await asyncio.to_thread(written, people[0])
    client.orders.flood("copyMessage", retry_after=1)
    broadcasts.start(draft.id)
    await sending(bot, is_over(draft))

    assert broadcasts.progress(draft.id) == Progress(3, 0, 0, 3)
    times = [call.at for call in client.calls("copyMessage")]
    assert times[1] - times[0] >= 1


async def test_what_may_have_been_sent_is_not_sent_again(
    bot: TelegramBot, client: Client, people: list[Person]
) -> None:
    draft = await asyncio.to_thread(written, people[0])
    client.orders.lose_answer("copyMessage")
    broadcasts.start(draft.id)
    await sending(bot, is_over(draft))

    assert [await received(person) for person in people] == [[TEXT]] * 3
    assert broadcasts.progress(draft.id) == Progress(2, 0, 1, 3)


async def test_the_next_process_goes_on_and_leaves_out_whom_the_last_one_had_in_hand(
    bot: TelegramBot, people: list[Person]
) -> None:
    draft = await asyncio.to_thread(written, people[0])
    broadcasts.start(draft.id)
    in_hand = broadcasts.take(draft.id)
    await sending(bot, is_over(draft))

    assert [text for person in people for text in await received(person)] == [TEXT] * 2
    assert await received(next(person for person in people if person.id == in_hand)) == []
    assert broadcasts.progress(draft.id) == Progress(2, 0, 1, 3)


async def test_a_stopped_one_sends_nothing_more(bot: TelegramBot, people: list[Person]) -> None:
    draft = await asyncio.to_thread(written, people[0])
    broadcasts.start(draft.id)
    assert broadcasts.cancel(draft.id)
    other = await asyncio.to_thread(written, people[0])
    broadcasts.start(other.id)
    await sending(bot, is_over(other))

    assert broadcasts.progress(draft.id) == Progress(0, 0, 0, 3)
    assert not broadcasts.cancel(draft.id)


def test_nothing_is_kept_of_old_ones(people: list[Person]) -> None:
    draft: Any = written(people[0])
    broadcasts.start(draft.id)
    broadcasts.clean(-1)

    assert broadcasts.get(draft.id) is None
    assert broadcasts.progress(draft.id).total == 0
