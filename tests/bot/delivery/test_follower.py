"""Progress in status messages: told as often as a chat bears, and never over an ending."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from itertools import pairwise

import pytest

from bot.api import limits
from bot.api.telegram import TelegramBot
from bot.delivery import delivering, follower
from bot.delivery.follower import Follower
from bot.records import deliveries
from bot.records.deliveries import View
from playground.client import Client
from playground.seen import Message
from tests.bot import making

PATIENCE = 15  # seconds


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "PERIOD", 0.05)
    monkeypatch.setattr(limits, "PRIVATE_PAUSE", 0.3)
    monkeypatch.setattr(limits, "GROUP_PAUSE", 0.3)


@pytest.fixture(autouse=True)
def _known(client: Client) -> None:
    """A bot writes only to people who have written to it."""
    for person in (client.ann, client.boris):
        person.send_text("hello")


@asynccontextmanager
async def following(bot: TelegramBot) -> AsyncIterator[None]:
    task = asyncio.create_task(Follower(bot).run())
    yield
    assert not task.done()
    task.cancel()


async def started(bot: TelegramBot, chat_id: int, progress: float = 0.1) -> View:
    """A running conversion with its status message."""
    message = await bot.send_message(chat_id, "🕓 film.mkv")
    view = making.ready(making.add(chat_id=chat_id, message_id=message.message_id))
    return making.change_task(view, status="converting", progress=progress, started_at=view.now)


async def seen(client: Client, view: View) -> Message:
    assert view.message_id
    return await asyncio.to_thread(client.message, view.chat_id, view.message_id)


async def until(client: Client, view: View, wanted: Callable[[Message], bool]) -> Message:
    assert view.message_id
    wait = partial(client.wait, view.chat_id, timeout=PATIENCE, after=view.message_id - 1)
    return await asyncio.to_thread(wait, lambda message: message.id == view.message_id and wanted(message))


async def until_says(client: Client, view: View, words: str) -> Message:
    return await until(client, view, lambda message: words in message.text)


async def edits(client: Client, view: View) -> int:
    return await asyncio.to_thread(_edits, client, view)


def _edits(client: Client, view: View) -> int:
    calls = client.calls("editMessageText")
    return len([c for c in calls if (c.chat_id, int(c.parameters["message_id"])) == (view.chat_id, view.message_id)])


async def test_progress_appears_with_its_bar_and_its_button(bot: TelegramBot, client: Client) -> None:
    view = await started(bot, client.ann.id)
    async with following(bot):
        message = await until_says(client, view, "10%")
        assert message.text.startswith("⏳ film.mkv → MP4")
        assert message.labels == ["Cancel"]
        making.change_task(view, progress=0.5)
        await until_says(client, view, "50%")


async def test_a_long_upload_is_announced_and_the_result_comes_through(bot: TelegramBot, client: Client) -> None:
    message = await bot.send_message(client.ann.id, "🕓 film.mkv")
    view = making.done(making.add(message_id=message.message_id))
    await asyncio.to_thread(client.orders.delay, "editMessageMedia", 1.5)
    async with following(bot):
        telling = asyncio.create_task(delivering.tell(bot, view.task_id))
        await until_says(client, view, "Sending the result")
        await telling

    assert deliveries.get(view.id).telling == "shown"
    assert (await seen(client, view)).has_file


async def test_what_has_not_changed_is_not_edited(bot: TelegramBot, client: Client) -> None:
    view = making.change_task(await started(bot, client.ann.id), progress=0.0)  # too early for a time that is left
    other = await started(bot, client.boris.id)
    async with following(bot):
        await until_says(client, view, "0%")
        for step in range(2, 5):
            making.change_task(other, progress=step / 10)
            await until_says(client, other, f"{step}0")

    assert await edits(client, view) == 1


async def test_what_the_handler_has_just_written_is_not_written_again(bot: TelegramBot, client: Client) -> None:
    message = await bot.send_message(client.ann.id, "🕓 film.mkv")
    waiting = making.add(message_id=message.message_id)
    running = await started(bot, client.boris.id)
    async with following(bot):
        await until_says(client, running, "10")

    assert await edits(client, waiting) == 0


async def test_all_conversions_of_a_chat_share_its_budget_and_take_turns(bot: TelegramBot, client: Client) -> None:
    views = [await started(bot, client.ann.id) for _film in range(3)]
    async with following(bot):
        for view in views:
            await until_says(client, view, "10%")

    assert [await edits(client, view) for view in views] == [1, 1, 1]
    times = [call.at for call in await asyncio.to_thread(client.calls, "editMessageText")]
    assert all(later - earlier > 0.25 for earlier, later in pairwise(times))


async def test_after_a_429_there_is_peace_in_that_chat_only(bot: TelegramBot, client: Client) -> None:
    view, other = await started(bot, client.ann.id), await started(bot, client.boris.id)
    await asyncio.to_thread(client.orders.flood, "editMessageText", retry_after=30, chat_id=client.ann.id)
    async with following(bot):
        for step in range(2, 6):
            for running in (view, other):
                making.change_task(running, progress=step / 10)
            await until_says(client, other, f"{step}0")

    assert await edits(client, view) == 1
    assert (await seen(client, view)).text == "🕓 film.mkv"


async def test_a_deleted_message_is_followed_no_longer(bot: TelegramBot, client: Client) -> None:
    view, other = await started(bot, client.ann.id), await started(bot, client.boris.id)
    assert view.message_id
    await bot.delete_message(client.ann.id, view.message_id)
    async with following(bot):
        for step in range(2, 6):
            for running in (view, other):
                making.change_task(running, progress=step / 10)
            await until_says(client, other, f"{step}0")

    assert await edits(client, view) == 1


async def test_progress_that_comes_late_does_not_cover_a_cancel(bot: TelegramBot, client: Client) -> None:
    view = await started(bot, client.ann.id)
    await asyncio.to_thread(client.orders.delay, "editMessageText", 1.0)
    async with following(bot):
        await asyncio.to_thread(client.until, lambda: _edits(client, view), PATIENCE)
        making.cancelled(view)
        await until(client, view, lambda m: "10%" in m.text or "🚫" in m.text)
        await until(client, view, lambda m: m.text.startswith("🚫"))


async def test_a_group_that_moved_is_followed_to_its_new_id(bot: TelegramBot, client: Client) -> None:
    group = await asyncio.to_thread(client.group, "Weekend trip")
    view = await started(bot, group)
    new_group = await asyncio.to_thread(client.carol.migrate, group)
    async with following(bot):
        await asyncio.to_thread(client.until, lambda: deliveries.get(view.id).chat_id == new_group, PATIENCE)
