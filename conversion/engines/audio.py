"""Recordings, and the sound of films, by ffmpeg."""

import base64
import struct
from collections.abc import Iterator

from conversion import formats
from conversion.engines import covers
from conversion.engines.base import Engine, Route, Step, again, all_routes
from conversion.engines.film import mixing, probe, sizing, timing, transcoder
from conversion.engines.film.recordings import EVERY, LOSSLESS, RARE_TARGETS, TARGETS, USUAL_TARGETS, Recording
from conversion.engines.film.streams import Media, Stream
from conversion.engines.film.transcoder import Plan, Track
from conversion.errors import NothingToConvertError
from conversion.formats import Format
from conversion.options import QUALITY, Option

SOURCES = probe.FILMS_WITH_SOUND + probe.RECORDINGS
# What is rare comes from what is usual, and becomes that.
USUAL = formats.named("mp3 m4a ogg opus flac wav mp4")
PLAINEST = formats.named("mp3 wav")
RARE_SOURCES = probe.RARE_RECORDINGS + probe.RARE_FILMS_WITH_SOUND
KNOWN = formats.named("mp3 m4a ogg flac wav")

SMALLER = "scale=500:500:force_original_aspect_ratio=decrease"
LARGEST_COVER = 90_000  # bytes; as text it must fit into one argument of a command

PLAIN = {"map_metadata:s:0": "-1"}  # what a container says of its stream would stand among the tags


class AudioEngine(Engine):
    """One track of sound, as it is where the target takes it; tags, chapters and the cover come along."""

    name = "audio"
    queue = "audio"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = (
        all_routes(SOURCES, formats.named(" ".join(TARGETS)))
        | all_routes(USUAL, formats.named(" ".join(USUAL_TARGETS)))
        | all_routes(PLAINEST, formats.named(" ".join(RARE_TARGETS)))
        | all_routes(RARE_SOURCES, KNOWN)
        | again(formats.named(" ".join(TARGETS)))
    )
    options = (QUALITY,)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a film without sound."""
        media = probe.probe(step.source, step.source_format, step.runner)
        if not media.of_kind("audio"):
            raise NothingToConvertError("no sound")
        media = timing.shortened(media, step.options)
        plain = sizing.without_limit(step)
        transcoder.convert(plain, media, _plans(plain, media))
        if "max" in step.options and not sizing.fits(step):
            _fit(step, media)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """By what the target's encoder can be told; telephones and the like have but one way."""
        settable = mixing.ANY_SOUND if route.target.name in RARE_TARGETS else mixing.options(_encoder(route.target))
        return (*self.options, *settable)


def _encoder(target: Format) -> str:
    """Ffmpeg's encoder for a target."""
    return EVERY[target.name].encode(Stream(0, "audio", "", 0.0, None, {"channels": 2}), "medium").options["c"]


def _fit(step: Step, media: Media) -> None:
    known = mixing.ENCODERS[_encoder(step.target)]

    def make(bits: float) -> None:
        smaller = sizing.without_limit(step, bitrate=int(bits / 1000))
        transcoder.convert(smaller, media, _plans(smaller, media))

    stream = mixing.track(media, step.options)
    sizing.fit(step, min(sizing.bits_a_second(step, media, stream), known.high * 1000.0), known.low * 1000.0, make)


def _plans(step: Step, media: Media) -> Iterator[Plan]:
    """Copied, else encoded, else encoded without the cover."""
    target = EVERY[step.target.name]
    stream = mixing.track(media, step.options)
    encoded = mixing.treated(target.encode(stream, str(step.options.get("quality", "medium"))), step.options)
    covers = _cover_tracks(media, target)
    tags = {**_chapter_tags(media, target), **_cover_tag(step, media, target)}
    if stream.codec in target.takes and _may_copy(step):
        yield Plan((transcoder.copied(stream), *covers), target.muxer, {**PLAIN, **target.options}, tags)
    yield Plan((encoded, *covers), target.muxer, {**PLAIN, **target.options}, tags)
    yield Plan((encoded,), target.muxer, {**PLAIN, **target.options})


def _may_copy(step: Step) -> bool:
    """The best quality is the source's own; a lower one needs encoding where it means anything."""
    if mixing.is_changed(step.options):
        return False
    return step.target.name in LOSSLESS or step.options.get("quality", "high") == "high"


def _cover_tracks(media: Media, target: Recording) -> tuple[Track, ...]:
    """The cover, for targets that hold it as a further stream."""
    return covers.tracks(media) if target.cover == "stream" else ()


def _chapter_tags(media: Media, target: Recording) -> dict[str, str]:
    """Chapters, for targets that hold them as tags and whose muxer forgets it."""
    tags: dict[str, str] = {}
    for number, (start, title) in enumerate(media.chapters if target.is_tagged else ()):
        clock = f"{int(start) // 3600:02}:{int(start) // 60 % 60:02}:{start % 60:06.3f}"
        tags |= {f"CHAPTER{number:03}": clock, f"CHAPTER{number:03}NAME": title}
    return tags


def _cover_tag(step: Step, media: Media, target: Recording) -> dict[str, str]:
    """The cover as Ogg's tag METADATA_BLOCK_PICTURE, made smaller where it is too big for one."""
    cover = covers.of(media) if target.cover == "tag" else None
    if cover is None:
        return {}
    picture = covers.picture(step, cover)
    if not 0 < len(picture) <= LARGEST_COVER:
        picture = covers.picture(step, cover, {"q": "5", "filter": SMALLER})
    return {"METADATA_BLOCK_PICTURE": _picture_block(picture)} if 0 < len(picture) <= LARGEST_COVER else {}


def _picture_block(picture: bytes) -> str:
    """FLAC's picture block of type 3, front cover; its size in pixels is 0: to be read from the picture.

    See https://xiph.org/flac/format.html#metadata_block_picture.
    """
    media_type = b"image/png" if picture.startswith(b"\x89PNG") else b"image/jpeg"
    head = struct.pack(">II", 3, len(media_type)) + media_type
    shape = struct.pack(">IIIIII", 0, 0, 0, 24, 0, len(picture))
    return base64.b64encode(head + shape + picture).decode()
