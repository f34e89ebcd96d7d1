"""A small picture's conversion confined, beside the same in this very process: 60 ms more at most."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest import mock

from benchmarks import measuring
from conversion import formats, pipeline, process
from conversion.process import UNWATCHED, Runner
from conversion.tasks import DECODERS

P = ParamSpec("P")
T = TypeVar("T")

RUNS = 15
PICTURE = Path(__file__).parents[1] / "tests" / "samples" / "sample.png"


class Unconfined(Runner):
    """Opens files in the process that asks, as nothing in Mutabor does."""

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call it here."""
        return function(*args, **kwargs)


def run() -> None:
    """Print both, and what confinement adds: processes of their own, and the walls around them."""
    process.warm_up(DECODERS)
    confined = measuring.median(convert, RUNS)
    with mock.patch.object(pipeline, "Runner", Unconfined):
        bare = measuring.median(convert, RUNS)
    process.stop()
    measuring.show("PNG to JPEG in this process", bare)
    measuring.show("the same, confined", confined)
    measuring.show("added by confinement (0.060 s at most)", confined - bare)


def convert() -> None:
    """Convert it once."""
    with measuring.folder() as scratch:
        target = formats.named("jpg")[0]
        pipeline.convert(pipeline.Request(PICTURE, PICTURE.name, None, target, {}, scratch, 60.0), UNWATCHED)
