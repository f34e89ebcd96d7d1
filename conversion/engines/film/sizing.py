"""Fits a film or a recording under a size: made again with fewer bits until it is small enough."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from conversion.engines.base import Step
from conversion.engines.film import playback
from conversion.engines.film.streams import Media, Stream
from conversion.errors import DoesNotFitError
from conversion.options import Value

MOST_TRIES = 6
ROOM = 0.97  # of the size, for what a container needs itself
STRIDE = 0.9  # a try that was nearly right is followed by one that surely is


def bits_a_second(step: Step, media: Media, stream: Stream) -> float:
    """How many the whole may have."""
    seconds = media.duration or playback.length(step, stream)
    return int(step.options["max"]) * 8 * ROOM / max(seconds, 0.1)


def fits(step: Step) -> bool:
    """What was made is small enough."""
    return step.output.stat().st_size <= int(step.options["max"])


def fit(step: Step, bits: float, low: float, make: Callable[[float], None]) -> None:
    """Make it by bits a second, ever fewer, but not under ``low``; raises `DoesNotFitError`."""
    most = int(step.options["max"])
    for _try in range(MOST_TRIES):
        bits = max(bits, low)
        make(bits)
        if fits(step):
            return
        if bits <= low:
            break
        bits *= min(STRIDE, most / step.output.stat().st_size * ROOM)
    raise DoesNotFitError(str(step.output.stat().st_size), str(most))


def without_limit(step: Step, **more: Value) -> Step:
    """The same step, not to be fitted a second time, with other options besides."""
    rest: Mapping[str, Value] = {name: value for name, value in step.options.items() if name != "max"}
    return replace(step, options={**rest, **more})
