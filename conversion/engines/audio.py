"""Recordings, and the sound of films, by ffmpeg."""

import base64
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import ffmpeg

from conversion import formats
from conversion.engines import playback, probe, sound, transcoder
from conversion.engines.base import Engine, Step, again, all_routes
from conversion.engines.containers import MATROSKA_SOUND
from conversion.engines.streams import Media, Stream
from conversion.engines.transcoder import Plan, Track, words
from conversion.errors import NothingToConvertError
from conversion.options import QUALITY

SOURCES = probe.FILMS_WITH_SOUND + probe.RECORDINGS

COVERS = words("mjpeg png")
COPIED = {"c": "copy"}
JPEG = {"c": "mjpeg", "pix_fmt": "yuvj420p"}
SMALLER = "scale=500:500:force_original_aspect_ratio=decrease"
LARGEST_COVER = 90_000  # bytes; as text it must fit into one argument of a command

ID3 = {"id3v2_version": "3"}  # the version that every player reads
PLAIN = {"map_metadata:s:0": "-1"}  # what a container says of its stream would stand among the tags


@dataclass(frozen=True, slots=True)
class Recording:
    """A target: its muxer, the codecs it takes as they are, and how anything else is encoded.

    ``cover`` says how it holds a picture: as a stream, as a tag, or not at all (""). ``is_tagged``: it holds
    chapters as tags.
    """

    muxer: str
    takes: frozenset[str]
    encode: Callable[[Stream, str], Track]
    cover: str = ""
    is_tagged: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


def _lossy(codec: sound.Codec) -> Callable[[Stream, str], Track]:
    return partial(sound.encoded, codec)


PCM_LE = words("pcm_u8 pcm_s16le pcm_s24le pcm_s32le pcm_f32le")
PCM_BE = words("pcm_s16be pcm_s24be pcm_s32be")
TARGETS = {
    "mp3": Recording("mp3", words("mp3"), _lossy(sound.MP3), "stream", options=ID3),
    "m4a": Recording("ipod", words("aac alac"), _lossy(sound.AAC), "stream", options={"movflags": "+faststart"}),
    "ogg": Recording("ogg", words("vorbis"), _lossy(sound.VORBIS), "tag", is_tagged=True),
    "opus": Recording("opus", words("opus"), _lossy(sound.OPUS), "tag", is_tagged=True),
    "flac": Recording("flac", words("flac"), sound.flac, "stream", is_tagged=True),
    "wav": Recording("wav", PCM_LE, sound.pcm_le, options={"rf64": "auto"}),
    "aiff": Recording("aiff", PCM_BE, sound.pcm_be, "stream", options={"write_id3v2": "1", **ID3}),
    "aac": Recording("adts", words("aac"), _lossy(sound.AAC), options={"write_id3v2": "1", **ID3}),
    "wma": Recording("asf", words("wmav1 wmav2 wmapro"), _lossy(sound.WMA)),
    "amr": Recording("amr", words("amr_nb amr_wb"), _lossy(sound.AMR)),
    "mka": Recording("matroska", MATROSKA_SOUND, _lossy(sound.AAC)),
    "ac3": Recording("ac3", words("ac3"), _lossy(sound.AC3)),
    "eac3": Recording("eac3", words("eac3"), _lossy(sound.EAC3)),
    "mp2": Recording("mp2", words("mp2"), _lossy(sound.MP2)),
    "caf": Recording("caf", PCM_LE - words("pcm_u8") | PCM_BE | words("alac"), sound.pcm_le),
    "au": Recording("au", PCM_BE | words("pcm_mulaw pcm_alaw"), sound.pcm_be),
    "w64": Recording("w64", PCM_LE, sound.pcm_le),
    "wv": Recording("wv", words("wavpack"), sound.wavpack),
    "tta": Recording("tta", words("tta"), sound.tta),
    "voc": Recording("voc", words("pcm_u8 pcm_s16le"), sound.pcm_16),
    "gsm": Recording("gsm", words("gsm"), _lossy(sound.GSM)),
    "spx": Recording("spx", words("speex"), _lossy(sound.SPEEX), is_tagged=True),
}
LOSSLESS = words("flac wav aiff caf au w64 wv tta voc")


class AudioEngine(Engine):
    """One track of sound, as it is where the target takes it; tags, chapters and the cover come along."""

    name = "audio"
    queue = "audio"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = all_routes(SOURCES, formats.named(" ".join(TARGETS))) | again(formats.named(" ".join(TARGETS)))
    options = (QUALITY,)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a film without sound."""
        media = probe.probe(step.source, step.source_format, step.runner, step.scratch)
        if not media.of_kind("audio"):
            raise NothingToConvertError("no sound")
        transcoder.convert(step, media, _plans(step, media))


def _plans(step: Step, media: Media) -> Iterator[Plan]:
    """Copied, else encoded, else encoded without the cover."""
    target = TARGETS[step.target.name]
    stream = media.main("audio")
    encoded = target.encode(stream, str(step.options.get("quality", "medium")))
    covers = _cover_tracks(media, target)
    tags = {**_chapter_tags(media, target), **_cover_tag(step, media, target)}
    if stream.codec in target.takes and _may_copy(step):
        yield Plan((transcoder.copied(stream), *covers), target.muxer, {**PLAIN, **target.options}, tags)
    yield Plan((encoded, *covers), target.muxer, {**PLAIN, **target.options}, tags)
    yield Plan((encoded,), target.muxer, {**PLAIN, **target.options})


def _may_copy(step: Step) -> bool:
    """The best quality is the source's own; a lower one needs encoding where it means anything."""
    return step.target.name in LOSSLESS or step.options.get("quality", "high") == "high"


def _cover(media: Media) -> Stream | None:
    return next((stream for stream in media.of_kind("cover") if all(stream.size)), None)


def _cover_tracks(media: Media, target: Recording) -> tuple[Track, ...]:
    """The cover, for targets that hold it as a further stream."""
    cover = _cover(media) if target.cover == "stream" else None
    if cover is None:
        return ()
    options = COPIED if cover.codec in COVERS else JPEG
    return (Track(cover, {**options, "disposition": "attached_pic", "metadata:s": "comment=Cover (front)"}),)


def _chapter_tags(media: Media, target: Recording) -> dict[str, str]:
    """Chapters, for targets that hold them as tags and whose muxer forgets it."""
    tags: dict[str, str] = {}
    for number, (start, title) in enumerate(media.chapters if target.is_tagged else ()):
        clock = f"{int(start) // 3600:02}:{int(start) // 60 % 60:02}:{start % 60:06.3f}"
        tags |= {f"CHAPTER{number:03}": clock, f"CHAPTER{number:03}NAME": title}
    return tags


def _cover_tag(step: Step, media: Media, target: Recording) -> dict[str, str]:
    """The cover as Ogg's tag METADATA_BLOCK_PICTURE, made smaller where it is too big for one."""
    cover = _cover(media) if target.cover == "tag" else None
    if cover is None:
        return {}
    picture = _picture(step, cover, COPIED) if cover.codec in COVERS else b""
    if not 0 < len(picture) <= LARGEST_COVER:
        picture = _picture(step, cover, {**JPEG, "q": "5", "filter": SMALLER})
    return {"METADATA_BLOCK_PICTURE": _picture_block(picture)} if 0 < len(picture) <= LARGEST_COVER else {}


def _picture(step: Step, cover: Stream, options: Mapping[str, str]) -> bytes:
    """A cover's file, or nothing where it can't be read."""
    path = step.scratch / "cover"
    source = ffmpeg.input(f"file:{step.source}", **probe.guards(step.source_format))
    single = {"f": "image2", "update": "1", "frames:0": "1", **{f"{name}:0": value for name, value in options.items()}}
    output = ffmpeg.output(source[str(cover.index)], f"file:{path}", **single)
    step.runner.run(output.compile(cmd=list(playback.PROGRAM)), check=False)
    return path.read_bytes() if path.exists() else b""


def _picture_block(picture: bytes) -> str:
    """FLAC's picture block of type 3, front cover; its size in pixels is 0: to be read from the picture.

    See https://xiph.org/flac/format.html#metadata_block_picture.
    """
    media_type = b"image/png" if picture.startswith(b"\x89PNG") else b"image/jpeg"
    head = struct.pack(">II", 3, len(media_type)) + media_type
    shape = struct.pack(">IIIIII", 0, 0, 0, 24, 0, len(picture))
    return base64.b64encode(head + shape + picture).decode()
