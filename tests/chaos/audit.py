"""What is to be true when everything is over: of chats, rows, media, processes, queues."""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import Row, text

from playground.client import Client
from tests.chaos.customers import Sent, is_ending
from tests.chaos.stage import Stage

UNFINISHED = {
    "conversions": "SELECT id, status, queue FROM conversion_tasks WHERE status NOT IN ('done', 'failed', 'cancelled')",
    "deliveries": "SELECT task_id, status, attempt FROM deliveries WHERE status <> 'shown'",
    "letters": "SELECT id, attempts FROM inbox WHERE processed_at IS NULL",
}
QUEUES = ("video", "audio", "image", "document", "archive", "cleanup", "default")
PRIORITIES = 10
# A process may grow to so much of what it was, and open so many more: its pools of connections, each of two files on
# SQLite, are as full as its busiest moment was.
GROWN_MEMORY, GROWN_DESCRIPTORS = 1.5, 24
FORGIVEN = 0.02  # of good files may end as errors: what loses its worker three times is given up
CALM = 30.0  # seconds for what has just ended to be cleared away


@dataclass(frozen=True, slots=True)
class Size:
    """Of a part: bytes of memory and open descriptors a process, its children's too; ``kinds`` are its own ones."""

    memory: int
    descriptors: int
    kinds: Counter[str]


def sizes(stage: Stage) -> dict[str, Size]:
    """How big the parts are."""
    found = {}
    for name, process in stage.parts().items():
        with contextlib.suppress(psutil.NoSuchProcess):
            all_of_it = [process, *process.children()]
            memory = sum(one.memory_full_info().uss for one in all_of_it)
            descriptors = sum(one.num_fds() for one in all_of_it) // len(all_of_it)
            found[name] = Size(memory, descriptors, _kinds(process))
    return found


def _kinds(process: psutil.Process) -> Counter[str]:
    """What its descriptors are: files by their names, connections by where they lead."""
    leads = {one.fd: f"{one.status} {one.raddr[-1:]}" for one in process.net_connections("inet")}
    kinds: Counter[str] = Counter()
    for entry in Path(f"/proc/{process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            kinds[leads.get(int(entry.name)) or str(entry.readlink()).partition(":")[0]] += 1
    return kinds


def rows(stage: Stage, statement: str) -> list[Row[tuple[object, ...]]]:
    """What the database says."""
    engine = stage.engine()
    with engine.connect() as connection:
        found = connection.execute(text(statement)).all()
    engine.dispose()
    return list(found)


def settled(stage: Stage) -> bool:
    """Whether nothing is left to be done."""
    return not any(rows(stage, statement) for statement in UNFINISHED.values())


def wrongs(stage: Stage, sent: list[Sent], before: dict[str, Size]) -> Iterator[str]:
    """What is not as promised, in words."""
    yield from _in_the_chats(sent)
    yield from _in_the_groups(stage)
    for name, statement in UNFINISHED.items():
        yield from (f"unfinished among {name}: {tuple(row)}" for row in rows(stage, statement))
    yield from _in_media(stage)
    yield from _left_over(stage)
    yield from _grown(sizes(stage), before)


def _in_the_chats(sent: list[Sent]) -> Iterator[str]:
    for one in sent:
        if len(one.endings) != 1:
            kind = "doubled" if one.endings else "lost"
            yield f"{kind}: {one.name} to {one.target}, message {one.chat}/{one.message}: {one.endings}"
    refused = [one for one in sent if one.is_good and one.endings and not (one.is_delivered or one.is_put_off)]
    if len(refused) > max(1, FORGIVEN * len(sent)):
        yield f"{len(refused)} good files ended as errors: {[(one.name, one.endings) for one in refused]}"


def _in_the_groups(stage: Stage) -> Iterator[str]:
    """What ended before its group moved has stayed in the old one."""
    client: Client = stage.client()
    for old, new in stage.moved:
        seen = [*client.messages(old), *client.messages(new)]
        endings = [message for message in seen if is_ending(message)]
        if len(endings) != 1:
            yield f"{'doubled' if endings else 'lost'} in the group {old}, later {new}: {seen}"


def _in_media(stage: Stage) -> Iterator[str]:
    """Each stored file is named by its row, and each file that a row names is there."""
    root = stage.data / "media"
    stored = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    named = rows(stage, "SELECT source_key, output_key FROM conversion_tasks WHERE status = 'done'")
    known = rows(stage, "SELECT source_key, output_key FROM conversion_tasks")
    yield from (f"media without a row: {key}" for key in stored - {key for row in known for key in row})
    yield from (f"row without its media: {key}" for row in named for key in row if key and key not in stored)


def _left_over(stage: Stage) -> Iterator[str]:
    """Scratch folders, processes and messages of what is over.

    A message that was taken by a worker killed before it said so comes again after ten minutes, and rings for nothing.
    """
    scratch = stage.data / "scratch"
    end = time.monotonic() + CALM
    while (left := [*_entries(scratch), *map(str, stage.tools())]) and time.monotonic() < end:
        time.sleep(0.5)
    yield from (f"left over: {one}" for one in left)
    redis = stage.redis()
    lists = [f"{queue}{step}" for queue in QUEUES for step in ("", *(f"\x06\x16{n}" for n in range(1, PRIORITIES)))]
    waiting = {name: redis.llen(name) for name in lists if not name.startswith("cleanup")}
    yield from (f"{count} messages wait in {name!r}" for name, count in waiting.items() if count)


def _entries(folder: Path) -> list[str]:
    return [str(entry) for entry in folder.iterdir()] if folder.is_dir() else []


def _grown(after: dict[str, Size], before: dict[str, Size]) -> Iterator[str]:
    for name, was in before.items():
        now = after.get(name)
        # What any part opens to Redis, Redis has open too.
        openers = len(before) if name == "redis" else 1
        if now is None:
            yield f"{name} does not run"
        elif now.memory > was.memory * GROWN_MEMORY or now.descriptors > was.descriptors + GROWN_DESCRIPTORS * openers:
            yield f"{name} has grown from {was} to {now}; more than before are {now.kinds - was.kinds}"


def endings(sent: list[Sent]) -> Counter[str]:
    """How many ended how; errors by their first words."""
    return Counter(_ending(one) for one in sent)


def _ending(one: Sent) -> str:
    if not one.endings:
        return "none"
    ending = one.endings[0]
    if ending.has_file:
        return "a file"
    return ending.text.partition("\n")[2].partition("\n")[0][:70] or ending.text
