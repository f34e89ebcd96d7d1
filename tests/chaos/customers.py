"""People who send files of mixed kinds to the bot, and look at what comes back."""

import os
import random
import subprocess
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from playground.client import Client
from playground.persons import Person
from playground.seen import Message

SAMPLES = Path(__file__).parents[1] / "samples"
PEOPLE = 40
PUT_OFF = "My disk is nearly full"
ENDINGS = (PUT_OFF, "❌", "🚫")
# Source and target, and how often: what a bot is sent in earnest, from all queues; what costs seconds of work is rare.
WANTED = (
    (("png", "jpg"), 12),
    (("webp", "gif"), 6),
    (("wav", "mp3"), 6),
    (("mp3", "ogg"), 5),
    (("mp4", "webm"), 2),
    (("docx", "pdf"), 1),
    (("xlsx", "csv"), 2),
    (("md", "html"), 4),
    (("zip", "7z"), 4),
    (("srt", "vtt"), 4),
    (("json", "yaml"), 4),
    (("ttf", "woff2"), 3),
    (("svg", "png"), 3),
    (("film.mp4", "webm"), 1),  # a few seconds of work
    (("half.png", "jpg"), 2),  # damaged: its ending is a sentence
)


@dataclass(slots=True)
class Sent:
    """A file that somebody sent; ``endings`` are the messages that show how it ended, of which there shall be one."""

    chat: int
    message: int
    name: str
    target: str
    at: float
    is_good: bool
    ended_at: float | None = None
    endings: list[Message] = field(default_factory=list)
    dead_lines: int = 0
    is_sent_again: bool = False

    @property
    def is_delivered(self) -> bool:
        """Whether its ending is a file."""
        return any(ending.has_file for ending in self.endings)

    @property
    def is_put_off(self) -> bool:
        """Whether it was refused, and so is no conversion."""
        return _is_refused(self.endings)


class Customers:
    """They send and look; all of it may be asked for from one thread at a time."""

    def __init__(self, client: Client, chance: random.Random, folder: Path) -> None:
        self.client, self.chance = client, chance
        self.sent: list[Sent] = []
        self.ended = 0
        self._seen = int(client.state()["last_event"])
        self._numbers = count(1)
        self._people = [client.add_person(f"Customer{number}", language="en") for number in range(PEOPLE)]
        self._files = _files(folder)
        self._lock = threading.Lock()

    def open(self) -> list[Sent]:
        """What has not ended, as far as was seen."""
        return [sent for sent in self.sent if sent.ended_at is None]

    def send(self, person: Person | None = None, wanted: tuple[str, str] | None = None) -> Sent:
        """A file of a kind that chance chooses, by somebody who has not sent much of late."""
        with self._lock:
            source, target = wanted or self.chance.choices(*zip(*WANTED, strict=True))[0]
            person = person or self._people[next(self._numbers) % PEOPLE]
            name = f"file{next(self._numbers)}.{source.rpartition('.')[2]}"
            message = person.send_file((name, self._files[source]), caption=target)
            sent = Sent(person.id, message.id, name, target, time.monotonic(), not source.startswith("half."))
            self.sent.append(sent)
        return sent

    def look(self) -> None:
        """See what has ended, in the chats in which something happened."""
        events = self.client.request("GET", "/events", params={"after": self._seen})
        self._seen = events[-1]["number"] if events else self._seen
        waiting = self.open()
        for chat in {event.get("chat_id") for event in events} & {sent.chat for sent in waiting}:
            self._look_into(chat, [sent for sent in waiting if sent.chat == chat])

    def look_again(self) -> None:
        """See everything anew, in the end: an ending that came a second time too."""
        for chat in {sent.chat for sent in self.sent}:
            self._look_into(chat, [sent for sent in self.sent if sent.chat == chat])

    def _look_into(self, chat: int, those: list[Sent]) -> None:
        answers: dict[int | None, list[Message]] = {}
        for message in self.client.messages(chat):
            if message.from_bot:
                answers.setdefault(message.reply_to, []).append(message)
        for sent in those:
            mine = answers.get(sent.message, [])
            endings = [message for message in mine if is_ending(message)]
            sent.is_sent_again = _is_sent_again(endings)
            is_one = sent.is_sent_again or _goes_with(endings) or _is_refused(endings)
            sent.endings = endings[:1] if is_one else endings
            sent.dead_lines = len(mine) - len(endings) + (len(endings) - 1 if _is_refused(endings) else 0)
            if sent.endings and sent.ended_at is None:
                sent.ended_at = time.monotonic()
                self.ended += not sent.is_put_off

    def wait(self, those: list[Sent], seconds: float) -> bool:
        """Whether all of them ended within so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.look()
            if all(sent.ended_at for sent in those):
                return True
            time.sleep(0.5)
        return False


def _goes_with(endings: list[Message]) -> bool:
    """Whether they are one ending in several files, such as the sheets of a workbook: none of them came twice."""
    names = [ending.file_name for ending in endings]
    return all(names) and len(set(names)) == len(names)


def _is_sent_again(endings: list[Message]) -> bool:
    """Whether it is an album that came twice: what is no edit is sent once more where Telegram's answer was lost."""
    first, second = endings[: len(endings) // 2], endings[len(endings) // 2 :]
    return (
        len(first) > 1 and _goes_with(first) and [one.file_name for one in first] == [one.file_name for one in second]
    )


def _is_refused(endings: list[Message]) -> bool:
    """Whether nothing was taken in; the sentence comes again where Telegram lost its answer, as a status line does."""
    return bool(endings) and all(ending.text.startswith(PUT_OFF) for ending in endings)


def is_ending(message: Message) -> bool:
    """The result, or what went wrong."""
    return message.has_file or message.text.startswith(ENDINGS)


def _files(folder: Path) -> dict[str, bytes]:
    """The bytes of each kind; the film is made here."""
    plain = {source for (source, _target), _often in WANTED if "." not in source}
    files = {source: (SAMPLES / f"sample.{source}").read_bytes() for source in plain}
    film = folder / f"film{os.getpid()}.mp4"
    look = "testsrc=size=640x360:rate=25:duration=6"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", look, "-preset", "ultrafast", str(film)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    half = files["png"][: len(files["png"]) // 2]
    return files | {"film.mp4": film.read_bytes(), "half.png": half}
