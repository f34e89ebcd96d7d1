"""The message that shows people that their conversion has begun."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from bot.api.telegram import TelegramBot
from bot.delivery import announcing
from bot.records import deliveries
from bot.updates import patience
from conversion import database
from playground.client import Client
from tests.bot import making


async def test_a_database_that_is_away_for_a_moment_brings_no_second_message(
    bot: TelegramBot, client: Client, bot_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "DATABASE_PAUSE", 0.2)
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0)
    ann = await asyncio.to_thread(lambda: client.ann)
    said = await asyncio.to_thread(ann.send_text, "hello")
    view = making.add(chat_id=ann.id, user_id=ann.id)
    database.engine().dispose()
    lock = sqlite3.connect(bot_home / "mutabor.sqlite", isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN IMMEDIATE")
    threading.Timer(1.5, lock.execute, ["ROLLBACK"]).start()

    message_id = await announcing.begin(bot, [view])

    shown = [message.id for message in await asyncio.to_thread(ann.messages) if message.id > said.id]
    assert shown == [message_id]
    assert deliveries.get(view.id).message_id == message_id
    lock.close()
