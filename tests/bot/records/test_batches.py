"""What was asked for together: told in its order, in one message, and cancelled as one."""

import asyncio

import pytest

from bot.api.telegram import TelegramBot
from bot.delivery import closing, delivering, ringing
from bot.records import batches, claims, deliveries
from bot.records.deliveries import View
from conversion.errors import DamagedFileError
from playground.client import Client
from playground.seen import Message
from tests.bot import making


@pytest.fixture
async def batch(bot: TelegramBot, client: Client) -> list[View]:
    """Three conversions with one status message in Ann's chat."""
    await asyncio.to_thread(client.ann.send_text, "hello")
    status = await bot.send_message(client.ann.id, "🕓 3 files")
    return [making.add(chat_id=client.ann.id, batch_id=status.message_id, number=number) for number in range(3)]


async def tell(bot: TelegramBot, view: View) -> str:
    await delivering.tell(bot, view.task_id)
    return deliveries.get(view.id).telling


async def seen(client: Client) -> list[Message]:
    return [m for m in await asyncio.to_thread(client.messages, client.ann.id) if m.from_bot]


async def test_results_come_in_order_whichever_is_ready_first(
    bot: TelegramBot, client: Client, batch: list[View]
) -> None:
    first, second, third = batch
    making.done(second, name="2.mp4")
    assert await tell(bot, second) == "pending"
    making.done(first, name="1.mp4")
    making.done(third, name="3.mp4")

    assert [await tell(bot, view) for view in (third, first, second, third)] == ["pending", "shown", "shown", "shown"]

    status, *results = await seen(client)
    assert [m.file_name for m in results] == ["1.mp4", "2.mp4", "3.mp4"]
    assert status.text.splitlines()[0] == "✅ 3 files → MP4"
    assert status.text.endswith("Ready: 3 of 3")
    assert status.labels == []


async def test_one_call_after_all_of_them_and_silence_before(
    bot: TelegramBot, client: Client, batch: list[View]
) -> None:
    for view in batch:
        making.change(view, created_at=view.created_at - closing.LONG_BATCH)
        making.done(view)

    for view in batch:
        await tell(bot, view)

    sent = await asyncio.to_thread(client.calls, "sendMessage")
    silent = ["disable_notification" in call.parameters for call in sent]
    assert silent == [False, True, True, True, False]
    assert (await seen(client))[-1].text == "3 files are ready ☝️"


async def test_failures_stand_in_the_batchs_message_and_nowhere_else(
    bot: TelegramBot, client: Client, batch: list[View]
) -> None:
    first, second, third = batch
    making.done(first, name="1.mp4")
    making.failed(second, DamagedFileError())
    making.cancelled(third)

    for view in batch:
        await tell(bot, view)

    status, result = await seen(client)
    assert result.file_name == "1.mp4"
    assert "❌ film.mkv: This file is damaged or incomplete" in status.text
    assert status.text.endswith("Ready: 1 of 3")


async def test_where_its_message_was_deleted_failures_get_another_one(
    bot: TelegramBot, client: Client, batch: list[View]
) -> None:
    [status] = await seen(client)
    await asyncio.to_thread(client.ann.delete, status)
    making.done(batch[0])
    making.done(batch[1])
    making.failed(batch[2], DamagedFileError())

    for view in batch:
        await tell(bot, view)

    *_results, last = await seen(client)
    assert last.text.endswith("Ready: 2 of 3")


async def test_the_sweeper_rings_for_the_one_whose_turn_it_is(
    bot: TelegramBot, batch: list[View], monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in batch[1:]:
        making.change_task(making.done(view), finished_at=view.now - 2 * ringing.CALLBACK_TIME)
    assert ringing._stamp(ringing._untold) == []

    making.change_task(making.done(batch[0]), finished_at=batch[0].now - 2 * ringing.CALLBACK_TIME)

    assert ringing._stamp(ringing._untold) == [batch[0].task_id]
    assert batches.next_told(batch[0]) == batch[1].task_id


async def test_a_latecomer_of_a_group_that_moved_is_told_alone(bot: TelegramBot, batch: list[View]) -> None:
    deliveries.migrate_chat(batch[0].chat_id, -1007)

    making.done(batch[2])

    assert claims.claim_telling(batch[2].task_id) is not None
