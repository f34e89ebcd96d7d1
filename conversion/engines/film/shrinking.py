"""Fits a film under a size: by fewer bits, by a smaller picture where they would not do for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from conversion.engines.base import Step
from conversion.engines.film import frames, sizing
from conversion.engines.film.containers import Container
from conversion.engines.film.streams import Media, Stream
from conversion.errors import DoesNotFitError
from conversion.options import Value

Make = Callable[[Step, Media], None]

FOR_SOUND = 0.2  # of all bits
LEAST_SOUND, MOST_SOUND = 24, 128  # kbit/s
FEWEST = 12_000.0  # bits a second
WORTH = 0.03  # bits for a pixel: with fewer, a smaller picture looks better
SMALLEST = 16  # px
STRIDE = 0.9
MOST_TRIES = 12


def convert(step: Step, media: Media, container: Container, make: Make) -> None:
    """As it is where it fits, else smaller; raises `DoesNotFitError`."""
    plain = sizing.without_limit(step)
    is_animation = container.voice is None
    if is_animation or step.source.stat().st_size <= int(step.options["max"]):
        make(plain, media)
        if sizing.fits(step):
            return
    if is_animation:
        _animation(step, media, make)
    else:
        _film(step, media, make)


def _film(step: Step, media: Media, make: Make) -> None:
    stream = media.main("video")
    voices = 0 if step.options.get("mute") else len(media.of_kind("audio"))

    def smaller(bits: float) -> None:
        sound = max(LEAST_SOUND, min(MOST_SOUND, FOR_SOUND * bits / 1000 / voices)) if voices else 0
        known = step.options.get("bitrate", int(sound))
        left = max(FEWEST, bits - int(known) * 1000 * voices)
        size = {**step.options, **_size(stream, left, step.options)}
        told = {"bits": int(left), **({"bitrate": known} if voices else {}), **size}
        make(replace(step, options={name: value for name, value in told.items() if name != "max"}), media)

    sizing.fit(step, sizing.bits_a_second(step, media, stream), FEWEST, smaller)


def _size(stream: Stream, bits: float, asked: Mapping[str, Value]) -> dict[str, Value]:
    """A height that so few bits do for, if the picture is higher."""
    width, height = frames.fitted(frames.shown(stream), asked)
    rate = float(asked.get("fps", 0)) or min(float(stream.mean_rate or 25), 60.0)
    scale = (bits / (WORTH * width * height * rate)) ** 0.5
    if scale >= 1:
        return {}
    across = asked.get("rotate") in ("90", "270")
    return {"height": max(SMALLEST, int((width if across else height) * scale))}


def _animation(step: Step, media: Media, make: Make) -> None:
    """Ever smaller pictures: a GIF knows no other way."""
    most, rest = int(step.options["max"]), sizing.without_limit(step)
    width: float = frames.fitted(frames.shown(media.main("video")), rest.options, frames.GIF_WIDTH)[0]
    for _try in range(MOST_TRIES):
        width *= min(STRIDE, (most / step.output.stat().st_size) ** 0.5)
        if width < SMALLEST:
            break
        make(sizing.without_limit(step, width=int(width)), media)
        if sizing.fits(step):
            return
    raise DoesNotFitError(str(step.output.stat().st_size), str(most))
