"""Faults of the machine: a full disk, media that can't be written, a clock that is wrong."""

import contextlib
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.chaos.stage import Stage
from tests.e2e.mutabor import ROOT, commands

FAKETIME = "libfaketime.so.1"
BLOCK = b"\0" * (1 << 20)
SHIFTS = ("-1h", "+1h", "+10m", "-90s")


def fill_disk(stage: Stage, chance: random.Random) -> Iterator[float]:
    """To the last byte, as an operator's backup does."""
    filler = stage.data / "filler"
    try:
        _fill(filler)
        yield chance.uniform(3, 20)
    finally:
        filler.unlink(missing_ok=True)


def _fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("ab", buffering=0) as file:
        while True:
            file.write(BLOCK)


def lock_media(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Nobody may write there, root neither."""
    media = str(stage.data / "media")
    os.makedirs(media, exist_ok=True)  # noqa: PTH103 (a path as mount takes it)
    subprocess.run(["mount", "--bind", media, media], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", media], check=True)
        yield chance.uniform(3, 20)
    finally:
        subprocess.run(["umount", "--lazy", media], check=True)


def shift_clock(stage: Stage, chance: random.Random) -> Iterator[float]:
    """A worker or beat whose clock is wrong takes the place of the right one for a while."""
    part = chance.choice(("worker-light", "worker-default", "worker-cleanup", "beat"))
    command = commands()[part]
    wrong = {"LD_PRELOAD": _library(), "FAKETIME": chance.choice(SHIFTS), "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    stage.control("stop", part)
    with (stage.folder / "shifted.log").open("ab") as log:
        environment = stage.environment | wrong | {"REMAP_SIGTERM": "SIGQUIT"}
        stand_in = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield chance.uniform(15, 30)
    finally:
        stand_in.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            stand_in.wait(25)
        stand_in.kill()
        stand_in.wait()
        stage.control("start", part)


def _library() -> str:
    return str(next(Path("/usr/lib").glob(f"*/faketime/{FAKETIME}")))
