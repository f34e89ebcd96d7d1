"""Quiet answers: reactions on the file's message, and nothing but the result as a message."""

import asyncio
from typing import Any

from bot.api.telegram import TelegramBot
from bot.delivery import delivering
from bot.records import deliveries
from bot.records.deliveries import View
from conversion.errors import DamagedFileError
from playground.client import Client
from playground.seen import Message
from tests.bot import making


async def quiet(client: Client) -> View:
    """A conversion that was asked for quietly, of a file in Ann's chat."""
    file = await asyncio.to_thread(client.ann.send_file, ("film.mkv", b"film"))
    return making.change(making.add(reply_to=file.id), is_quiet=True)


async def original(client: Client, view: View) -> list[str]:
    """The bot's reactions on the file."""
    assert view.reply_to is not None
    message = await asyncio.to_thread(client.message, view.chat_id, view.reply_to)
    return [reaction["emoji"] for reaction in message.reactions.get(str(client.bot), [])]


async def said(client: Client, view: View) -> list[Message]:
    messages = await asyncio.to_thread(client.messages, view.chat_id)
    return [message for message in messages if message.from_bot]


async def test_the_result_is_a_reply_and_the_reaction_says_done(bot: TelegramBot, client: Client) -> None:
    view = making.done(await quiet(client), b"12345", "a.docx")
    await delivering.tell(bot, view.task_id)

    [message] = await said(client, view)
    assert (message.file_name, message.reply_to) == ("a.docx", view.reply_to)
    assert await original(client, view) == ["👌"]
    assert deliveries.get(view.id).intent_at is not None


async def test_a_failure_is_a_broken_heart_and_a_reply_that_says_why(bot: TelegramBot, client: Client) -> None:
    view = making.failed(await quiet(client), DamagedFileError("moov"))
    await delivering.tell(bot, view.task_id)

    [message] = await said(client, view)
    assert message.text.startswith("❌ film.mkv → MP4")
    assert await original(client, view) == ["💔"]


async def test_a_cancelled_one_loses_its_reaction_without_a_word(bot: TelegramBot, client: Client) -> None:
    view = await quiet(client)
    await bot.set_message_reaction(view.chat_id, view.reply_to or 0, "👀")
    making.cancelled(view)
    await delivering.tell(bot, view.task_id)

    assert await said(client, view) == []
    assert await original(client, view) == []
    assert deliveries.get(view.id).telling == "shown"


async def test_a_lost_answer_does_not_double_the_result(bot: TelegramBot, client: Client) -> None:
    view = making.done(await quiet(client), b"12345", "a.docx")
    client.orders.lose_answer("editMessageMedia")
    await delivering.tell(bot, view.task_id)
    making.change(view, not_before=0.0)
    await delivering.tell(bot, view.task_id)

    assert [message.file_name for message in await said(client, view)] == ["a.docx"]


async def test_a_result_for_a_deleted_topic_comes_to_general(bot: TelegramBot, client: Client) -> None:
    studio = client.group("Studio")
    asked = await asyncio.to_thread(client.ann.send_text, "hello", studio, thread=2)
    status = await bot.send_message(studio, "🕓", message_thread_id=2)
    place: dict[str, Any] = {"chat_id": studio, "thread_id": 2, "reply_to": asked.id, "message_id": status.message_id}
    view = making.done(making.add(**place), b"12345", "a.docx")
    await asyncio.to_thread(client.carol.delete_topic, studio, 2)

    await delivering.tell(bot, view.task_id)

    [message] = await said(client, view)
    assert (message.thread, message.file_name) == (None, "a.docx")
    assert deliveries.get(view.id).telling == "shown"
