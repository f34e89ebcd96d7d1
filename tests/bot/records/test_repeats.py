"""The same file to the same target: answered from what Telegram keeps, for anyone, unless somebody objects."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.api.attachments import Attachment
from bot.api.telegram import TelegramBot
from bot.delivery import delivering
from bot.people import privacy
from bot.records import deliveries, forgetting, orders, repeats
from bot.records.deliveries import View
from bot.records.orders import Order, Place
from bot.records.repeats import KnownResult
from bot.settings import settings
from conversion.database import reading, writing
from conversion.queue import records
from playground.client import Client
from playground.seen import Message
from tests.bot import making

FILM = Attachment("video", "film-id", "unique-film", "film.mkv", "video/x-matroska", 1000)
First = Callable[..., Awaitable[View]]


def asked(file: Attachment = FILM, target: str = "mp4", options: dict[str, Any] | None = None, **place: Any) -> View:
    """Somebody wants that."""
    where = {"chat_id": 1001, "thread_id": None, "user_id": 1001, "locale": "en"} | place
    order = Order(file, target, options or {}, f"{settings().bot_id}:{next(making.KEYS)}:0")
    with writing() as session:
        row = orders.add(session, Place(settings().bot_id, **where), order)
    assert row is not None
    return deliveries.get(row.id)


@pytest.fixture
def shown(bot: TelegramBot, client: Client) -> First:
    """A film that has been converted and shown once."""

    async def make(**how: Any) -> View:
        for person in (client.ann, client.boris):
            await asyncio.to_thread(person.send_text, "hello")  # before that no bot may write
        view = making.done(asked(**how), b"a long film")
        await delivering.tell(bot, view.task_id)
        return deliveries.get(view.id)

    return make


async def files(client: Client, chat_id: int) -> list[Message]:
    return [message for message in await asyncio.to_thread(client.messages, chat_id) if message.has_file]


async def test_a_repeat_is_answered_without_download_conversion_or_upload(
    bot: TelegramBot, client: Client, shown: First
) -> None:
    await shown()
    before = len(await asyncio.to_thread(client.calls, "getFile"))
    view = asked(chat_id=client.boris.id, user_id=client.boris.id)
    assert view.status == "done"
    await delivering.tell(bot, view.task_id)

    [message] = await files(client, client.boris.id)
    assert await asyncio.to_thread(client.download, message) == b"a long film"
    assert message.text.startswith("film.mp4")
    assert len(await asyncio.to_thread(client.calls, "getFile")) == before
    [_first, second] = await asyncio.to_thread(client.calls, "editMessageMedia")
    assert second.files == {}
    assert deliveries.get(view.id).telling == "shown"
    assert not records.get(view.task_id).held


@pytest.mark.parametrize(
    ("file", "target", "options"),
    [
        (replace(FILM, file_unique_id="another"), "mp4", {}),
        (replace(FILM, name="holiday.mkv"), "mp4", {}),
        (replace(FILM, size=1001), "mp4", {}),
        (FILM, "webm", {}),
        (FILM, "mp4", {"quality": "low"}),
    ],
    ids=["another file", "another name", "another size", "another target", "other options"],
)
async def test_anything_else_is_converted(shown: First, file: Attachment, target: str, options: dict[str, Any]) -> None:
    await shown()

    assert asked(file, target, options).status == "accepted"


async def test_the_way_options_are_written_makes_no_difference(shown: First) -> None:
    await shown(options={"height": "480px", "quality": "LOW"})

    assert asked(options={"quality": "low", "height": 480}).status == "done"


async def test_nothing_is_kept_of_what_a_password_opens(shown: First) -> None:
    file = Attachment("document", "pdf-id", "unique-pdf", "deeds.pdf", "application/pdf", 1000)
    await shown(file=file, target="docx", options={"password": "secret"})

    assert asked(file, "docx", {"password": "secret"}).status == "accepted"
    assert asked(file, "docx").status == "accepted"


async def test_a_file_id_that_telegram_does_not_know_any_more_is_converted_after_all(
    bot: TelegramBot, client: Client, shown: First
) -> None:
    await shown()
    with writing() as session:
        session.execute(update(KnownResult).values(files=[["video", "gone"]]))
    view = asked()
    await delivering.tell(bot, view.task_id)

    view = deliveries.get(view.id)
    assert (view.status, view.telling, view.known) == ("accepted", "pending", None)
    with reading() as session:
        assert session.query(KnownResult).count() == 0
    await delivering.tell(bot, making.done(view, b"anew").task_id)
    assert await asyncio.to_thread(client.download, (await files(client, 1001))[-1]) == b"anew"


async def test_what_is_older_than_its_time_is_converted_anew(shown: First) -> None:
    await shown()
    with writing() as session:
        session.execute(update(KnownResult).values(created_at=KnownResult.created_at - 31 * 24 * 3600))

    assert asked().status == "accepted"
    assert repeats.clean() == 1


async def test_who_wants_nothing_kept_is_neither_served_nor_remembered(shown: First) -> None:
    privacy.choose(settings().bot_id, 1001, keep=False)
    await shown()
    assert asked(user_id=1002).status == "accepted"

    await shown(user_id=1002)
    assert asked(user_id=1001).status == "accepted"
    privacy.choose(settings().bot_id, 1001, keep=True)
    assert asked(user_id=1001).status == "done"


async def test_forgetting_a_person_leaves_no_file_no_name_and_no_result(
    bot: TelegramBot, shown: First, bot_home: Path
) -> None:
    first, other = await shown(), await shown(file=replace(FILM, file_unique_id="other"), user_id=1002)
    running = asked(target="webm")
    assert forgetting.person(1001) == 2

    assert not [path for path in making.stored(bot_home) if first.task_id in path.parts]
    for view in (deliveries.get(first.id), deliveries.get(running.id)):
        assert (view.source_name, view.file_name, view.file_id, view.output_name) == ("", "", "", None)
    assert deliveries.get(running.id).status == "cancelled"
    assert asked().status == "accepted"
    assert deliveries.get(other.id).source_name == "film.mkv"
    assert asked(replace(FILM, file_unique_id="other")).status == "done"
    await delivering.tell(bot, running.task_id)
    assert deliveries.get(running.id).telling == "shown"


async def test_forgetting_one_conversion_forgets_its_result_too(shown: First, bot_home: Path) -> None:
    view = await shown()
    forgetting.conversion(view)

    assert making.stored(bot_home) == []
    assert deliveries.attachment(deliveries.get(view.id)) is None
    assert asked().status == "accepted"


async def test_a_lost_answer_to_a_repeat_shows_it_once(bot: TelegramBot, client: Client, shown: First) -> None:
    await shown()
    view = asked(chat_id=client.boris.id)
    await asyncio.to_thread(client.orders.lose_answer, "editMessageMedia")
    await delivering.tell(bot, view.task_id)
    assert deliveries.get(view.id).telling == "pending"
    making.change(view, not_before=0.0)
    await delivering.tell(bot, view.task_id)

    assert len(await files(client, client.boris.id)) == 1
    assert deliveries.get(view.id).telling == "shown"


def test_results_of_one_bot_are_of_no_use_to_another(bot_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bot_home.is_dir()
    repeats.keep("k" * 64, 1001, [("video", "id")], dict.fromkeys(repeats.TOLD))
    with reading() as session:
        assert repeats.find(session, "k" * 64)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "9:another")
    settings.cache_clear()
    with reading() as session:
        assert repeats.find(session, "k" * 64) is None
