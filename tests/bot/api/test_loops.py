"""A pool child's event loop: one for all its tasks, a new one after whatever broke it."""

import asyncio
import gc
import os
from collections.abc import Iterator

import pytest

from bot.api.loops import Loop
from bot.api.telegram import TelegramBot
from playground.client import Client


@pytest.fixture
def loop(bot_home: object, client: Client) -> Iterator[Loop]:
    client.ann.send_text("hello")  # a bot writes only to people who have written to it
    made = Loop()
    yield made
    made._drop()


async def write(bot: TelegramBot, text: str) -> None:
    await bot.send_message(1001, text)


def texts(client: Client) -> list[str]:
    return [message.text for message in client.ann.messages() if message.from_bot]


def test_a_hundred_tasks_share_a_loop(loop: Loop, client: Client) -> None:
    client.orders.flood_limits(enabled=False)
    for number in range(100):
        loop.run(write, str(number))

    assert texts(client) == [str(number) for number in range(100)]


@pytest.mark.parametrize("error", [ZeroDivisionError, SystemExit, KeyboardInterrupt, asyncio.CancelledError])
def test_after_an_error_the_next_task_finds_a_new_loop(loop: Loop, client: Client, error: type[BaseException]) -> None:
    async def fail(_bot: TelegramBot, _row_id: str) -> None:
        raise error

    loop.run(write, "before")
    with pytest.raises(error):
        loop.run(fail, "")
    loop.run(write, "after")

    assert texts(client) == ["before", "after"]


def test_what_a_stop_interrupts_gives_back_what_it_holds(loop: Loop) -> None:
    given_back: list[str] = []

    async def hold(_bot: TelegramBot, row_id: str) -> None:
        asyncio.get_running_loop().call_soon(stop)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.to_thread(given_back.append, row_id)

    def stop() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        loop.run(hold, "row")

    assert given_back == ["row"]


def test_a_forked_child_has_a_loop_of_its_own(loop: Loop, client: Client) -> None:
    loop.run(write, "parent")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            loop.run(write, "child")
            gc.collect()  # the parent's loop is none of the child's business
            status = 0
        finally:
            os._exit(status)
    _pid, status = os.waitpid(child, 0)
    loop.run(write, "parent again")

    assert status == 0
    assert texts(client) == ["parent", "child", "parent again"]
