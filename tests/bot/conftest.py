"""A bot of the test's own: its world in the playground, its settings, its database."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot import settings as bot_settings
from bot import tables
from bot.api import limits, telegram
from bot.api.telegram import TelegramBot
from conversion.celery import app
from playground.client import Client
from playground.server import Playground

tables.register()
BOT_IDS = count(7001)
app.finalize()
BROKER = app.conf.broker_url  # read now, when DATA_DIR is still this run's: there the Redis of the tests listens


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    """One Bot API server for all tests; each bot id is a world of its own."""
    with Playground(tmp_path_factory.mktemp("playground")) as server:
        yield server


@pytest.fixture
def client(playground: Playground) -> Iterator[Client]:
    """People of a world that no other test knows."""
    made = Client(playground.url, bot=next(BOT_IDS))
    yield made
    made.close()


def forget() -> None:
    """The bot's settings are read anew."""
    bot_settings.settings.cache_clear()
    limits.budget.cache_clear()


@pytest.fixture
def bot_home(home: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A DATA_DIR with an empty SQLite database and no Redis, and settings that name the test's bot."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", client.token)
    monkeypatch.setenv("TELEGRAM_API_URL", client.url)
    forget()
    yield home
    forget()


@pytest.fixture
async def bot(bot_home: Path) -> AsyncIterator[TelegramBot]:
    """A Bot that speaks with the playground."""
    async with telegram.make_bot(for_files=True) as made:
        yield made
