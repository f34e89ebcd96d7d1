"""Films, by ffmpeg: into another container as they are where it takes them, else encoded anew."""

from collections.abc import Iterator, Mapping

from conversion import formats
from conversion.engines import covers
from conversion.engines.base import Engine, Route, Step, again, all_routes
from conversion.engines.film import (
    codecs,
    editing,
    frames,
    mixing,
    pictures,
    probe,
    shrinking,
    sound,
    timing,
    transcoder,
)
from conversion.engines.film.containers import ANY, CONTAINERS, Container
from conversion.engines.film.rare_containers import RARE_CONTAINERS
from conversion.engines.film.streams import Media, Stream
from conversion.engines.film.transcoder import Plan, Track
from conversion.errors import NothingToConvertError
from conversion.options import HEIGHT, QUALITY, WIDTH, Option, Value
from conversion.options.catalogue import FPS, GREY, MAX, MUTE, ROTATE, SPEED, SUBTITLES, TRIM, codec

GIFS = formats.named("gif apng")
# What is rare comes from what is usual, and becomes that.
USUAL = formats.named("mp4 mkv webm mov avi")
KNOWN = formats.named("mp4 mkv webm mov avi gif")
EVERY = {**CONTAINERS, **RARE_CONTAINERS}


class VideoEngine(Engine):
    """All tracks of sound and subtitles that the target can hold, tags and chapters come along."""

    name = "video"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = (
        all_routes(probe.FILMS, formats.named(" ".join(CONTAINERS)))
        | all_routes(GIFS, formats.named("mp4 mkv webm mov"))
        | all_routes(USUAL, formats.named(" ".join(RARE_CONTAINERS)))
        | all_routes(probe.RARE_FILMS, KNOWN)
        | again(formats.named(" ".join(CONTAINERS.keys() - {"gif", "apng"})))
    )
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a file without pictures."""
        media = probe.probe(step.source, step.source_format, step.runner)
        if not media.of_kind("video"):
            raise NothingToConvertError("no pictures")
        media = timing.shortened(media, step.options)
        if "max" in step.options:
            shrinking.convert(step, media, EVERY[step.target.name], _make)
        else:
            _make(step, media)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """By what the target holds; what is rare is made in its one way."""
        if route.target.name in RARE_CONTAINERS:
            return (*self.options, TRIM)
        return (*self.options, *_options(route.target.name))


def _options(name: str) -> Iterator[Option]:
    container = CONTAINERS[name]
    yield from (ROTATE, TRIM, SUBTITLES, GREY, MAX)
    if container.encode is not pictures.mpeg2:  # which knows but few rates
        yield FPS
    if name in codecs.OFFERED:
        yield codec(codecs.OFFERED[name])
    if container.voice:
        yield MUTE
        yield from (option for option in mixing.options(container.voice.encoder) if option not in (TRIM, SPEED, MAX))


def _make(step: Step, media: Media) -> None:
    transcoder.convert(step, media, _plans(step, media))


def _plans(step: Step, media: Media) -> Iterator[Plan]:
    """As little encoding as can be, else all of it, else without what is not film or sound."""
    container = EVERY[step.target.name]
    options = {**container.options, **(covers.attached(step, media) if container.cover == "attachment" else {})}
    cover = covers.tracks(media) if container.cover == "stream" else ()
    for copies in (True, False):
        yield Plan((*_tracks(container, media, step, copies=copies), *cover), container.muxer, options)
    plain = tuple(_tracks(container, media, step, copies=False, subtitles=False))
    yield Plan(plain, container.muxer, container.options)


def _tracks(container: Container, media: Media, step: Step, *, copies: bool, subtitles: bool = True) -> Iterator[Track]:
    asked = step.options
    copies = copies and asked.get("quality", "high") == "high"
    yield _picture(container, media, step, copies=copies)
    if container.voice and not asked.get("mute"):
        for stream in _voices(container, media, asked):
            yield _sound(container, container.voice, stream, asked, copies=copies)
    for stream in media.of_kind("subtitle") if subtitles and container.subtitle and "subtitles" not in asked else ():
        if stream.codec in container.subtitles:
            yield transcoder.copied(stream)
        elif stream.codec in probe.WRITTEN:
            yield Track(stream, {"c": container.subtitle})


def _voices(container: Container, media: Media, asked: Mapping[str, Value]) -> tuple[Stream, ...]:
    """The tracks of sound that the target has room for; the one that plays, if for one only."""
    streams = media.of_kind("audio")
    if "track" in asked and not streams:
        raise NothingToConvertError("no sound")
    if "track" in asked or len(streams) > container.voices:
        return (mixing.track(media, asked),)
    return streams


def _picture(container: Container, media: Media, step: Step, *, copies: bool) -> Track:
    stream, asked = media.main("video"), step.options
    in_order = media.is_clocked or not stream.facts.get("has_b_frames")
    as_it_is = not editing.is_changed(asked) and codecs.is_wanted(stream, asked)
    if copies and as_it_is and in_order and _shows(container, stream) and not frames.is_resized(stream, asked):
        # The name by which Apple's players know H.265.
        return transcoder.copied(stream, **({"tag": "hvc1"} if stream.codec == "hevc" and container.turns else {}))
    made = codecs.encoded(container, editing.edited(stream, asked), asked)
    return editing.treated(made, editing.filters(step, media, stream))


def _shows(container: Container, stream: Stream) -> bool:
    """The container holds these pictures, and its players show them, the right way up and at the right time."""
    formats_of_pixels = container.shown.get(stream.codec)
    if formats_of_pixels is None or (stream.rotation and not container.turns):
        return False
    in_time = container.clocked or (stream.is_steady and not stream.facts.get("has_b_frames"))
    return in_time and (formats_of_pixels == ANY or stream.pixel_format in formats_of_pixels)


def _sound(
    container: Container, voice: sound.Codec, stream: Stream, asked: Mapping[str, Value], *, copies: bool
) -> Track:
    in_time = container.clocked or not stream.starts_late
    if copies and in_time and stream.codec in container.heard and not mixing.is_changed(asked):
        return transcoder.copied(stream)
    return mixing.treated(sound.encoded(voice, stream, str(asked.get("quality", "medium")), in_step=True), asked)
