"""Many people at once: how soon each is answered, and that nobody is forgotten or told too much."""

import io
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from PIL import Image

from benchmarks import measuring
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.e2e.mutabor import Mutabor

PEOPLE = 500
UPDATES = 20.0  # a second
SECONDS = 60.0
# Of four updates three are files and one is a button: with its result that is 25 messages a second from the bot.
A_BUTTON_EVERY = 4
PATIENCE = 120.0  # seconds after the last update
QUEUED = 200
IN_TURN = 5  # pictures of the other person


@dataclass
class Sent:
    """A file that somebody sent, and when: by the playground's clock."""

    person: Person
    message: int
    at: float
    is_pressed: bool = False
    pressed_at: float = 0.0


@dataclass
class Crowd:
    """People who send and press at a steady pace, whatever becomes of it."""

    client: Client
    people: Sequence[Person]
    picture: Callable[[], tuple[str, bytes]]
    sent: list[Sent] = field(default_factory=list)
    hands: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(8))
    late: float = 0.0

    def run(self, seconds: float) -> None:
        """Send for so long; ``late`` is how far behind its pace the crowd fell at most."""
        start = time.perf_counter()
        for number in range(int(seconds * UPDATES)):
            due = start + number / UPDATES
            time.sleep(max(0.0, due - time.perf_counter()))
            self.late = max(self.late, time.perf_counter() - due)
            work = self.press if number % A_BUTTON_EVERY == A_BUTTON_EVERY - 1 else self.send
            self.hands.submit(work, self.people[number % len(self.people)])
        self.hands.shutdown()

    def send(self, person: Person) -> None:
        """A picture, as a file."""
        at = time.time()
        self.sent.append(Sent(person, person.send_file(self.picture(), kind="document").id, at))

    def press(self, _person: Person) -> None:
        """The button of a menu that has stood for a moment."""
        for sent in self.sent:
            if not sent.is_pressed and time.time() - sent.at > 2.0:
                sent.is_pressed = True
                menu = self._answer(sent)
                if menu is not None:
                    sent.pressed_at = time.time()
                    sent.person.press(menu, "JPG")
                return

    def _answer(self, sent: Sent) -> Any:
        return next((m for m in sent.person.messages() if m.from_bot and m.reply_to == sent.message), None)


def run() -> None:
    """Print what the crowd gets, then what one person gets beside another with two hundred pictures."""
    with measuring.folder() as folder:
        picture = folder / "small.png"
        picture.write_bytes(drawn())
        with measuring.mutabor(folder / "data") as (mutabor, client):
            client.orders.flood_limits(enabled=True)
            crowd(mutabor, client, picture)
        with measuring.mutabor(folder / "queue") as (_mutabor, client):
            beside_a_queue(client, picture)


def drawn() -> bytes:
    """A small picture with something in it."""
    written = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(written, "PNG")
    return written.getvalue()


def another() -> tuple[str, bytes]:
    """A picture that nobody has sent before: a repeat would be answered without work."""
    return "small.png", drawn() + os.urandom(8)


def crowd(mutabor: Mutabor, client: Client, picture: Path) -> None:
    """Five hundred people, twenty updates a second."""
    people = [client.add_person(f"P{number}") for number in range(PEOPLE)]
    measuring.new_picture(client, picture, "jpg")
    made = Crowd(client, people, another)
    before = worked(mutabor)
    made.run(SECONDS)
    pressed = [sent for sent in made.sent if sent.pressed_at]
    results = _wait(lambda: _results(client), len(pressed))
    keyboards = _keyboards(client)
    waited = sorted(
        keyboards[key] - sent.at for sent in made.sent if (key := (sent.person.id, sent.message)) in keyboards
    )
    print(f"  {len(people)} people, {UPDATES:.0f} updates a second for {SECONDS:.0f} s, load {_load()}")
    measuring.show("the crowd fell behind its pace by at most", made.late)
    measuring.show("keyboards: median", statistics.median(waited))
    measuring.show("keyboards: 99 of 100", waited[int(len(waited) * 0.99) - 1])
    measuring.show("keyboards: the slowest", waited[-1])
    print(f"  {'files without a keyboard':<60} {len(made.sent) - len(waited):8d} of {len(made.sent)}")
    print(f"  {'results':<60} {results:8d} of {len(pressed)}")
    print(f"  {'429 from the playground':<60} {client.refused:8d}")
    for part, seconds in worked(mutabor).items():
        measuring.show(f"processor time an update: {part}", (seconds - before[part]) / int(SECONDS * UPDATES))


def worked(mutabor: Mutabor) -> dict[str, float]:
    """Seconds of processor time that each part has used, with all it started."""
    used: dict[str, float] = {}
    for part, process in mutabor.processes.items():
        main = psutil.Process(process.pid)
        times = [member.cpu_times() for member in (main, *main.children(recursive=True))]
        own = sum(time.user + time.system for time in times)
        used[part] = own + sum(time.children_user + time.children_system for time in times)
    return used


def beside_a_queue(client: Client, picture: Path) -> None:
    """Ann waits for a picture while two hundred of Борис's are in the queue."""
    measuring.new_picture(client, picture, "jpg")
    idle = statistics.median(measuring.new_picture(client, picture, "jpg") for _run in range(IN_TURN))
    queue(client)
    busy = [measuring.new_picture(client, picture, "jpg") for _run in range(IN_TURN)]
    left = QUEUED - sum(message.from_bot and message.has_file for message in client.boris.messages())
    measuring.show("a picture, idle", idle)
    measuring.show(f"beside {QUEUED} of another person, of which {left} were left", statistics.median(busy))
    measuring.show("the slowest of them", max(busy))
    print(f"  {statistics.median(busy) / idle:.1f} times the idle time, load {_load()}")


def queue(client: Client) -> None:
    """Борис sends two hundred pictures, and presses the same button under each menu that they get."""
    for _picture in range(QUEUED):
        client.boris.send_file(another(), kind="document")
    _wait(lambda: sum(_offered(menu) for menu in _menus(client)), QUEUED)
    for menu in _menus(client):
        client.boris.press(menu, "JPG")


def _menus(client: Client) -> list[Message]:
    return [m for m in client.boris.messages() if m.from_bot and any("JPG" in label for label in m.labels)]


def _offered(menu: Message) -> int:
    """How many files a menu stands for; one says the file's name."""
    count = menu.text.split(" ")[0]
    return int(count) if count.isdigit() else 1


def _wait(look: Callable[[], int], wanted: int) -> int:
    deadline = time.perf_counter() + PATIENCE
    while (found := look()) < wanted and time.perf_counter() < deadline:
        time.sleep(1.0)
    return found


def _results(client: Client) -> int:
    """How many results are in the chats of the crowd."""
    return sum(call.code == 200 for call in client.calls("editMessageMedia")) - 1  # the one that warmed up


def _keyboards(client: Client) -> dict[tuple[int, int], float]:
    """When each file was answered, by chat and message."""
    answers = {}
    for call in client.calls("sendMessage"):
        quoted = call.parameters.get("reply_parameters")
        if call.code == 200 and quoted and call.chat_id is not None:
            answers[call.chat_id, _quoted(quoted)] = call.at + call.seconds
    return answers


def _quoted(parameters: Any) -> int:
    found = json.loads(parameters) if isinstance(parameters, str) else parameters
    return int(found["message_id"])


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"
