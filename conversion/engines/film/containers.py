"""The containers that films are written into: what each takes as it is, and how anything else is encoded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conversion.engines.film import pictures, sound
from conversion.engines.film.streams import Stream
from conversion.engines.film.transcoder import Track, words
from conversion.options import Value

Encode = Callable[[Stream, Mapping[str, Value]], Track]

ANY: frozenset[str] = frozenset()
EIGHT_BITS = words("yuv420p yuvj420p")
TEN_BITS = EIGHT_BITS | {"yuv420p10le"}
DRAWN = words("hdmv_pgs_subtitle dvd_subtitle dvb_subtitle")
FASTSTART = {"movflags": "+faststart"}
MPEG2 = {"mpeg2video": EIGHT_BITS, "mpeg1video": EIGHT_BITS}
MOBILE = {"h264": EIGHT_BITS, "mpeg4": EIGHT_BITS, "h263": EIGHT_BITS}
WINDOWS = dict.fromkeys(words("wmv1 wmv2 wmv3 vc1 msmpeg4v3"), ANY)
MATROSKA_SOUND = words("aac mp3 mp2 ac3 eac3 dts truehd opus vorbis flac alac wavpack tta pcm_s16le pcm_s24le")


@dataclass(frozen=True, slots=True)
class Container:
    """A target: its muxer, what it takes as it is, and how anything else is encoded.

    ``shown`` maps codecs to pixel formats (`ANY`: all): those that its usual players show, which are fewer than
    its specification allows. ``turns``: it can tell players to turn the picture. ``clocked``: its frames and sounds
    bear times; without them they come at a constant rate and without holes. ``voices``: how many tracks of sound.
    ``cover``: it holds one as a stream, as an attachment, or not at all ("").
    """

    muxer: str
    encode: Encode
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    voice: sound.Codec | None = None
    heard: frozenset[str] = frozenset()
    subtitle: str = ""
    subtitles: frozenset[str] = frozenset()
    turns: bool = False
    clocked: bool = True
    voices: int = 100
    cover: str = ""
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
        cover="stream",
        options=FASTSTART,
    ),
    "mkv": Container(
        muxer="matroska",
        encode=pictures.h264,
        shown=dict.fromkeys(words("h264 hevc vp8 vp9 av1 mpeg4 mpeg2video mpeg1video theora mjpeg prores"), ANY),
        voice=sound.AAC,
        heard=MATROSKA_SOUND,
        subtitle="srt",
        subtitles=words("subrip ass ssa webvtt") | DRAWN,
        cover="attachment",
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
    "m4v": Container(
        muxer="ipod",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS},
        voice=sound.AAC,
        heard=words("aac alac"),
        subtitle="mov_text",
        subtitles=words("mov_text"),
        turns=True,
        cover="stream",
        options=FASTSTART,
    ),
    "f4v": Container(
        muxer="f4v",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS},
        voice=sound.AAC,
        heard=words("aac mp3"),
        options=FASTSTART,
    ),
    "3gp": Container(
        muxer="3gp",
        encode=pictures.h264,
        shown=MOBILE,
        voice=sound.AAC,
        heard=words("aac amr_nb amr_wb"),
        subtitle="mov_text",
        subtitles=words("mov_text"),
        turns=True,
    ),
    "3g2": Container(
        muxer="3g2",
        encode=pictures.h264,
        shown=MOBILE,
        voice=sound.AAC,
        heard=words("aac amr_nb amr_wb"),
        subtitle="mov_text",
        subtitles=words("mov_text"),
        turns=True,
    ),
    "flv": Container(
        muxer="flv",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS, "flv1": ANY, "vp6f": ANY},
        voice=sound.AAC,
        heard=words("aac mp3"),
        voices=1,
    ),
    "ts": Container(
        muxer="mpegts",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS, "hevc": TEN_BITS, **MPEG2},
        voice=sound.AAC,
        heard=words("aac mp3 mp2 ac3 eac3"),
    ),
    "mpg": Container(
        muxer="vob",
        encode=pictures.mpeg2,
        shown=MPEG2,
        voice=sound.MP2,
        heard=words("mp2 ac3"),
    ),
    "vob": Container(
        muxer="vob",
        encode=pictures.mpeg2,
        shown=MPEG2,
        voice=sound.AC3,
        heard=words("ac3 mp2"),
    ),
    "wmv": Container(
        muxer="asf",
        encode=pictures.wmv2,
        shown=WINDOWS,
        voice=sound.WMA,
        heard=words("wmav1 wmav2 wmapro"),
    ),
    "asf": Container(
        muxer="asf",
        encode=pictures.wmv2,
        shown=WINDOWS,
        voice=sound.WMA,
        heard=words("wmav1 wmav2 wmapro"),
    ),
    "ogv": Container(
        muxer="ogv",
        encode=pictures.theora,
        shown={"theora": ANY},
        voice=sound.VORBIS,
        heard=words("vorbis"),
        clocked=False,
    ),
    "mxf": Container(
        muxer="mxf",
        encode=pictures.mpeg2,
        voice=sound.PCM_48,
        clocked=False,
    ),
    "nut": Container(
        muxer="nut",
        encode=pictures.h264,
        shown=dict.fromkeys(words("h264 hevc vp8 vp9 mpeg4 mpeg2video mpeg1video theora mjpeg"), ANY),
        voice=sound.AAC,
        heard=words("aac mp3 mp2 ac3 eac3 opus vorbis flac pcm_s16le pcm_s24le"),
    ),
    "gif": Container(muxer="gif", encode=pictures.gif, options={"loop": "0"}),
    "apng": Container(muxer="apng", encode=pictures.apng, options={"plays": "0"}),
}
