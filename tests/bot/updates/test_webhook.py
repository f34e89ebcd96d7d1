"""The webhook: only who shows the secret gets in, and 200 means committed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.exc import OperationalError

from bot import settings as bot_settings
from bot.api.telegram import TelegramBot
from bot.updates import inbox, webhook
from bot.updates.webhook import SECRET_HEADER, Endpoint
from playground.client import Client

Http = TestClient[web.Request, web.Application]
UPDATE = {"update_id": 5, "message": {"message_id": 1, "chat": {"id": 1}, "text": "hello"}}


@pytest.fixture
def came() -> list[str]:
    return []


@pytest.fixture
async def http(bot: TelegramBot, came: list[str]) -> AsyncIterator[Http]:
    endpoint = Endpoint(bot.id, "s3cret", lambda: came.append("updates"))
    async with TestClient(TestServer(endpoint.application("/hook"))) as client:
        yield client


async def brought(http: Http, json: Any = UPDATE, secret: str | None = "s3cret") -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    async with http.post("/hook", json=json, headers=headers) as answer:
        return answer.status


def letters(bot: TelegramBot) -> list[dict[str, Any]]:
    return [letter.body for letter in inbox.waiting(bot.id, (), (), 10)]


async def test_an_update_is_committed_before_200(http: Http, bot: TelegramBot, came: list[str]) -> None:
    assert await brought(http) == 200
    assert letters(bot) == [UPDATE]
    assert came == ["updates"]


async def test_an_update_that_comes_twice_is_there_once(http: Http, bot: TelegramBot, came: list[str]) -> None:
    assert [await brought(http) for _time in range(2)] == [200, 200]
    assert letters(bot) == [UPDATE]
    assert came == ["updates"]


@pytest.mark.parametrize("secret", [None, "", "S3cret", "ключ"])
async def test_without_the_secret_nobody_gets_in(http: Http, bot: TelegramBot, secret: str | None) -> None:
    assert await brought(http, secret=secret) == 403
    assert letters(bot) == []


@pytest.mark.parametrize("body", [[], {}, {"update_id": "5"}, 5, None])
async def test_what_is_no_update_is_refused(http: Http, bot: TelegramBot, body: Any) -> None:
    assert await brought(http, json=body) == 400
    assert letters(bot) == []


async def test_what_cannot_be_committed_is_brought_again(
    http: Http, bot: TelegramBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> int:
        raise OperationalError("", {}, Exception("disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "put", fail)
        assert await brought(http) == 503

    assert await brought(http) == 200
    assert letters(bot) == [UPDATE]


async def test_telegram_learns_address_and_secret_and_brings_what_people_write(
    bot: TelegramBot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("WEBHOOK_URL", f"http://127.0.0.1:{port}/hook")
    monkeypatch.setenv("WEBHOOK_PORT", str(port))
    bot_settings.settings.cache_clear()
    await asyncio.to_thread(client.orders.error, "setWebhook", 502, "Bad Gateway")
    came = asyncio.Event()
    task = asyncio.create_task(webhook.run(bot, came.set))
    await asyncio.to_thread(client.ann.send_text, "hello")
    await asyncio.wait_for(came.wait(), 15)
    task.cancel()

    assert [body["message"]["text"] for body in letters(bot)] == ["hello"]
    async with ClientSession() as session:
        with pytest.raises(OSError, match="Cannot connect"):
            await asyncio.gather(task, return_exceptions=True)
            await session.post(f"http://127.0.0.1:{port}/hook")
