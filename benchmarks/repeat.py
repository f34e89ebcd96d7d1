"""A picture of 5 MB to PNG: the first time, and when somebody wants the same again."""

import statistics
import time
from pathlib import Path

from PIL import Image

from benchmarks import measuring
from playground.client import Client
from playground.persons import Person
from playground.seen import Message

RUNS = 9
PROMISED = 20  # times faster


def run() -> None:
    """Print both times, by people's clocks and by the playground's of the bot's answer, and how many times it is."""
    with measuring.folder() as folder:
        pictures = [make(folder / f"picture{number}.jpg", number) for number in range(3)]
        with measuring.mutabor(folder / "data", RESULTS_TTL="1h") as (_mutabor, client):
            answered(client, client.carol, make(folder / "warm.jpg", 99))  # what is loaded at the first use is loaded
            first = statistics.median(answered(client, client.ann, picture) for picture in pictures)
            again = statistics.median(answered(client, client.boris, pictures[0]) for _run in range(RUNS))
    measuring.show("the first time", first)
    measuring.show("again, for somebody else", again)
    print(f"  {first / again:.0f} times faster; promised: {PROMISED}")


def answered(client: Client, person: Person, path: Path) -> float:
    """Seconds from a pressed button to the result in the chat."""
    sent = person.send_file(path, kind="document")
    menu = person.wait(lambda message: "PNG" in message.labels, after=sent.id, timeout=60)
    start = time.perf_counter()
    person.touch(menu, "convert:png")
    _result(client, menu)
    return time.perf_counter() - start


def _result(client: Client, menu: Message) -> Message:
    return client.wait(menu.chat, lambda message: message.id == menu.id and message.has_file, 600)


def make(path: Path, number: int) -> Path:
    """A photograph's size in bytes, with detail; another one for each number."""
    noise = Image.effect_noise((3600 + number, 2700), 60)
    Image.merge("RGB", (noise, noise.rotate(90).resize(noise.size), noise.rotate(180))).save(path, quality=78)
    return path
