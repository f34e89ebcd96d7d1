"""What the bot says is paced: a flood of answers provokes no 429."""

import asyncio
from collections.abc import Iterator

import pytest
from redis import Redis

from bot.api import limits
from bot.api.telegram import TelegramBot
from playground.client import Client


@pytest.fixture
def shared(redis: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A budget that lasts for seconds, as short as a test wants them, and a playground that refuses what is over."""
    store = Redis.from_url(redis)
    store.flushdb()
    monkeypatch.setattr(limits, "PRIVATE", (3, 1100))
    monkeypatch.setattr(limits, "connect", lambda _url: store)
    client.orders.flood_limits(enabled=True, private=(4, 1.0))
    yield
    store.flushdb()


@pytest.mark.usefixtures("shared")
async def test_a_chat_hears_no_more_than_it_takes(bot: TelegramBot, client: Client) -> None:
    await asyncio.to_thread(client.ann.send_text, "hello")

    await asyncio.gather(*(bot.send_message(client.ann.id, str(number)) for number in range(9)))

    assert await asyncio.to_thread(lambda: client.refused) == 0
    sent = await asyncio.to_thread(client.calls, "sendMessage")
    assert len(sent) == 9
    assert sent[-1].at - sent[0].at > 2.0


@pytest.mark.usefixtures("shared")
async def test_what_telegram_does_not_count_does_not_wait(bot: TelegramBot, client: Client) -> None:
    await asyncio.to_thread(client.ann.send_text, "hello")
    async with asyncio.timeout(2.0):
        for _action in range(9):
            await bot.send_chat_action(client.ann.id, "upload_document")
