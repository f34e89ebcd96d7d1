"""Runs ffmpeg for the engines of film and sound: guarded input, progress, a look at what came out."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import ffmpeg

from conversion import deadlines
from conversion.engines import losses
from conversion.engines.base import Step
from conversion.engines.film import playback, probe, tags, timing
from conversion.engines.film.streams import Media, Stream
from conversion.errors import DamagedFileError, OutputError, ToolFailedError
from conversion.process import Tool

FFMPEG = Tool("ffmpeg", "ffmpeg", "-version")
THREADS = str(min(os.cpu_count() or 1, 4))  # several films may run side by side

# What containers say of themselves means nothing in others.
UNBRANDED = dict.fromkeys(("major_brand", "minor_version", "compatible_brands", "encoder"), "")


@dataclass(frozen=True, slots=True)
class Track:
    """A stream of the source and what becomes of it: ffmpeg's options for it, without a stream specifier."""

    stream: Stream
    options: Mapping[str, str]

    @property
    def is_copied(self) -> bool:
        """It goes over as it is."""
        return self.options["c"] == "copy"


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to make the output: its tracks, its muxer, options of the whole file, tags besides the source's."""

    tracks: tuple[Track, ...]
    muxer: str
    options: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def played(self) -> list[Stream]:
        """The source's streams of film and sound that it takes."""
        return [track.stream for track in self.tracks if track.stream.kind in ("video", "audio")]


def words(text: str) -> frozenset[str]:
    """A set of codecs, layouts and the like, written as words."""
    return frozenset(text.split())


def copied(stream: Stream, **options: str) -> Track:
    """The stream as it is."""
    return Track(stream, {"c": "copy", **options})


def convert(step: Step, media: Media, plans: Iterable[Plan]) -> None:
    """Follow the first plan that works; later ones ask less of the source.

    Raises `DamagedFileError` when none works and the source doesn't decode, else what went wrong with the last.
    """
    step.runner.allow(deadlines.of_duration(media.duration))
    failure: ToolFailedError | OutputError | None = None
    known = {**UNBRANDED, **tags.mended(step, media)}
    tried: list[Plan] = []
    for plan in plans:
        if plan in tried:
            continue
        tried.append(plan)
        try:
            _run(step, media, plan, {**known, **plan.tags})
            made = playback.check(step, plan.played)
        except (ToolFailedError, OutputError) as error:
            failure = error
        else:
            losses.tell(step, media, made)
            return
    assert failure is not None  # there is always a plan
    if all(playback.is_sound(step, stream) for stream in tried[-1].played):
        raise failure
    raise DamagedFileError(*failure.args) from failure


def _run(step: Step, media: Media, plan: Plan, known: Mapping[str, str]) -> None:
    source = ffmpeg.input(f"file:{step.source}", **_input_options(step, plan.tracks))
    streams = [source[str(track.stream.index)] for track in plan.tracks]
    options = {
        f"{name}:{number}": value for number, track in enumerate(plan.tracks) for name, value in track.options.items()
    }
    whole = {"f": plan.muxer, "map_metadata": _tagged(step, media), "threads": THREADS, **plan.options}
    whole |= timing.length(step.options) | timing.chapters(step.options)
    command = ffmpeg.output(*streams, f"file:{step.output}", **whole, **options).compile(
        cmd=[*playback.PROGRAM, *playback.TELLING]
    )
    tagging = [word for name, value in known.items() for word in ("-metadata", f"{name}={value}")]
    step.runner.run([*command[:-1], *tagging, command[-1]], on_line=_progress(media))


def _input_options(step: Step, tracks: Iterable[Track]) -> dict[str, str]:
    decoders = {
        f"c:{track.stream.index}": track.stream.alpha_decoder
        for track in tracks
        if track.stream.alpha_decoder and not track.is_copied
    }
    limits = {"max_pixels": str(probe.MOST_PIXELS), "threads": THREADS, "fflags": "+genpts"}
    return {**probe.guards(step.source_format), **limits, **timing.seek(step.options), **decoders}


def _tagged(step: Step, media: Media) -> str:
    """Where the tags of the whole stand, for ``-map_metadata``: Ogg keeps them in its streams."""
    if probe.DEMUXERS[step.source_format.name] == "ogg":
        return next((f"0:s:{stream.index}" for stream in media.streams if len(stream.tags) > 1), "0")
    return "0"


def _progress(media: Media) -> Callable[[str], float | None]:
    """A reader of ffmpeg's ``-progress`` lines."""

    def fraction(line: str) -> float | None:
        reached = playback.seconds(line)
        return min(reached / media.duration, 1.0) if media.duration and reached is not None else None

    return fraction
