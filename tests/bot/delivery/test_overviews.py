"""The answer to /status stays up to date as long as something runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.api import limits
from bot.api.telegram import TelegramBot
from bot.delivery import overviews
from bot.people.askers import Asker
from bot.settings import settings
from playground.client import Client
from tests import servers
from tests.bot import making

PATIENCE = 15  # seconds


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "PERIOD", 0.05)
    monkeypatch.setattr(limits, "PRIVATE_PAUSE", 0.05)


@asynccontextmanager
async def following(bot: TelegramBot) -> AsyncIterator[None]:
    task = asyncio.create_task(overviews.follow(bot))
    yield
    assert not task.done()
    task.cancel()


async def shown(bot: TelegramBot, client: Client) -> int:
    """The number of a message that is the person's overview."""
    client.ann.send_text("hello")
    message = await bot.send_message(client.ann.id, "your conversions")
    asker = Asker(
        settings().bot_id,
        client.ann.id,
        None,
        client.ann.id,
        "en",
        None,
        is_private=True,
        speaks_as_chat=False,
        update_id=1,
    )
    assert overviews.replace(asker, message.message_id, is_over=False) is None
    return message.message_id


async def until(is_so: Callable[[], bool]) -> None:
    await asyncio.to_thread(servers.wait_until, is_so, PATIENCE, "the overview is as it ought to be")


async def until_says(client: Client, message_id: int, words: str) -> None:
    await until(lambda: words in client.message(client.ann.id, message_id).text)


async def test_it_tells_how_far_everything_is_and_in_the_end_that_nothing_runs(
    bot: TelegramBot, client: Client
) -> None:
    message_id = await shown(bot, client)
    view = making.ready(making.add(chat_id=client.ann.id, user_id=client.ann.id))
    making.change_task(view, status="converting", progress=0.1, started_at=view.now)
    async with following(bot):
        await until_says(client, message_id, "⏳ film.mkv → MP4: 10%")
        making.change_task(view, progress=0.6)
        await until_says(client, message_id, "60%")
        making.cancelled(view)
        await until_says(client, message_id, "You have no conversions running here.")
        await until(lambda: not overviews._all())


async def test_one_that_was_deleted_is_followed_no_more(bot: TelegramBot, client: Client) -> None:
    message_id = await shown(bot, client)
    making.add(chat_id=client.ann.id, user_id=client.ann.id)
    await bot.delete_message(client.ann.id, message_id)
    async with following(bot):
        await until(lambda: not overviews._all())
