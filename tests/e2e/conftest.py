"""One whole Mutabor for all conversations, and people who talk to it."""

import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psutil
import pytest

from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.e2e.mutabor import Mutabor
from tests.servers import wait_until

SAMPLES = Path(__file__).parents[1] / "samples"
PATIENCE = 120  # seconds for an answer on a loaded machine; what is promised sooner is measured
NUMBERS = count(1)


@pytest.fixture(scope="session")
def mutabor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mutabor]:
    """A running installation; it ends without leaving a process behind."""
    made = Mutabor(tmp_path_factory.mktemp("mutabor"))
    try:
        made.start_all()
        yield made
    finally:
        made.stop()
    wait_until(lambda: not _left(made), 5, "nothing is left behind")


def _left(made: Mutabor) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if process.pid != psutil.Process().pid and made.owns(process)]


@pytest.fixture
def client(mutabor: Mutabor) -> Iterator[Client]:
    """The people of the playground; nothing dead and no fault is left in the next test's way."""
    made = mutabor.client()
    yield made
    made.orders.clear()
    made.close()
    mutabor.revive()


@pytest.fixture
def eve(client: Client) -> Person:
    """Somebody new, who speaks English."""
    return client.add_person(f"Eve{next(NUMBERS)}", language="en")


@pytest.fixture
def pavel(client: Client) -> Person:
    """Somebody new, who speaks Russian."""
    return client.add_person(f"Павел{next(NUMBERS)}", language="ru")


@pytest.fixture(scope="session")
def short_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that takes a few seconds to become WebM."""
    path = tmp_path_factory.mktemp("films") / "short.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=size=1280x720:rate=30:duration=4", "-preset", "ultrafast", path)
    return path


@pytest.fixture(scope="session")
def long_film(short_film: Path) -> Path:
    """The same over and over: it takes minutes to become WebM."""
    path = short_film.with_name("long.mp4")
    ffmpeg("-stream_loop", "59", "-i", short_film, "-c", "copy", path)
    return path


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", *arguments], check=True, stdin=subprocess.DEVNULL)


def is_ended(message: Message) -> bool:
    """The result is there, or what went wrong."""
    return message.has_file or message.text[:1] in ("❌", "🚫")


def is_working(message: Message) -> bool:
    """The conversion has begun."""
    return message.text.startswith("⏳") and "%" in message.text


def converted(person: Person, file: Path | tuple[str, bytes], caption: str, kind: str = "document") -> Message:
    """What comes of a file with a shortcut caption."""
    sent = person.send_file(file, kind=kind, caption=caption)
    return person.wait(is_ended, after=sent.id, timeout=PATIENCE)


def answer(person: Person, to: Message, wanted: Callable[[Message], bool] = bool, timeout: float = PATIENCE) -> Message:
    """The bot's message that quotes that one, as soon as it is what is wanted."""
    return person.wait(lambda m: m.reply_to == to.id and wanted(m), chat=to.chat, timeout=timeout)
