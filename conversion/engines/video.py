"""Films, by ffmpeg: into another container as they are where it takes them, else encoded anew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from conversion import formats
from conversion.engines import frames, pictures, probe, sound, transcoder
from conversion.engines.base import Engine, Step, again, all_routes
from conversion.engines.streams import Media, Stream
from conversion.engines.transcoder import Plan, Track, words
from conversion.errors import NothingToConvertError
from conversion.options import HEIGHT, QUALITY, WIDTH, Value

FILMS = formats.named("mp4 mkv webm mov avi m4v flv mpg ts 3gp wmv ogv")
GIFS = formats.named("gif")

ANY: frozenset[str] = frozenset()
EIGHT_BITS = words("yuv420p yuvj420p")
TEN_BITS = EIGHT_BITS | {"yuv420p10le"}
WRITTEN = words("subrip ass ssa webvtt mov_text text sami microdvd")
DRAWN = words("hdmv_pgs_subtitle dvd_subtitle dvb_subtitle")
FASTSTART = {"movflags": "+faststart"}


@dataclass(frozen=True, slots=True)
class Container:
    """A target: its muxer, what it takes as it is, and how anything else is encoded.

    ``shown`` maps codecs to pixel formats (`ANY`: all): those that its usual players show, which are fewer than
    its specification allows. ``turns``: it can tell players to turn the picture. ``clocked``: its frames and sounds
    bear times; without them they come at a constant rate and without holes.
    """

    muxer: str
    encode: Callable[[Stream, Mapping[str, Value]], Track]
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    voice: sound.Codec | None = None
    heard: frozenset[str] = frozenset()
    subtitle: str = ""
    subtitles: frozenset[str] = frozenset()
    turns: bool = False
    clocked: bool = True
    options: Mapping[str, str] = field(default_factory=dict)


CONTAINERS = {
    "mp4": Container(
        muxer="mp4",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS, "hevc": TEN_BITS},
        voice=sound.AAC,
        heard=words("aac mp3 alac"),
        subtitle="mov_text",
        subtitles=words("mov_text"),
        turns=True,
        options=FASTSTART,
    ),
    "mkv": Container(
        muxer="matroska",
        encode=pictures.h264,
        shown=dict.fromkeys(words("h264 hevc vp8 vp9 av1 mpeg4 mpeg2video mpeg1video theora mjpeg prores"), ANY),
        voice=sound.AAC,
        heard=words("aac mp3 mp2 ac3 eac3 dts truehd opus vorbis flac alac pcm_s16le pcm_s24le"),
        subtitle="srt",
        subtitles=words("subrip ass ssa webvtt") | DRAWN,
    ),
    "webm": Container(
        muxer="webm",
        encode=pictures.vp9,
        shown={"vp8": ANY, "vp9": ANY, "av1": ANY},
        voice=sound.OPUS,
        heard=words("opus vorbis"),
        subtitle="webvtt",
        subtitles=words("webvtt"),
    ),
    "mov": Container(
        muxer="mov",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS, "hevc": TEN_BITS, "prores": ANY, "mjpeg": ANY},
        voice=sound.AAC,
        heard=words("aac mp3 alac pcm_s16le pcm_s24le pcm_s16be pcm_s24be"),
        subtitle="mov_text",
        subtitles=words("mov_text"),
        turns=True,
        options=FASTSTART,
    ),
    "avi": Container(
        muxer="avi",
        encode=pictures.mpeg4,
        shown={"mpeg4": EIGHT_BITS, "mjpeg": ANY},
        voice=sound.MP3,
        heard=words("mp3 ac3 pcm_s16le"),
        clocked=False,
    ),
    "gif": Container(muxer="gif", encode=pictures.gif, options={"loop": "0"}),
}


class VideoEngine(Engine):
    """All tracks of sound and subtitles that the target can hold, tags and chapters come along."""

    name = "video"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = (
        all_routes(FILMS, formats.named(" ".join(CONTAINERS)))
        | all_routes(GIFS, formats.named("mp4 mkv webm mov"))
        | again(formats.named("mp4 mkv webm mov avi"))
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
        for stream in media.of_kind("audio"):
            yield _sound(container, container.voice, stream, asked, copies=copies)
    for stream in media.of_kind("subtitle") if subtitles and container.subtitle else ():
        if stream.codec in container.subtitles:
            yield transcoder.copied(stream)
        elif stream.codec in WRITTEN:
            yield Track(stream, {"c": container.subtitle})


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
