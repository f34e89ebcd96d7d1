"""A playground for the tests, a bot of its own for each, and python-telegram-bot on the other side."""

import itertools
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from playground.client import Client
from playground.persons import Person
from playground.server import Playground

BOTS = itertools.count(1000)


@pytest.fixture(autouse=True)
def _spans_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """As python-telegram-bot gives them unless it is asked for more, which the bot does in its own process."""
    monkeypatch.setenv("PTB_TIMEDELTA", "false")


MB = 2**20


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    """One server for all tests: each bot has a world of its own."""
    with Playground(tmp_path_factory.mktemp("playground")) as running:
        yield running


@pytest.fixture
def client(playground: Playground) -> Iterator[Client]:
    """The people around a fresh bot, whom no flood limits hold up."""
    client = Client(playground.url, bot=next(BOTS))
    client.orders.flood_limits(enabled=False)
    yield client
    client.close()


@pytest.fixture
def ann(client: Client) -> Person:
    """Ann, who has written to the bot, so that it may write to her."""
    ann = client.ann
    ann.send_text("hello")
    return ann


def zeros(path: Path, size: int) -> Path:
    """A file of so many bytes that takes no room on the disk."""
    with path.open("wb") as output:
        output.truncate(size)
    return path


def make_bot(client: Client, *, local: bool = False, read_timeout: float = 10.0) -> Bot:
    """python-telegram-bot's own Bot, pointed at the playground."""
    # Loading certificates takes longer than most tests here.
    no_certificates = {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
    requests = [HTTPXRequest(read_timeout=read_timeout, httpx_kwargs=no_certificates) for _ in range(2)]
    return Bot(
        client.token,
        base_url=f"{client.url}/bot",
        base_file_url=f"{client.url}/file/bot",
        local_mode=local,
        request=requests[0],
        get_updates_request=requests[1],
    )


@pytest.fixture
async def bot(client: Client) -> AsyncIterator[Bot]:
    """The bot of this test."""
    async with make_bot(client) as bot:
        yield bot


@pytest.fixture
def http(playground: Playground) -> Iterator[httpx.Client]:
    """Plain HTTP, for what no library sends."""
    with httpx.Client(base_url=playground.url, trust_env=False) as http:
        yield http
