"""What cannot be an edit is sent once; where an answer was lost, one message of it may be there twice."""

import asyncio
import subprocess
import tracemalloc
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from pathlib import Path

import pytest

from bot import settings as bot_settings
from bot.api import telegram
from bot.api.telegram import TelegramBot
from bot.delivery import delivering
from bot.errors import ResultOverLimitError
from bot.records import claims, deliveries
from bot.records.deliveries import View
from conversion.reports import Remark
from playground.client import Client
from playground.seen import Message
from playground.server import Playground
from playground.world import Rules
from tests.bot import making

SAMPLES = Path(__file__).parents[2] / "samples"
LIMIT = 40_000  # bytes, so that small files are too large
LARGE = bytes(number % 251 for number in range(100_000))
Status = Callable[..., Awaitable[View]]


@pytest.fixture
def in_chat(bot: TelegramBot, client: Client) -> Status:
    """A conversion whose status message is in Ann's chat, where many messages are no flood."""

    async def make(target: str = "mp4") -> View:
        await asyncio.to_thread(client.orders.flood_limits, enabled=False)
        await asyncio.to_thread(client.ann.send_text, "hello")  # before that no bot may write
        message = await bot.send_message(client.ann.id, "🕓 film.mkv")
        return making.add(target=target, chat_id=client.ann.id, message_id=message.message_id)

    return make


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes next to nothing."""
    monkeypatch.setattr(bot_settings, "CLOUD_UPLOAD", LIMIT)


async def told(bot: TelegramBot, view: View) -> View:
    await delivering.tell(bot, view.task_id)
    return deliveries.get(view.id)


async def told_again(bot: TelegramBot, view: View) -> View:
    return await told(bot, making.change(view, not_before=0.0))


async def chat(client: Client) -> list[Message]:
    """What the bot has written to Ann."""
    messages = await asyncio.to_thread(client.messages, client.ann.id)
    return [message for message in messages if message.from_bot]


async def sent(client: Client) -> list[Message]:
    return [message for message in await chat(client) if message.has_file]


async def contents(client: Client, messages: list[Message]) -> list[bytes]:
    return [await asyncio.to_thread(client.download, message) for message in messages]


def voice() -> bytes:
    return (SAMPLES / "sample.opus").read_bytes()


async def test_a_voice_message_comes_below_and_the_status_message_says_what_it_is(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = making.change(making.done(await in_chat(), voice(), "song.ogg"), shape="voice")
    view = await told(bot, view)

    status, message = await chat(client)
    assert (message.kind, view.telling, view.sent) == ("voice", "shown", 1)
    assert status.text.startswith("✅ song.ogg")
    assert "🗑 Forget" in status.labels


@pytest.mark.parametrize("fault", ["lost answer", "502"])
async def test_a_lost_answer_doubles_one_message_at_most(
    bot: TelegramBot, client: Client, in_chat: Status, fault: str
) -> None:
    view = making.change(making.done(await in_chat(), voice(), "song.ogg"), shape="voice")
    if fault == "502":
        await asyncio.to_thread(client.orders.error, "sendVoice", 502, "Bad Gateway", times=3)
    else:
        await asyncio.to_thread(client.orders.lose_answer, "sendVoice", times=3)
    for _attempt in range(4):
        view = await told_again(bot, view)

    assert view.telling == "shown"
    assert len(await asyncio.to_thread(client.calls, "sendVoice")) == 2
    assert len(await sent(client)) == (2 if fault == "lost answer" else 0)


async def test_what_was_certainly_not_sent_is_sent_once(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.change(making.done(await in_chat(), voice(), "song.ogg"), shape="voice")
    await asyncio.to_thread(client.orders.flood, "sendVoice", retry_after=1, times=3)
    for _attempt in range(4):
        view = await told_again(bot, view)

    assert (view.telling, len(await sent(client))) == ("shown", 1)


async def test_a_worker_killed_after_sending_costs_one_message_at_most(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = making.change(making.done(await in_chat(), voice(), "song.ogg"), shape="voice")
    for _death in range(2):  # between Telegram's answer and the note of it
        claim = claims.claim_telling(view.task_id)
        assert claim
        claims.stamp_try(claim)
        with (SAMPLES / "sample.opus").open("rb") as file:
            await bot.send_voice(client.ann.id, file)
        making.change(view, lease_until=0.0)
    view = await told(bot, view)

    assert view.telling == "shown"
    assert len(await sent(client)) == 2


async def test_after_a_crash_only_the_text_is_edited_where_all_was_sent(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = making.change(making.done(await in_chat(), voice(), "song.ogg"), shape="voice", sent=1)
    view = await told(bot, view)

    assert view.telling == "shown"
    assert await sent(client) == []
    assert (await chat(client))[0].text.startswith("✅")


async def test_a_chat_that_takes_no_voices_gets_a_file(bot: TelegramBot, client: Client, in_chat: Status) -> None:
    view = making.change(making.done(await in_chat(), voice(), "song.ogg"), shape="voice")
    await asyncio.to_thread(client.orders.error, "sendVoice", 400, "Bad Request: VOICE_MESSAGES_FORBIDDEN", times=-1)
    view = await told(bot, view)

    [message] = await chat(client)
    assert (message.kind, view.telling) == ("document", "shown")


async def test_a_result_over_the_limit_offers_ways_out(
    bot: TelegramBot, client: Client, in_chat: Status, small_limit: None
) -> None:
    view = making.change_task(making.done(await in_chat(), LARGE), source_format="mkv")
    view = await told(bot, view)

    [message] = await chat(client)
    assert view.error_type == ResultOverLimitError.__name__
    assert message.text.endswith("Or take it like this ⬇️")
    assert message.buttons == [["🗜 Fit to 39.1 kB"], ["🔢 Numbered parts", "📦 ZIP in volumes"]]


@pytest.mark.parametrize("lost", [0, 1, 2, 3])
async def test_numbered_parts_put_together_are_the_file(
    bot: TelegramBot, client: Client, in_chat: Status, small_limit: None, lost: int
) -> None:
    view = await told(bot, making.done(await in_chat(), LARGE))
    assert claims.show_again(view.id, "parts")
    if lost:
        await asyncio.to_thread(client.orders.lose_answer, "sendDocument", skip=lost - 1)
        view = await told(bot, view)
        assert view.telling == "pending"
    view = await told_again(bot, view)

    messages = await sent(client)
    assert (view.telling, len(messages)) == ("shown", 4 if lost else 3)
    once = {message.file_name: message for message in messages}
    assert sorted(once) == ["film.mp4.001", "film.mp4.002", "film.mp4.003"]
    assert b"".join(await contents(client, [once[name] for name in sorted(once)])) == LARGE
    assert (await chat(client))[0].text.startswith("✅ film.mp4")


async def test_volumes_open_in_7_zip(
    bot: TelegramBot, client: Client, in_chat: Status, small_limit: None, tmp_path: Path
) -> None:
    noise = b"".join(bytes([(number * 7919 >> shift) & 255 for shift in (3, 5, 7, 11)]) for number in range(30_000))
    view = await told(bot, making.done(await in_chat(), noise))
    assert claims.show_again(view.id, "volumes")
    view = await told(bot, view)

    messages = await sent(client)
    assert len(messages) > 1
    for message, content in zip(messages, await contents(client, messages), strict=True):
        assert len(content) <= LIMIT
        (tmp_path / message.file_name).write_bytes(content)
    await asyncio.to_thread(unpack, tmp_path / "film.zip.001")
    assert (tmp_path / "film.mp4").read_bytes() == noise


async def test_what_becomes_small_enough_in_a_zip_is_one_zip(
    bot: TelegramBot, client: Client, in_chat: Status, small_limit: None
) -> None:
    view = await told(bot, making.done(await in_chat(), bytes(200_000)))
    assert claims.show_again(view.id, "volumes")
    await told(bot, view)

    [message] = await sent(client)
    [content] = await contents(client, [message])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.read("film.mp4") == bytes(200_000)


def unpack(first: Path) -> None:
    subprocess.run(["7zz", "x", "-y", first.name], cwd=first.parent, check=True, stdout=subprocess.DEVNULL)


def several(count: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(1, count + 1):
            archive.writestr(f"pages-{number:02}.png", (SAMPLES / "sample.png").read_bytes())
    return made.getvalue()


async def pages(in_chat: Status, count: int) -> View:
    view = making.done(await in_chat("gif"), several(count), "pages.zip")
    return making.change_task(view, remarks=[Remark.SEVERAL])


async def test_a_few_outputs_come_as_an_album_and_as_one_zip_for_who_wants_that(
    bot: TelegramBot, client: Client, in_chat: Status
) -> None:
    view = await told(bot, await pages(in_chat, 10))

    status, *album = await chat(client)
    assert [message.file_name for message in album] == [f"pages-{number:02}.png" for number in range(1, 11)]
    assert len({message.raw["media_group_id"] for message in album}) == 1
    assert "📦 As one ZIP" in status.labels

    assert claims.show_again(view.id, "document")
    await told(bot, view)
    assert (await chat(client))[0].file_name == "pages.zip"


@pytest.mark.parametrize("count", [11, 40])
async def test_many_outputs_come_as_one_zip(bot: TelegramBot, client: Client, in_chat: Status, count: int) -> None:
    await told(bot, await pages(in_chat, count))

    [message] = await chat(client)
    assert message.file_name == "pages.zip"


@pytest.mark.parametrize("fault", ["lost answer", "flood"])
async def test_an_album_is_doubled_only_by_a_lost_answer(
    bot: TelegramBot, client: Client, in_chat: Status, fault: str
) -> None:
    view = await pages(in_chat, 3)
    if fault == "flood":
        await asyncio.to_thread(client.orders.flood, "sendMediaGroup", retry_after=1)
    else:
        await asyncio.to_thread(client.orders.lose_answer, "sendMediaGroup", times=9)
    for _attempt in range(4):
        view = await told_again(bot, view)

    assert view.telling == "shown"
    assert len(await sent(client)) == (3 if fault == "flood" else 6)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("a.png", "photo"),
        ("a.png", "document"),
        ("a.gif", "animation"),
        ("a.mp4", "document"),
        ("a.mp3", "document"),
    ],
)
async def test_a_shown_result_turns_into_another_shape_in_its_place(
    bot: TelegramBot, client: Client, in_chat: Status, name: str, shape: str
) -> None:
    content = (SAMPLES / f"sample{Path(name).suffix}").read_bytes()
    view = await told(bot, making.done(await in_chat(), content, name))
    assert claims.show_again(view.id, shape)
    assert not claims.show_again(view.id, shape)
    view = await told(bot, view)

    [message] = await chat(client)
    assert (message.id, message.kind, view.telling) == (view.message_id, shape, "shown")


@pytest.fixture
async def local(
    bot_home: Path, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[TelegramBot, Client]]:
    """A bot beside a Bot API server of its own, and the people there."""
    with Playground(tmp_path / "local", rules=Rules(local=True)) as server:
        there = Client(server.url, bot=client.bot)
        monkeypatch.setenv("TELEGRAM_API_URL", server.url)
        monkeypatch.setenv("TELEGRAM_API_LOCAL", "true")
        bot_settings.settings.cache_clear()
        await asyncio.to_thread(there.ann.send_text, "hello")
        async with telegram.make_bot(for_files=True) as made:
            yield made, there
        there.close()


async def test_a_local_server_takes_a_large_result_where_it_lies(local: tuple[TelegramBot, Client]) -> None:
    bot, client = local
    status = await bot.send_message(client.ann.id, "🕓 film.mkv")
    view = making.done(making.add(chat_id=client.ann.id, message_id=status.message_id), bytes(60_000_000), "film.webm")
    tracemalloc.start()
    try:
        view = await told(bot, view)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    [message] = await sent(client)
    assert (message.file_name, message.file["file_size"], view.telling) == ("film.webm", 60_000_000, "shown")
    [call] = await asyncio.to_thread(client.calls, "editMessageMedia")
    assert call.files == {}
    assert peak < 12_000_000


async def test_a_local_server_that_cannot_see_our_files_gets_an_upload(
    local: tuple[TelegramBot, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, client = local
    status = await bot.send_message(client.ann.id, "🕓 film.mkv")
    view = making.done(making.add(chat_id=client.ann.id, message_id=status.message_id), b"12345", "film.webm")
    monkeypatch.setattr(Path, "as_uri", lambda path: f"file:///elsewhere{path}")
    view = await told(bot, view)

    [message] = await sent(client)
    assert (await contents(client, [message]), view.telling) == ([b"12345"], "shown")
