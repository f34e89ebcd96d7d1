"""Faults of processes: killed, stopped for a deploy, frozen."""

import contextlib
import random
import signal
import time
from collections.abc import Iterator

import psutil

from tests.chaos.stage import Stage, descendants, name_of

MERCY = 0.9  # how often such a one is spared: a part that is always killed at its start proves nothing
WORKERS = ("worker-video", "worker-light", "worker-default", "worker-cleanup")


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def _grown(stage: Stage, chance: random.Random, names: tuple[str, ...] = WORKERS) -> psutil.Process | None:
    """One of these parts, and seldom one that has just been started; None: they all are."""
    running = [process for name in names if (process := stage.part(name))]
    old = [process for process in running if time.time() - process.create_time() > stage.coming_up]
    fit = old if chance.random() < MERCY else running
    return chance.choice(fit) if fit else None


def _pool(stage: Stage, chance: random.Random) -> psutil.Process | None:
    """A pool child of some worker."""
    worker = _grown(stage, chance)
    children = [child for child in worker.children() if name_of(child) == "celery"] if worker else []
    return chance.choice(children) if children else None


def kill_pool_child(stage: Stage, chance: random.Random) -> Iterator[float]:
    """As the kernel does when memory runs out."""
    if child := _pool(stage, chance):
        _send(child, signal.SIGKILL)
    yield 0


def kill_worker(stage: Stage, chance: random.Random) -> Iterator[float]:
    """The main process and its children at once."""
    worker = _grown(stage, chance)
    for process in [worker, *descendants(worker.pid)] if worker else []:
        _send(process, signal.SIGKILL)
    yield 0


def kill_worker_main(stage: Stage, chance: random.Random) -> Iterator[float]:
    """The main process alone: what it started must go by itself."""
    if worker := _grown(stage, chance):
        _send(worker, signal.SIGKILL)
    yield 0


def kill_bot(stage: Stage, chance: random.Random) -> Iterator[float]:
    """While it talks."""
    if bot := _grown(stage, chance, ("bot",)):
        _send(bot, signal.SIGKILL)
    yield 0


def kill_beat(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Nobody rings the sweepers."""
    if beat := _grown(stage, chance, ("beat",)):
        _send(beat, signal.SIGKILL)
    yield 0


def kill_tool(stage: Stage, chance: random.Random) -> Iterator[float]:
    """ffmpeg, soffice, a decoder, or who watches them."""
    if tools := stage.tools():
        _send(chance.choice(tools), signal.SIGKILL)
    yield 0


def deploy_part(stage: Stage, chance: random.Random) -> Iterator[float]:
    """SIGTERM to a worker or the bot, which the supervisor starts again."""
    if part := _grown(stage, chance, (*WORKERS, "bot")):
        _send(part, signal.SIGTERM)
    yield 0


def deploy(stage: Stage, chance: random.Random) -> Iterator[float]:
    """SIGTERM to all workers and the bot at once."""
    for part in (*WORKERS, "bot"):
        if process := _grown(stage, chance, (part,)):
            _send(process, signal.SIGTERM)
    yield 0


def freeze_pool_child(stage: Stage, chance: random.Random) -> Iterator[float]:
    """It wakes as a ghost: its lease has passed to somebody else."""
    child = _pool(stage, chance)
    yield from _frozen([child, *descendants(child.pid)] if child else [], stage.lease * 1.3)


def freeze_worker(stage: Stage, chance: random.Random) -> Iterator[float]:
    """The whole worker, past its leases."""
    worker = _grown(stage, chance)
    yield from _frozen([worker, *descendants(worker.pid)] if worker else [], stage.lease * 1.3)


def freeze_bot(stage: Stage, chance: random.Random) -> Iterator[float]:
    """For a while nobody answers."""
    bot = stage.part("bot")
    yield from _frozen([bot] if bot else [], chance.uniform(2, 12))


def _frozen(processes: list[psutil.Process], seconds: float) -> Iterator[float]:
    for process in processes:
        _send(process, signal.SIGSTOP)
    try:
        yield seconds if processes else 0
    finally:
        for process in processes:
            _send(process, signal.SIGCONT)
