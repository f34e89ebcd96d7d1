"""Flood limits: who sends too much, or edits too much, has to wait."""

import time

import pytest
from telegram import Bot, InputMediaDocument
from telegram.error import RetryAfter

from playground.client import Client
from playground.limits import Limits, Rule, Rules
from playground.persons import Person


async def refused_after(bot: Bot, chat: int, count: int) -> RetryAfter:
    """The 429 that comes after exactly so many messages."""
    for number in range(count):
        await bot.send_message(chat, f"{number}")
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(chat, "too many")
    return refusal.value


async def test_a_private_chat_takes_a_burst_and_then_one_a_second(bot: Bot, ann: Person) -> None:
    ann.client.orders.flood_limits(enabled=True)

    refusal = await refused_after(bot, ann.id, 20)

    assert refusal.retry_after in range(1, 21)
    assert ann.client.refused == 1
    assert ann.client.calls("sendMessage")[-1].code == 429


async def test_a_group_takes_20_messages_a_minute(bot: Bot, client: Client) -> None:
    client.orders.flood_limits(enabled=True)

    refusal = await refused_after(bot, client.group(), 20)

    assert refusal.retry_after in range(30, 61)


async def test_a_group_takes_as_many_edits(bot: Bot, client: Client) -> None:
    client.orders.flood_limits(enabled=True)
    group = client.group()
    sent = await bot.send_message(group, "0")
    for number in range(20):
        await bot.edit_message_text(f"edit {number}", group, sent.message_id)

    with pytest.raises(RetryAfter):
        await bot.edit_message_text("too many", group, sent.message_id)
    await bot.send_message(group, "a message")


async def test_an_album_counts_as_its_messages(bot: Bot, ann: Person) -> None:
    ann.client.orders.flood_limits(enabled=True, private=(5, 60.0))
    await bot.send_media_group(ann.id, [InputMediaDocument(b"x", filename="x")] * 3)
    await refused_after(bot, ann.id, 2)


async def test_all_chats_together_take_30_a_second(bot: Bot, client: Client) -> None:
    people = [client.add_person(f"P{number}") for number in range(4)]
    for person in people:
        person.send_text("hi")
    client.orders.flood_limits(enabled=True, overall=(3, 60.0))

    for person in people[:3]:
        await bot.send_message(person.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[3].id, "x")


async def test_answers_actions_and_deletions_cost_nothing(bot: Bot, ann: Person) -> None:
    sent = [await bot.send_message(ann.id, "x") for _ in range(3)]
    ann.client.orders.flood_limits(enabled=True, private=(1, 60.0))

    for message in sent:
        await bot.send_chat_action(ann.id, "typing")
        await bot.delete_message(ann.id, message.message_id)
    await refused_after(bot, ann.id, 1)


def test_who_goes_on_during_a_wait_is_refused_until_it_is_over() -> None:
    limits = Limits(Rules(private=Rule(1, 60.0)))

    assert limits.spend(1) == 0
    assert 1 <= limits.spend(1) <= 60
    limits.rules = Rules(private=Rule(5, 60.0))
    assert limits.spend(1) > 0


def test_after_the_wait_one_may_go_on() -> None:
    limits = Limits(Rules(private=Rule(1, 0.05)))
    assert (limits.spend(1), limits.spend(1)) == (0, 1)
    deadline = time.monotonic() + 5
    while limits.spend(1):
        assert time.monotonic() < deadline
