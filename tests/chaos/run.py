"""One run of the chaos: each fault alone with a stopwatch, then a storm of all, then the audit."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from tests.chaos import adversary, audit
from tests.chaos.adversary import Adversary, Fault
from tests.chaos.customers import Customers, Sent
from tests.chaos.stage import Stage, staged

DRAINED_WITHIN = 400.0  # seconds after the storm; delivering pauses for up to ten minutes after many failures
ONE_BY_ONE = 300.0  # seconds for what a single fault has held up
BATCH = (("png", "jpg"), ("mp3", "ogg"), ("film.mp4", "webm"), ("docx", "pdf"), ("zip", "7z"))
SPARED = 3.0  # conversions that end between two faults of a storm, on average


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted: a storm until so many conversions have ended and faults struck, ``minutes`` at most.

    ``at_once`` are the files under way; ``alone`` and ``together`` say how the faults strike, the former first.
    """

    database: str
    seed: int
    minutes: float
    conversions: int
    faults: int
    at_once: int = 40
    alone: bool = True
    together: bool = True
    settings: dict[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """What came of it; ``recoveries`` are seconds from the end of a single fault to the last ending it held up."""

    plan: Plan
    sent: list[Sent] = field(default_factory=list)
    recoveries: dict[str, float] = field(default_factory=dict)
    struck: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    seconds: float = 0.0
    stormed: float = 0.0
    drained: float = 0.0
    sizes: dict[str, tuple[audit.Size, audit.Size]] = field(default_factory=dict)


def run(plan: Plan, keep_log: Path | None = None) -> Result:
    """The whole of it; takes a few minutes more than the plan says."""
    result, chance = Result(plan), random.Random(plan.seed)
    begun = time.monotonic()
    with staged(plan.database, plan.settings) as stage:
        try:
            customers = Customers(stage.client(), chance, stage.folder)
            _warm_up(customers, plan.at_once)
            before = audit.sizes(stage)
            if plan.alone:
                _one_by_one(stage, customers, chance, result)
            if plan.together:
                _storm(stage, customers, result)
            _drain(stage, customers, result)
            _examine(stage, customers, before, result)
        finally:
            if keep_log is not None:
                keep_log.write_text(stage.log())
        result.wrongs += [f"left after the stop: {process}" for process in stage.stop()]
    result.seconds = time.monotonic() - begun
    return result


def say(line: str) -> None:
    """To whoever watches."""
    print(time.strftime("%X"), line, flush=True)


def _warm_up(customers: Customers, at_once: int) -> None:
    """Each part has done its work, and as much at once as later: what grows then is a leak, no pool that fills."""
    batch = [customers.send(wanted=BATCH[number] if number < len(BATCH) else None) for number in range(at_once)]
    assert customers.wait(batch, ONE_BY_ONE), "nothing works, even in peace"


def _one_by_one(stage: Stage, customers: Customers, chance: random.Random, result: Result) -> None:
    """In an order that chance chooses, so that runs with a short time see all of them in the end."""
    end, faults = time.monotonic() + result.plan.minutes * 60, [*adversary.faults(stage)]
    chance.shuffle(faults)
    for fault in faults:
        if time.monotonic() < end:
            result.recoveries[fault.__name__] = _alone(fault, stage, customers, chance)
            say(f"{fault.__name__}: {result.recoveries[fault.__name__]:.1f} s")


def _alone(fault: Fault, stage: Stage, customers: Customers, chance: random.Random) -> float:
    """Seconds from when it was over."""
    batch = [customers.send(wanted=wanted) for wanted in BATCH]
    time.sleep(chance.uniform(0.5, 3.0))  # until some of it is under way
    adversary.carry_out(fault, stage, chance, Event())
    healed = time.monotonic()
    customers.wait(batch, ONE_BY_ONE)
    stage.client().orders.clear()
    return max(0.0, max((one.ended_at or time.monotonic()) for one in batch) - healed)


def _storm(stage: Stage, customers: Customers, result: Result) -> None:
    plan = result.plan
    begun = time.monotonic()
    villain = Adversary(stage, random.Random(plan.seed + 1), lambda: customers.ended, SPARED)
    villain.start()
    try:
        _keep_busy(customers, villain, plan)
    finally:
        villain.stop()
    result.struck, result.broken = dict(villain.struck), villain.broken
    result.stormed = time.monotonic() - begun


def _drain(stage: Stage, customers: Customers, result: Result) -> None:
    calm = time.monotonic()
    end = calm + DRAINED_WITHIN
    while time.monotonic() < end and (customers.open() or not audit.settled(stage)):
        customers.look()
        time.sleep(1)
    result.drained = time.monotonic() - calm


def _keep_busy(customers: Customers, villain: Adversary, plan: Plan) -> None:
    end, told, enough = time.monotonic() + plan.minutes * 60, 0.0, customers.ended + plan.conversions
    while time.monotonic() < end and (customers.ended < enough or villain.strikes < plan.faults):
        customers.look()
        for _ in range(plan.at_once - len(customers.open())):
            customers.send()
        if time.monotonic() - told > 30:
            told = time.monotonic()
            say(f"{customers.ended} ended, {len(customers.open())} under way, {villain.strikes} faults")
        time.sleep(0.3)


def _examine(stage: Stage, customers: Customers, before: dict[str, audit.Size], result: Result) -> None:
    customers.look_again()
    result.sent = customers.sent
    stage.clean()
    result.wrongs += audit.wrongs(stage, customers.sent, before)
    after = audit.sizes(stage)
    result.sizes = {name: (was, after[name]) for name, was in before.items() if name in after}
