"""Strikes at random moments with a fault that chance chooses, and heals what it has done."""

import random
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.chaos import killings, machines, outages, telegram
from tests.chaos.stage import Stage

Fault = Callable[[Stage, random.Random], Iterator[float]]
MOST_AT_ONCE = 3  # faults that last
SHORTEST = 0.5  # seconds between two of them
BREATH = 20.0  # seconds after which the next one strikes, though nothing ended; more where parts come up slowly
# How often each of them strikes, compared with the others.
ALWAYS: dict[Fault, int] = {
    killings.kill_pool_child: 5,
    killings.kill_worker: 3,
    killings.kill_worker_main: 3,
    killings.kill_bot: 3,
    killings.kill_beat: 1,
    killings.kill_tool: 5,
    killings.deploy_part: 3,
    killings.deploy: 1,
    killings.freeze_pool_child: 2,
    killings.freeze_worker: 1,
    killings.freeze_bot: 1,
    outages.kill_redis: 2,
    outages.empty_redis: 2,
    outages.stop_redis: 1,
    outages.freeze_redis: 1,
    outages.cut_redis: 2,
    outages.fill_redis: 1,
    outages.steal_bell: 4,
    telegram.flood: 3,
    telegram.fail: 3,
    telegram.answer_html: 3,
    telegram.lose_answer: 6,
    telegram.delay: 3,
    telegram.fall_silent: 1,
    telegram.repeat_updates: 4,
    telegram.expire_links: 3,
    telegram.cut_download: 3,
    telegram.shorten_download: 3,
    telegram.block: 2,
    telegram.migrate: 2,
    machines.shift_clock: 1,
}
ON_SQLITE: dict[Fault, int] = {outages.lock_sqlite: 3}
ON_POSTGRESQL: dict[Fault, int] = {outages.restart_postgresql: 2, outages.cut_postgresql: 2}
ON_A_SMALL_DISK: dict[Fault, int] = {machines.fill_disk: 2, machines.lock_media: 2}


def faults(stage: Stage) -> dict[Fault, int]:
    """Those that can strike here."""
    database = ON_SQLITE if stage.postgresql is None else ON_POSTGRESQL
    return ALWAYS | database | (ON_A_SMALL_DISK if stage.is_small else {})


def carry_out(fault: Fault, stage: Stage, chance: random.Random, until: threading.Event) -> None:
    """Strike, wait, heal; at once where the event is set."""
    for pause in fault(stage, chance):
        until.wait(pause)


@dataclass
class Adversary:
    """Strikes until `stop`; ``struck`` counts, ``broken`` tells of faults that went wrong.

    Between two faults about ``spared`` conversions end, as ``ended`` counts them: who strikes before anything is up
    again shows that nothing works, not that nothing is lost.
    """

    stage: Stage
    chance: random.Random
    ended: Callable[[], int]
    spared: float
    struck: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._end = threading.Event()
        self._busy: set[str] = set()
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE)
        self._thread = threading.Thread(target=self._run)

    @property
    def strikes(self) -> int:
        """How many faults there were."""
        return self.struck.total()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Heal everything; nothing strikes afterwards."""
        self._end.set()
        self._thread.join()
        self._pool.shutdown(wait=True)
        self.stage.client().orders.clear()

    def _run(self) -> None:
        possible = faults(self.stage)
        while self._breathes():
            fault = self.chance.choices([*possible], [*possible.values()])[0]
            if fault.__name__ not in self._busy and len(self._busy) < MOST_AT_ONCE:
                self._busy.add(fault.__name__)
                self._pool.submit(self._strike, fault, random.Random(self.chance.random()))

    def _breathes(self) -> bool:
        """Waits for the next moment; says whether there is one."""
        enough = self.ended() + self.chance.uniform(0.2, 1.8) * self.spared
        latest = time.monotonic() + max(BREATH, self.stage.coming_up)
        while not self._end.wait(SHORTEST) and self.ended() < enough and time.monotonic() < latest:
            pass
        return not self._end.is_set()

    def _strike(self, fault: Fault, chance: random.Random) -> None:
        name = fault.__name__
        self.struck[name] += 1
        try:
            carry_out(fault, self.stage, chance, self._end)
        except Exception:  # noqa: BLE001 (the adversary goes on, and its own mistakes are told)
            self.broken.append(f"{name} at {time.strftime('%X')}: {traceback.format_exc()}")
        finally:
            self._busy.discard(name)
