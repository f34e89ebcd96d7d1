"""Files on their way from a Bot API server into media: whole, or not at all."""

import asyncio
import tracemalloc
from pathlib import Path

import pytest

from bot import settings as bot_settings
from bot.api import telegram
from bot.api.attachments import Attachment
from bot.api.telegram import TelegramBot
from bot.delivery import fetching
from bot.records import claims, deliveries
from bot.records.deliveries import View
from conversion import media
from conversion.queue import records
from conversion.settings import settings
from playground.client import Client
from playground.server import Playground
from playground.world import Rules
from tests.bot import making

CONTENT = bytes(range(256)) * 4000


async def sent(client: Client, content: bytes = CONTENT, name: str = "film.mkv") -> Attachment:
    """A file that Ann sent."""
    message = await asyncio.to_thread(client.ann.send_file, (name, content))
    file = message.file
    return Attachment("document", file["file_id"], file["file_unique_id"], name, "video/x-matroska", len(content))


def content_of(view: View) -> bytes:
    key = records.get(view.task_id).source_key
    assert key
    with media.open_for_reading(key) as file:
        return file.read()


async def fetched(bot: TelegramBot, view: View) -> View:
    await fetching.fetch(bot, view.task_id)
    return deliveries.get(view.id)


async def test_a_fetched_file_is_ready_to_be_converted(bot: TelegramBot, client: Client) -> None:
    view = await fetched(bot, making.add(await sent(client)))

    assert (view.status, view.telling, view.source_size) == ("ready", "pending", len(CONTENT))
    assert content_of(view) == CONTENT


async def test_a_second_bell_fetches_nothing(bot: TelegramBot, client: Client) -> None:
    view = await fetched(bot, making.add(await sent(client)))
    await fetched(bot, view)

    assert len(await asyncio.to_thread(client.calls, "getFile")) == 1


@pytest.mark.parametrize("fault", ["cut", "short", "dead link", "lost", "flood"])
async def test_a_broken_download_leaves_nothing_and_goes_well_later(
    bot: TelegramBot, client: Client, bot_home: Path, fault: str
) -> None:
    view = making.add(await sent(client))
    orders = {
        "cut": lambda: client.orders.cut_download(0.5),
        "short": lambda: client.orders.short_download(0.5),
        "dead link": lambda: client.orders.error("download", 404, "Not Found"),
        "lost": lambda: client.orders.lose_answer("getFile"),
        "flood": lambda: client.orders.flood("getFile", retry_after=7),
    }
    await asyncio.to_thread(orders[fault])
    view = await fetched(bot, view)

    assert (view.status, view.telling) == ("accepted", "pending")
    assert making.stored(bot_home) == []
    assert await asyncio.to_thread(claims.claim_fetch, view.task_id) is None  # not at once

    making.change(view, not_before=0.0)
    view = await fetched(bot, view)
    assert view.status == "ready"
    assert content_of(view) == CONTENT


async def test_a_file_waits_until_the_disk_has_room_for_it(
    bot: TelegramBot, client: Client, bot_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = making.add(await sent(client))
    monkeypatch.setenv("DISK_RESERVE", "100TB")
    settings.cache_clear()
    view = await fetched(bot, view)

    assert (view.status, view.telling) == ("accepted", "pending")
    assert making.stored(bot_home) == []
    assert await asyncio.to_thread(client.calls, "download") == []

    monkeypatch.delenv("DISK_RESERVE")
    settings.cache_clear()
    making.change(view, not_before=0.0)
    assert (await fetched(bot, view)).status == "ready"


async def test_a_file_over_the_limit_is_an_answer_for_the_sender(bot: TelegramBot, client: Client) -> None:
    view = making.add(await sent(client, bytes(20 * 1024 * 1024 + 1)))
    view = await fetched(bot, view)

    assert (view.status, view.error_type) == ("failed", "FileOverLimitError")
    assert view.telling == "pending"


async def test_a_file_that_telegram_does_not_have_is_given_up_after_three_attempts(bot: TelegramBot) -> None:
    view = making.add(Attachment("document", "no such file", "u", "film.mkv", None, 5))
    for _attempt in range(3):
        assert view.status == "accepted"
        making.change(view, not_before=0.0)
        view = await fetched(bot, view)

    assert (view.status, view.error_type) == ("failed", "FileGoneError")


async def test_a_fetch_that_killed_three_workers_is_given_up(bot: TelegramBot, client: Client) -> None:
    view = making.change(making.add(await sent(client)), losses=3, status="fetching", lease_until=1.0)
    view = await fetched(bot, view)

    assert (view.status, view.error_type) == ("failed", "LostWorkerError")


async def test_telegram_may_be_away_for_a_day(bot: TelegramBot, client: Client) -> None:
    view = making.add(await sent(client))
    await asyncio.to_thread(client.orders.error, "getFile", 502, "Bad Gateway", times=2)
    making.change(view, created_at=view.now - 23 * 3600)
    view = await fetched(bot, view)
    assert view.status == "accepted"

    making.change(view, created_at=view.now - 25 * 3600, not_before=0.0)
    view = await fetched(bot, view)
    assert (view.status, view.error_type) == ("failed", "FileGoneError")


async def test_a_cancel_ends_a_running_fetch_and_leaves_no_file(
    bot: TelegramBot, client: Client, bot_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENEW_SECONDS", "0.1")
    settings.cache_clear()
    view = making.add(await sent(client))
    await asyncio.to_thread(client.orders.delay, "download", 30.0)
    fetch = asyncio.create_task(fetching.fetch(bot, view.task_id))
    await asyncio.to_thread(client.until, lambda: deliveries.get(view.id).telling == "fetching")
    making.cancelled(view)
    assert await asyncio.to_thread(claims.claim_telling, view.task_id)

    await asyncio.wait_for(fetch, 10)

    assert deliveries.get(view.id).telling == "delivering"
    assert making.stored(bot_home) == []


async def test_a_file_cancelled_at_the_last_moment_is_removed(bot: TelegramBot, client: Client, bot_home: Path) -> None:
    view = making.add(await sent(client))
    claim = await asyncio.to_thread(claims.claim_fetch, view.task_id)
    assert claim
    stored = await fetching._bring_all(bot, claim, view)
    making.cancelled(view)
    await asyncio.to_thread(fetching._hand_over, claim, view, stored)

    assert making.stored(bot_home) == []


async def test_several_files_for_one_result_are_brought_one_by_one(bot: TelegramBot, client: Client) -> None:
    files = [await sent(client, str(number).encode() * 10, f"{number}.png") for number in range(3)]

    view = await fetched(bot, making.add(files[0], "zip", further=files[1:]))

    task = records.get(view.task_id)
    assert (view.status, view.source_size) == ("ready", 30)
    assert [file["name"] for file in task.further] == ["1.png", "2.png"]
    for number, file in enumerate(task.further, start=1):
        with media.open_for_reading(file["key"]) as stored:
            assert stored.read() == str(number).encode() * 10


async def test_what_was_brought_before_a_fault_is_not_brought_again(bot: TelegramBot, client: Client) -> None:
    files = [await sent(client, name=f"{number}.png") for number in range(3)]
    view = making.add(files[0], "zip", further=files[1:])
    await asyncio.to_thread(client.orders.error, "getFile", 500, "Internal Server Error", times=1, skip=2)
    assert (await fetched(bot, view)).status == "accepted"

    view = await fetched(bot, making.change(view, not_before=0.0))

    assert view.status == "ready"
    got = [call.parameters["file_id"] for call in await asyncio.to_thread(client.calls, "getFile")]
    assert got == [file.file_id for file in files] + [files[2].file_id]


async def test_a_big_file_is_never_whole_in_memory(bot: TelegramBot, client: Client) -> None:
    big = bytes(19 * 1024 * 1024)
    view = making.add(await sent(client, big))
    tracemalloc.start()
    try:
        view = await fetched(bot, view)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert view.source_size == len(big)
    # The server runs in this process too, and hands out pieces of its own.
    assert peak < 12 * 1024 * 1024


async def test_a_local_servers_file_is_taken_from_its_path(
    bot_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Playground(tmp_path / "local", rules=Rules(local=True)) as server:
        client = Client(server.url, bot=bot_settings.settings().bot_id)
        monkeypatch.setenv("TELEGRAM_API_URL", server.url)
        monkeypatch.setenv("TELEGRAM_API_LOCAL", "true")
        bot_settings.settings.cache_clear()
        big = bytes(25 * 1024 * 1024)
        view = making.add(await sent(client, big))
        async with telegram.make_bot(for_files=True) as bot:
            view = await fetched(bot, view)

        assert view.source_size == len(big)
        assert await asyncio.to_thread(client.calls, "download") == []
        [stored] = making.stored(bot_home)
        assert stored.samefile(server_file(tmp_path, len(big)))  # nothing has been copied
        assert content_of(view) == big


def server_file(folder: Path, size: int) -> Path:
    """The file of that size which the server keeps."""
    return next(path for path in (folder / "local").rglob("file_*") if path.stat().st_size == size)
