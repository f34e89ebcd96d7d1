"""Which part of a film or a recording is wanted, and how fast: what that means for its streams and for ffmpeg."""

from collections.abc import Mapping
from dataclasses import replace

from conversion.engines.film.streams import Media, Stream
from conversion.errors import OptionError
from conversion.options.catalogue import TRIM
from conversion.options.kinds import Value


def span(asked: Mapping[str, Value]) -> tuple[float, float | None]:
    """From when to when, in seconds; None: to the end."""
    start, _, end = str(asked.get("trim", "0-")).partition("-")
    return float(start), float(end) if end else None


def pace(asked: Mapping[str, Value]) -> float:
    """How many seconds pass in one."""
    return float(asked.get("speed", 1))


def seek(asked: Mapping[str, Value]) -> dict[str, str]:
    """Options of the input that start it at the right moment."""
    start, _end = span(asked)
    return {"ss": f"{start:g}"} if start else {}


def length(asked: Mapping[str, Value]) -> dict[str, str]:
    """Options of the output that end it at the right moment."""
    start, end = span(asked)
    return {} if end is None else {"t": f"{(end - start) / pace(asked):.3f}"}


def chapters(asked: Mapping[str, Value]) -> dict[str, str]:
    """Ffmpeg moves chapters to where a part begins, but not as speed moves them."""
    return {"map_chapters": "-1"} if pace(asked) != 1 else {}


def shortened(media: Media, asked: Mapping[str, Value]) -> Media:
    """What is wanted of a file as if it were all; raises `OptionError` where that is nothing."""
    start, end = span(asked)
    if media.duration is not None and start >= media.duration:
        whole = TRIM.said(f"0-{int(media.duration)}")
        raise OptionError(TRIM.name, TRIM.said(asked[TRIM.name]), whole)

    def moved(moment: float) -> float:
        return max(0.0, (moment if end is None else min(moment, end)) - start) / pace(asked)

    def part(stream: Stream) -> Stream:
        return replace(stream, start=moved(stream.start), end=None if stream.end is None else moved(stream.end))

    kept = [(moved(at), title) for at, title in media.chapters if start <= at and (end is None or at < end)]
    return replace(
        media,
        streams=tuple(map(part, media.streams)),
        duration=None if media.duration is None else moved(media.duration),
        chapters=tuple(kept),
    )
