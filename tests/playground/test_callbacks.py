"""Pressed buttons."""

import asyncio
from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from playground.client import Client, ClientError
from playground.persons import Person
from playground.seen import Message
from playground.server import Playground
from playground.world import Rules
from tests.playground.conftest import make_bot

MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton("🎧 MP3", callback_data="convert:mp3")]])


async def ask(bot: Bot, ann: Person) -> Message:
    sent = await bot.send_message(ann.id, "Which?", reply_markup=MARKUP)
    return ann.client.message(ann.id, sent.message_id)


async def test_a_pressed_button_arrives_with_its_message_and_the_answer_reaches_the_person(
    bot: Bot, ann: Person
) -> None:
    menu = await ask(bot, ann)
    answer = asyncio.create_task(asyncio.to_thread(ann.press, menu, "MP3"))

    query = None
    while query is None:
        query = (await bot.get_updates(offset=-1, timeout=5))[0].callback_query
    assert query.message is not None
    assert (query.data, query.from_user.id, query.message.message_id) == ("convert:mp3", ann.id, menu.id)
    await query.answer("On it", show_alert=True)

    assert await answer == {"text": "On it", "show_alert": True, "url": ""}


async def test_an_answer_has_at_most_200_characters(bot: Bot, ann: Person) -> None:
    query = ann.touch(await ask(bot, ann), "MP3")

    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query, "x" * 201)
    await bot.answer_callback_query(query, "x" * 200)


async def test_an_unknown_query_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)query is too old and response timeout expired or query ID is invalid"):
        await bot.answer_callback_query("12345")


async def test_a_late_answer_is_refused(tmp_path: Path) -> None:
    with Playground(tmp_path, rules=Rules(query_seconds=0.0)) as strict:
        client = Client(strict.url)
        async with make_bot(client) as bot:
            client.ann.send_text("hi")
            query = client.ann.touch(await ask(bot, client.ann), "MP3")
            with pytest.raises(BadRequest, match=r"(?i)query is too old"):
                await bot.answer_callback_query(query)


async def test_a_button_that_is_gone_cannot_be_pressed(bot: Bot, ann: Person) -> None:
    menu = await ask(bot, ann)
    await bot.edit_message_text("Done", ann.id, menu.id)

    with pytest.raises(KeyError):
        ann.touch(menu, "MP3")
    with pytest.raises(ClientError, match="no such button"):
        ann.client.request("POST", f"/chats/{ann.id}/messages/{menu.id}/press", json={"person": ann.id, "data": "x"})
