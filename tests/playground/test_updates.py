"""Updates: polling, confirming, webhook."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from playground.client import Client
from playground.persons import Person


def texts(updates: Any) -> list[str]:
    return [update.message.text for update in updates]


async def test_updates_come_again_until_they_are_confirmed(bot: Bot, client: Client) -> None:
    for text in ("one", "two", "three"):
        client.ann.send_text(text)

    first = await bot.get_updates(limit=2)
    assert texts(first) == ["one", "two"]
    assert texts(await bot.get_updates()) == ["one", "two", "three"]
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["two", "three"]
    assert texts(await bot.get_updates()) == ["two", "three"]
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, client: Client) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(client.until, lambda: client.calls("getUpdates"))
    started = time.monotonic()
    client.ann.send_text("wake up")

    assert texts(await poll) == ["wake up"]
    assert time.monotonic() - started < 2


async def test_a_poll_without_news_ends_in_time(bot: Bot) -> None:
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - started < 5


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: Bot, client: Client) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(client.until, lambda: client.calls("getUpdates"))

    assert await bot.get_updates() == ()
    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
        await poll


async def test_only_wanted_updates_come_and_the_wish_lasts(bot: Bot, ann: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["edited_message"])
    said = ann.send_text("unwanted")
    ann.edit(said, "wanted")

    updates = await bot.get_updates()
    assert [update.edited_message.text for update in updates if update.edited_message] == ["wanted"]


async def test_confirmed_updates_can_be_handed_out_again(bot: Bot, client: Client) -> None:
    client.ann.send_text("one")
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)

    assert client.orders.repeat_updates(5) == 1

    [again] = await bot.get_updates(offset=update.update_id + 1)
    assert again.update_id == update.update_id
    assert await bot.get_updates(offset=update.update_id + 1) == ()


class Hook:
    """A webhook that takes what it is given, after so many refusals."""

    def __init__(self) -> None:
        self.refusals = 0
        self.taken: list[dict[str, Any]] = []
        self.news = asyncio.Condition()
        self.secrets: list[str | None] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        async with self.news:
            self.taken.append(await request.json())
            self.news.notify_all()
        return web.Response()

    async def has(self, count: int) -> None:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: len(self.taken) >= count)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_with_its_secret(bot: Bot, client: Client, hook: Hook) -> None:
    client.ann.send_text("before")
    await bot.set_webhook(hook.url, secret_token="s3cret_token")  # not a real one
    client.ann.send_text("after")

    await hook.has(2)
    assert [update["message"]["text"] for update in hook.taken] == ["before", "after"]
    assert set(hook.secrets) == {"s3cret_token"}
    assert await asyncio.to_thread(client.until, lambda: client.state()["pending_updates"] == 0)


async def test_a_webhook_that_fails_is_tried_again(bot: Bot, client: Client, hook: Hook) -> None:
    hook.refusals = 1
    await bot.set_webhook(hook.url)
    client.ann.send_text("hello")

    await hook.has(1)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert len(hook.secrets) == 2


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, client: Client, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match=r"(?i)can't use getUpdates method while webhook is active"):
        await bot.get_updates()

    await bot.delete_webhook()
    client.ann.send_text("hello")
    assert texts(await bot.get_updates()) == ["hello"]


async def test_a_webhook_elsewhere_must_be_https(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bad webhook: an HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")


async def test_waiting_updates_can_be_dropped(bot: Bot, client: Client) -> None:
    client.ann.send_text("old")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
