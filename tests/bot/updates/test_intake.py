"""Polling: nothing is confirmed before it is committed, and no failure ends it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.api import telegram, verdicts
from bot.api.telegram import TelegramBot
from bot.updates import inbox, intake, patience
from bot.updates.intake import Poller
from playground.client import Client
from tests.servers import wait_until

PATIENCE = 15  # seconds


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(intake, "LONGEST_PAUSE", 0.2)
    monkeypatch.setattr(patience, "DATABASE_PAUSE", 0.05)
    monkeypatch.setattr(verdicts, "TOKEN_PAUSE", 0.05)
    monkeypatch.setattr(telegram, "POLL_SECONDS", 1)


@asynccontextmanager
async def polling(bot: TelegramBot) -> AsyncIterator[asyncio.Event]:
    """A poller at work; the event is set when updates came."""
    came = asyncio.Event()
    task = asyncio.create_task(Poller(bot, came.set).run())
    yield came
    assert not task.done()
    task.cancel()


def texts(bot: TelegramBot) -> list[str]:
    return [letter.body["message"]["text"] for letter in inbox.waiting(bot.id, (), (), 100)]


async def until_there(bot: TelegramBot, expected: list[str]) -> None:
    await asyncio.to_thread(wait_until, lambda: texts(bot) == expected, PATIENCE, f"{expected} are there")


async def say(client: Client, *words: str) -> None:
    for word in words:
        await asyncio.to_thread(client.ann.send_text, word)


async def test_messages_come_into_the_inbox_in_their_order(bot: TelegramBot, client: Client) -> None:
    await say(client, "one")
    async with polling(bot) as came:
        await until_there(bot, ["one"])
        await asyncio.wait_for(came.wait(), PATIENCE)  # the commit can be seen a moment before
        await say(client, "two", "three")
        await until_there(bot, ["one", "two", "three"])


async def test_what_was_not_committed_comes_again(
    bot: TelegramBot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot dies between the answer and the commit: the next one gets the same updates."""

    def die(*_args: object) -> int:
        raise MemoryError

    await say(client, "one")
    with monkeypatch.context() as patched:
        patched.setattr(inbox, "put", die)
        with pytest.raises(MemoryError):
            await asyncio.wait_for(Poller(bot, lambda: None).run(), PATIENCE)

    async with polling(bot):
        await until_there(bot, ["one"])


async def test_a_database_that_is_away_is_waited_for(
    bot: TelegramBot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [OperationalError("", {}, Exception("database is locked"))] * 2
    put = inbox.put

    def put_at_the_third_time(*args: object) -> int:
        if failures:
            raise failures.pop()
        return put(*args)  # type: ignore[arg-type] # whatever they are

    monkeypatch.setattr(inbox, "put", put_at_the_third_time)
    await say(client, "one")
    async with polling(bot):
        await until_there(bot, ["one"])


async def test_updates_that_telegram_repeats_are_there_once(bot: TelegramBot, client: Client) -> None:
    await say(client, "one", "two")
    async with polling(bot):
        await until_there(bot, ["one", "two"])
        repeated = partial(client.orders.repeat_updates, 3)
        await asyncio.to_thread(wait_until, lambda: repeated() == 2, PATIENCE, "both are confirmed, and come again")
        await say(client, "three")
        await until_there(bot, ["one", "two", "three"])


@pytest.mark.parametrize(
    ("code", "description", "event"),
    [
        (401, "Unauthorized", "token_refused"),
        (409, "Conflict: terminated by other getUpdates request", "another_bot_polls"),
        (429, "Too Many Requests: retry after 1", "telegram_away"),
        (502, "Bad Gateway", "telegram_away"),
    ],
)
async def test_a_refused_poll_is_logged_in_one_line_and_tried_again(
    bot: TelegramBot, client: Client, code: int, description: str, event: str
) -> None:
    await asyncio.to_thread(client.orders.error, "getUpdates", code, description, times=2)
    with capture_logs() as logs:
        async with polling(bot):
            await say(client, "one")
            await until_there(bot, ["one"])

    assert [log["event"] for log in logs if log["log_level"] != "info"] == [event, event]
    assert not any("exc_info" in log for log in logs)


async def test_a_webhook_that_somebody_set_is_taken_away(bot: TelegramBot, client: Client) -> None:
    await bot.set_webhook("https://127.0.0.1:1/nowhere")
    async with polling(bot):
        await say(client, "one")
        await until_there(bot, ["one"])
