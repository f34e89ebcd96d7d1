"""The bot as people meet it: the real Application behind the real inbox, in a thread, talking to the playground."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import application
from bot.api import telegram
from bot.language import result_words, words
from bot.language.translation import LANGUAGES
from bot.updates.intake import Poller
from bot.updates.processing import Processor
from playground.seen import Message

SAMPLES = Path(__file__).parents[2] / "samples"
FILM = ("film.mkv", (SAMPLES / "sample.mkv").read_bytes())
SONG = ("song.mp3", (SAMPLES / "sample.mp3").read_bytes())
PATIENCE = 20  # seconds for the bot to begin or to end


class Serving:
    """A bot that is answering; `stop` it and `start` another as a restart does."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    async def _run(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        async with application.build(telegram.make_bot()) as built:
            await built.start()
            processor = Processor(built)
            tasks = [asyncio.create_task(processor.run()), asyncio.create_task(Poller(built.bot, processor.wake).run())]
            self._ready.set()
            await self._end.wait()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await built.stop()


@contextmanager
def served() -> Iterator[None]:
    """A bot answers as long as the block runs."""
    serving = Serving()
    try:
        yield
    finally:
        serving.stop()


@pytest.fixture
def chatting(bot_home: Path) -> Iterator[None]:
    """A bot answers. No worker runs and no broker is there: conversions wait."""
    with served():
        yield


def anything(_message: Message) -> bool:
    return True


def with_keyboard(message: Message) -> bool:
    return bool(message.labels)


def is_menu(message: Message) -> bool:
    return bool(message.labels) and message.labels not in (["Cancel"], ["Отменить"])


TOOLS = {label(locale) for label in (words.TUNE, words.SEVERAL, result_words.AS) for locale in LANGUAGES}


def names_of(menu: Message) -> list[str]:
    """The labels of the targets' buttons without the signs of other kinds."""
    return [
        label.split(" ", 1)[1] if label[0] in "".join(words.KIND_SIGNS.values()) else label
        for label in menu.labels
        if label not in TOOLS
    ]
