"""Clocks, medians, and a Mutabor to measure."""

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playground.client import Client
from tests.e2e.mutabor import Mutabor


def median(work: Callable[[], object], runs: int) -> float:
    """Seconds: the median of so many runs, after one that warms up."""
    work()
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def show(what: str, seconds: float) -> None:
    """One line of the report."""
    print(f"  {what:<60} {seconds:8.3f} s")


def run(*command: str | Path) -> None:
    """A program, to its end; raises CalledProcessError."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for this measurement."""
    with tempfile.TemporaryDirectory(prefix="mutabor-bench-") as made:
        yield Path(made)


@contextmanager
def mutabor(where: Path, **environment: str) -> Iterator[tuple[Mutabor, Client]]:
    """A whole Mutabor with its playground, without Telegram's flood limits; and its people."""
    where.mkdir()
    made = Mutabor(where, environment)
    try:
        made.start_all()
        client = made.client()
        client.orders.flood_limits(enabled=False)
        yield made, client
    finally:
        made.stop()


def new_picture(client: Client, picture: Path, caption: str) -> float:
    """As `round_trip`, with some bytes more at the picture's end: a repeat would be answered without work."""
    with picture.open("ab") as file:
        file.write(os.urandom(8))
    return round_trip(client, picture, caption)


def round_trip(client: Client, path: Path, caption: str, timeout: float = 600.0) -> float:
    """Seconds from a file sent with its target as a caption to the document in the chat."""
    start = time.perf_counter()
    sent = client.ann.send_file(path, kind="document", caption=caption)
    status = client.ann.wait(lambda message: bool(message.text) or message.has_file, after=sent.id, timeout=timeout)
    if not status.has_file:
        client.ann.wait_edit(status, lambda message: message.has_file, timeout=timeout)
    return time.perf_counter() - start
