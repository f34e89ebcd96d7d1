"""How endings come to be seen: once, in the status message, whatever Telegram does."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.api import limits
from bot.api.telegram import TelegramBot
from bot.delivery import delivering
from bot.records import claims, deliveries
from bot.records.deliveries import View
from conversion import media
from conversion.errors import DamagedFileError
from conversion.queue import records
from conversion.settings import settings
from playground.client import Client
from playground.seen import Message
from tests.bot import making

Status = Callable[..., Awaitable[View]]


@pytest.fixture
def in_chat(bot: TelegramBot, client: Client) -> Status:
    """A conversion whose status message is in Ann's chat, as an answer to her file."""

    async def make(**place: Any) -> View:
        file = await asyncio.to_thread(client.ann.send_file, ("film.mkv", b"film"))
        message = await bot.send_message(client.ann.id, "🕓 film.mkv", reply_parameters=None)
        return making.add(reply_to=file.id, message_id=message.message_id, **place)

    return make


async def told(bot: TelegramBot, view: View) -> View:
    await delivering.tell(bot, view.task_id)
    return deliveries.get(view.id)


async def chat(client: Client, chat_id: int | None = None) -> list[Message]:
    """What the bot has written there."""
    messages = await asyncio.to_thread(client.messages, chat_id or client.ann.id)
    return [message for message in messages if message.from_bot]


async def again(view: View) -> View:
    """Its time has come."""
    return making.change(view, not_before=0.0)


async def test_the_status_message_becomes_the_result(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = await told(bot, making.done(await in_chat(), b"12345", "Урок 1.docx"))

    [message] = await chat(client)
    assert message.id == view.message_id
    assert (message.kind, message.file_name) == ("document", "Урок 1.docx")
    assert await asyncio.to_thread(client.download, message) == b"12345"
    assert message.text.startswith("Урок 1.docx")
    assert message.buttons[-1] == ["🔁 Always this", "🗑 Forget"]
    assert view.telling == "shown"
    assert not records.get(view.task_id).held


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.mp4", "video"),
        ("a.mp3", "audio"),
        ("a.m4a", "audio"),
        ("a.png", "document"),
        ("a.jpg", "document"),
        ("a.gif", "document"),
        ("a.webm", "document"),
        ("a.ogg", "document"),
        ("a.zip", "document"),
    ],
)
async def test_films_and_songs_can_be_played_and_everything_else_stays_as_it_is(
    bot: TelegramBot, client: Client, in_chat: Status, name: str, kind: str
) -> None:
    await told(bot, making.done(await in_chat(), b"content", name))

    [message] = await chat(client)
    assert (message.kind, message.file_name) == (kind, name)
    assert await asyncio.to_thread(client.download, message) == b"content"


async def test_an_error_is_shown_in_the_persons_language(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = await told(bot, making.failed(await in_chat(locale="ru"), DamagedFileError()))

    [message] = await chat(client)
    assert message.text.startswith("❌ film.mkv → MP4")
    assert "повреждён" in message.text
    assert view.error_id
    assert view.error_id in message.text
    assert message.buttons == []


async def test_a_cancelled_conversion_says_so(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    await told(bot, making.cancelled(await in_chat()))

    [message] = await chat(client)
    assert message.text.startswith("🚫")


async def test_an_ending_that_is_told_twice_shows_once(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.done(await in_chat())
    await asyncio.gather(told(bot, view), told(bot, view))
    await told(bot, view)

    assert len(await chat(client)) == 1
    assert len(await asyncio.to_thread(client.calls, "editMessageMedia")) == 1


@pytest.mark.parametrize("fault", ["lost answer", "flood", "502", "away"])
async def test_what_telegram_did_not_answer_is_shown_once_in_the_end(
    bot: TelegramBot, client: Client, in_chat: Status, fault: str
) -> None:
    view = making.done(await in_chat())
    orders = {
        "lost answer": lambda: client.orders.lose_answer("editMessageMedia"),
        "flood": lambda: client.orders.flood("editMessageMedia", retry_after=30),
        "502": lambda: client.orders.error("editMessageMedia", 502, "Bad Gateway"),
        "away": lambda: client.orders.error("*", 500, "Internal Server Error", times=2),
    }
    await asyncio.to_thread(orders[fault])
    view = await told(bot, view)
    assert view.telling == "pending"
    assert await asyncio.to_thread(claims.claim_telling, view.task_id) is None  # not at once

    await asyncio.to_thread(client.orders.clear)
    view = await told(bot, await again(view))

    assert view.telling == "shown"
    assert [message.has_file for message in await chat(client)] == [True]


async def test_peace_in_a_chat_is_kept_without_asking_telegram(
    bot: TelegramBot, client: Client, in_chat: Status, redis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis)
    settings.cache_clear()
    limits.budget.cache_clear()
    first, second = making.done(await in_chat()), making.done(await in_chat())
    await asyncio.to_thread(client.orders.flood, "editMessageMedia", retry_after=30)
    await told(bot, first)
    view = await told(bot, second)

    assert view.telling == "pending"
    assert len(await asyncio.to_thread(client.calls, "editMessageMedia")) == 1


@pytest.mark.parametrize("message_is", ["deleted", "never sent"])
async def test_without_a_status_message_a_new_one_becomes_the_result(
    bot: TelegramBot, client: Client, in_chat: Status, message_is: str
) -> None:
    view = await in_chat()
    assert view.message_id
    await bot.delete_message(client.ann.id, view.message_id)
    if message_is == "never sent":
        view = making.change(view, message_id=None)
    view = await told(bot, making.done(view))

    [message] = await chat(client)
    assert message.has_file
    assert message.reply_to == view.reply_to
    assert (view.telling, view.message_id) == ("shown", message.id)


async def test_a_lost_answer_to_the_new_message_leaves_a_dead_line_but_no_second_file(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = making.change(making.done(await in_chat()), message_id=None)
    await asyncio.to_thread(client.orders.lose_answer, "sendMessage")
    view = await told(bot, view)
    assert view.telling == "pending"
    view = await told(bot, await again(view))

    assert view.telling == "shown"
    assert [message.has_file for message in await chat(client)].count(True) == 1


async def test_who_deletes_the_message_twice_wants_no_result(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.change(making.done(await in_chat()), message_id=999, intent_at=1.0)
    view = await told(bot, view)

    assert view.telling == "shown"
    assert view.error_type == "UndeliverableError"
    assert not any(message.has_file for message in await chat(client))


async def test_a_deleted_original_is_no_obstacle(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.change(making.done(await in_chat()), message_id=None, reply_to=998)
    view = await told(bot, view)

    assert [message.has_file for message in await chat(client)] == [False, True]


async def test_a_cancelled_conversion_whose_message_was_deleted_is_not_mentioned_again(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = making.cancelled(await in_chat())
    assert view.message_id
    await bot.delete_message(client.ann.id, view.message_id)
    view = await told(bot, view)

    assert view.telling == "shown"
    assert await chat(client) == []


async def test_a_result_over_the_limit_is_an_error_that_says_so(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = making.change_task(making.done(await in_chat()), output_size=50 * 1024 * 1024 + 1)
    view = await told(bot, view)

    [message] = await chat(client)
    assert message.text.startswith("❌")
    assert "too big to send" in message.text
    assert (view.telling, view.error_type) == ("shown", "ResultOverLimitError")
    assert await asyncio.to_thread(client.calls, "editMessageMedia") == []


async def test_a_result_that_the_server_finds_too_large_is_that_error_too(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    await asyncio.to_thread(client.orders.error, "editMessageMedia", 413, "Request Entity Too Large")
    await told(bot, making.done(await in_chat()))

    [message] = await chat(client)
    assert "too big to send" in message.text


async def test_what_is_refused_as_a_film_is_sent_as_a_document(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    await asyncio.to_thread(
        client.orders.error, "editMessageMedia", 400, "Bad Request: not enough rights to send videos"
    )
    view = await told(bot, making.done(await in_chat()))

    [message] = await chat(client)
    assert (message.kind, view.telling) == ("document", "shown")


async def test_a_chat_that_takes_no_files_is_told_why(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    refusal = "Bad Request: not enough rights to send documents to the chat"
    await asyncio.to_thread(client.orders.error, "editMessageMedia", 400, refusal, times=-1)
    view = await told(bot, making.done(await in_chat()))

    [message] = await chat(client)
    assert message.text.startswith("❌")
    assert (view.telling, view.error_type) == ("shown", "ChatRefusesError")


async def test_who_blocked_the_bot_is_left_alone_with_all_conversions(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view, other = making.done(await in_chat()), await in_chat()
    await asyncio.to_thread(client.ann.block_bot)
    view = await told(bot, view)

    assert (view.telling, view.error_type) == ("shown", "UndeliverableError")
    assert deliveries.get(other.id).status == "cancelled"
    assert not records.get(view.task_id).held


async def test_a_result_follows_its_group_to_the_new_id(bot: TelegramBot, client: Client) -> None:
    group = await asyncio.to_thread(client.group, "Weekend trip")
    message = await bot.send_message(group, "🕓 film.mkv")
    view = making.add(chat_id=group, message_id=message.message_id)
    new_group = await asyncio.to_thread(client.carol.migrate, group)
    view = await told(bot, making.done(view))

    files = [message for message in await chat(client, new_group) if message.has_file]
    assert len(files) == 1
    assert (view.chat_id, view.telling) == (new_group, "shown")


async def test_a_result_stays_in_its_topic(bot: TelegramBot, client: Client) -> None:
    forum = await asyncio.to_thread(client.group, "Studio")
    await told(bot, making.done(making.add(chat_id=forum, thread_id=3)))

    assert [message.thread for message in await chat(client, forum) if message.has_file] == [3]


@pytest.mark.parametrize(("seconds", "notices"), [(10, 0), (120, 1)])
async def test_after_a_long_time_a_short_reply_notifies(
    bot: TelegramBot, client: Client, in_chat: Status, seconds: int, notices: int
) -> None:
    view = making.done(await in_chat())
    view = await told(bot, making.change(view, created_at=view.now - seconds))

    result, *others = await chat(client)
    assert [message.reply_to for message in others] == [result.id] * notices
    assert (view.notified_at is not None) == bool(notices)


async def test_a_notice_that_fails_changes_nothing(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.done(await in_chat())
    await asyncio.to_thread(client.orders.error, "sendMessage", 500, "Internal Server Error")
    view = await told(bot, making.change(view, created_at=view.now - 120))

    assert view.telling == "shown"
    assert len(await chat(client)) == 1


async def test_a_day_without_telegram_is_enough(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.done(await in_chat())
    await asyncio.to_thread(client.orders.error, "editMessageMedia", 502, "Bad Gateway")
    view = await told(bot, making.change_task(view, finished_at=view.now - 25 * 3600))

    assert (view.telling, view.error_type) == ("shown", "UndeliverableError")


async def test_a_result_that_storage_does_not_give_is_waited_for(
    bot: TelegramBot, client: Client, in_chat: Status, bot_home: Path
) -> None:
    view = making.done(await in_chat())
    [result] = [path for path in making.stored(bot_home) if path.name == "film.mp4"]
    result.rename(bot_home / "away")
    view = await told(bot, view)
    assert view.telling == "pending"

    (bot_home / "away").rename(result)
    view = await told(bot, await again(view))
    assert view.telling == "shown"


async def test_results_in_a_remote_store_are_sent_too(
    bot: TelegramBot, client: Client, in_chat: Status, bot_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = making.done(await in_chat(), b"12345")
    monkeypatch.setattr(media, "local_path", lambda _key: None)
    await told(bot, view)

    [message] = await chat(client)
    assert await asyncio.to_thread(client.download, message) == b"12345"
    assert list((bot_home / "uploads").iterdir()) == []


async def test_no_request_holds_more_than_telegram_takes(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    name = "длинное имя " * 15 + ".docx"
    await told(bot, making.done(await in_chat(), b"12345", name))

    [call] = await asyncio.to_thread(client.calls, "editMessageMedia")
    sent = call.parameters["media"]
    caption = (json.loads(sent) if isinstance(sent, str) else sent)["caption"]
    assert len(caption) < 1024


@pytest.mark.parametrize(("name", "action"), [("a.mp4", "upload_video"), ("a.zip", "upload_document")])
async def test_an_upload_that_takes_its_time_is_shown_on_top_of_the_chat(
    bot: TelegramBot, client: Client, in_chat: Status, name: str, action: str
) -> None:
    await asyncio.to_thread(client.orders.delay, "editMessageMedia", 1.5)

    await told(bot, making.done(await in_chat(), b"12345", name))

    assert action in [call.parameters["action"] for call in await asyncio.to_thread(client.calls, "sendChatAction")]


async def test_a_refused_action_is_no_fault_of_the_result(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    await asyncio.to_thread(client.orders.delay, "editMessageMedia", 1.5)
    await asyncio.to_thread(client.orders.error, "sendChatAction", 400, "Bad Request: not now", -1)

    assert (await told(bot, making.done(await in_chat()))).telling == "shown"
