"""The inbox's way through the real Application: in order, at once, and never for ever."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Update
from telegram.error import BadRequest, TimedOut
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.api.telegram import TelegramBot
from bot.rows import InboxRow
from bot.updates import inbox, processing
from bot.updates.processing import Processor
from conversion.database import reading
from tests.servers import wait_until

Handle = Callable[[Update], Awaitable[None]]
PATIENCE = 10  # seconds


def message(update_id: int, chat_id: int = 1) -> dict[str, Any]:
    sender = {"id": abs(chat_id), "is_bot": False, "first_name": "Ann"}
    chat = {"id": chat_id, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": update_id, "date": 0, "chat": chat, "from": sender}}


@asynccontextmanager
async def processed(bot: TelegramBot, handle: Handle) -> AsyncIterator[Processor]:
    """A processor at work, with that one handler."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await handle(update)

    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(TypeHandler(Update, callback))
    application.add_error_handler(processing.note_failure)
    async with application:
        processor = Processor(application)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(processor.run())
            yield processor
            processor.stop()
            await asyncio.wait_for(task, PATIENCE)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing, "FIRST_PAUSE", 0.01)


def left(bot: TelegramBot) -> int:
    return len(inbox.waiting(bot.id, (), (), 1000))


async def until(condition: Callable[[], bool]) -> None:
    await asyncio.to_thread(wait_until, condition, PATIENCE, "all is processed")


async def test_letters_from_before_the_start_are_taken_up_in_order(bot: TelegramBot) -> None:
    inbox.put(bot.id, [message(number) for number in range(40)])
    seen: list[int] = []

    async def handle(update: Update) -> None:
        seen.append(update.update_id)

    async with processed(bot, handle):
        await until(lambda: left(bot) == 0)

    assert seen == list(range(40))


async def test_a_slow_chat_holds_up_no_other_one(bot: TelegramBot) -> None:
    seen: list[tuple[int, int]] = []
    freed = asyncio.Event()

    async def handle(update: Update) -> None:
        assert update.effective_chat
        if update.effective_chat.id == 1:
            await freed.wait()
        seen.append((update.effective_chat.id, update.update_id))

    async with processed(bot, handle) as processor:
        inbox.put(bot.id, [message(number, chat_id=1) for number in range(30)])
        inbox.put(bot.id, [message(100, chat_id=2), message(101, chat_id=3)])
        processor.wake()
        await until(lambda: len(seen) == 2)
        assert {chat for chat, _update in seen} == {2, 3}
        freed.set()
        await until(lambda: left(bot) == 0)

    assert [number for chat, number in seen if chat == 1] == list(range(30))


async def test_a_handler_that_always_raises_is_tried_three_times(bot: TelegramBot) -> None:
    attempts: list[int] = []

    async def handle(update: Update) -> None:
        attempts.append(update.update_id)
        if update.update_id == 1:
            raise ZeroDivisionError

    async with processed(bot, handle) as processor:
        inbox.put(bot.id, [message(1), message(2)])
        processor.wake()
        await until(lambda: left(bot) == 0)

    assert attempts == [1, 1, 1, 2]


@pytest.mark.parametrize(("fault", "tries"), [(TimedOut(), 6), (BadRequest("chat not found"), 3)])
async def test_only_faults_that_may_pass_are_tried_on(bot: TelegramBot, fault: Exception, tries: int) -> None:
    attempts: list[int] = []

    async def handle(update: Update) -> None:
        attempts.append(update.update_id)
        if len(attempts) < 6:
            raise fault

    async with processed(bot, handle) as processor:
        inbox.put(bot.id, [message(1)])
        processor.wake()
        await until(lambda: left(bot) == 0)

    assert len(attempts) == tries


async def test_a_letter_that_killed_three_processes_is_given_up(bot: TelegramBot) -> None:
    inbox.put(bot.id, [message(1), message(2)])
    for _death in range(3):
        inbox.begin(inbox.waiting(bot.id, (), (), 1)[0].id)
    seen: list[int] = []

    async def handle(update: Update) -> None:
        seen.append(update.update_id)

    async with processed(bot, handle):
        await until(lambda: left(bot) == 0)

    assert seen == [2]


async def test_what_is_no_update_as_we_know_them_is_put_away(bot: TelegramBot) -> None:
    async def handle(_update: Update) -> None:
        """Never reached by the first one."""

    async with processed(bot, handle) as processor:
        inbox.put(bot.id, [{"update_id": 1, "message": {"chat": {"id": 1}}}, message(2)])
        processor.wake()
        await until(lambda: left(bot) == 0)


async def test_a_handler_that_runs_at_the_end_ends_well_and_the_others_wait(bot: TelegramBot) -> None:
    begun, released, seen = asyncio.Event(), asyncio.Event(), []

    async def handle(update: Update) -> None:
        begun.set()
        await released.wait()
        seen.append(update.update_id)

    async with processed(bot, handle) as processor:
        inbox.put(bot.id, [message(1), message(2)])
        processor.wake()
        await begun.wait()
        processor.stop()
        released.set()

    assert seen == [1]
    assert left(bot) == 1


async def test_a_handler_that_is_cut_off_is_run_again_at_the_next_start(bot: TelegramBot) -> None:
    inbox.put(bot.id, [message(1)])
    seen: list[int] = []
    begun = asyncio.Event()

    async def hang(_update: Update) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def handle(update: Update) -> None:
        seen.append(update.update_id)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(2), processed(bot, hang):
            await begun.wait()
            await asyncio.Event().wait()
    async with processed(bot, handle):
        await until(lambda: left(bot) == 0)

    assert seen == [1]


async def test_nothing_is_kept_of_a_flood_but_its_numbers(bot: TelegramBot) -> None:
    async def handle(_update: Update) -> None:
        """Quick."""

    async with processed(bot, handle) as processor:
        for chat_id in range(1, 21):
            inbox.put(bot.id, [message(chat_id * 1000 + number, chat_id) for number in range(20)])
        processor.wake()
        await until(lambda: left(bot) == 0)

    with reading() as session:
        assert set(session.scalars(select(InboxRow.body))) == {None}
