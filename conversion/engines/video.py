"""Films, by ffmpeg: into another container as they are where it takes them, else encoded anew."""

from collections.abc import Iterator, Mapping

from conversion import formats
from conversion.engines import frames, probe, sound, transcoder
from conversion.engines.base import Engine, Step, again, all_routes
from conversion.engines.containers import ANY, CONTAINERS, Container
from conversion.engines.streams import Media, Stream
from conversion.engines.transcoder import Plan, Track, words
from conversion.errors import NothingToConvertError
from conversion.options import HEIGHT, QUALITY, WIDTH, Value

GIFS = formats.named("gif")

WRITTEN = words("subrip ass ssa webvtt mov_text text sami microdvd")


class VideoEngine(Engine):
    """All tracks of sound and subtitles that the target can hold, tags and chapters come along."""

    name = "video"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = (
        all_routes(probe.FILMS, formats.named(" ".join(CONTAINERS)))
        | all_routes(GIFS, formats.named("mp4 mkv webm mov"))
        | again(formats.named(" ".join(CONTAINERS.keys() - {"gif"})))
    )
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a file without pictures."""
        media = probe.probe(step.source, step.source_format, step.runner, step.scratch)
        if not media.of_kind("video"):
            raise NothingToConvertError("no pictures")
        transcoder.convert(step, media, _plans(step, media))


def _plans(step: Step, media: Media) -> Iterator[Plan]:
    """As little encoding as can be, else all of it, else without what is not film or sound."""
    container = CONTAINERS[step.target.name]
    for copies in (True, False):
        yield Plan(tuple(_tracks(container, media, step.options, copies=copies)), container.muxer, container.options)
    plain = tuple(_tracks(container, media, step.options, copies=False, subtitles=False))
    yield Plan(plain, container.muxer, container.options)


def _tracks(
    container: Container, media: Media, asked: Mapping[str, Value], *, copies: bool, subtitles: bool = True
) -> Iterator[Track]:
    copies = copies and asked.get("quality", "high") == "high"
    yield _picture(container, media, asked, copies=copies)
    if container.voice:
        for stream in _voices(container, media):
            yield _sound(container, container.voice, stream, asked, copies=copies)
    for stream in media.of_kind("subtitle") if subtitles and container.subtitle else ():
        if stream.codec in container.subtitles:
            yield transcoder.copied(stream)
        elif stream.codec in WRITTEN:
            yield Track(stream, {"c": container.subtitle})


def _voices(container: Container, media: Media) -> tuple[Stream, ...]:
    """The tracks of sound that the target has room for; the one that plays, if for one only."""
    streams = media.of_kind("audio")
    return streams if len(streams) <= container.voices else (media.main("audio"),)


def _picture(container: Container, media: Media, asked: Mapping[str, Value], *, copies: bool) -> Track:
    stream = media.main("video")
    in_order = media.is_clocked or not stream.facts.get("has_b_frames")
    if copies and in_order and _shows(container, stream) and not frames.is_resized(stream, asked):
        # The name by which Apple's players know H.265.
        return transcoder.copied(stream, **({"tag": "hvc1"} if stream.codec == "hevc" and container.turns else {}))
    return container.encode(stream, asked)


def _shows(container: Container, stream: Stream) -> bool:
    """The container holds these pictures, and its players show them, the right way up and at the right time."""
    formats_of_pixels = container.shown.get(stream.codec)
    if formats_of_pixels is None or (stream.rotation and not container.turns):
        return False
    in_time = container.clocked or (stream.is_steady and not stream.facts.get("has_b_frames"))
    return in_time and (formats_of_pixels == ANY or stream.pixel_format in formats_of_pixels)


def _sound(
    container: Container, codec: sound.Codec, stream: Stream, asked: Mapping[str, Value], *, copies: bool
) -> Track:
    in_time = container.clocked or not stream.starts_late
    if copies and in_time and stream.codec in container.heard:
        return transcoder.copied(stream)
    return sound.encoded(codec, stream, str(asked.get("quality", "medium")), in_step=True)
