"""The containers of films that few programs write, for who has a player that wants one."""

from collections.abc import Callable, Mapping

from conversion.engines.film import frames, pictures, sound
from conversion.engines.film.containers import ANY, EIGHT_BITS, MPEG2, TEN_BITS, Container
from conversion.engines.film.pictures import steady
from conversion.engines.film.sound import Codec
from conversion.engines.film.streams import Stream
from conversion.engines.film.transcoder import Track, words
from conversion.options import Value

Encode = Callable[[Stream, Mapping[str, Value]], Track]

PAL = {"fps_mode": "cfr", "r": "25"}  # what a reader takes for granted where nothing says another rate
# A television picture of 4:3 with square pixels, then with those of the norm
TELEVISION = "scale=768:576:force_original_aspect_ratio=decrease,pad=768:576:-1:-1,scale=720:576,setdar=4/3"
FOURTHS = "pad=ceil(iw/4)*4:ceil(ih/4)*4"


def _by(options: Mapping[str, str], timing: Mapping[str, str] | None = None, filters: str = "") -> Encode:
    """An encoder without degrees of quality, at a constant rate: its own, unless ``timing`` says another."""

    def encode(stream: Stream, asked: Mapping[str, Value]) -> Track:
        drawn = ",".join([frames.film(stream, asked), *([filters] if filters else [])])
        return Track(stream, {**options, **(timing or steady(stream)), "filter": drawn})

    return encode


def _timed(encode: Encode) -> Encode:
    """The same encoder at the rate that a stream without times is believed to have."""

    def encode_timed(stream: Stream, asked: Mapping[str, Value]) -> Track:
        track = encode(stream, asked)
        return Track(stream, {**track.options, **PAL})

    return encode_timed


MPEG_SOUND = words("mp2 mp3 ac3")
RARE_CONTAINERS = {
    "m2ts": Container(
        muxer="mpegts",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS, "hevc": TEN_BITS, **MPEG2},
        voice=sound.AC3,
        heard=words("aac mp2 ac3 eac3"),
        options={"mpegts_m2ts_mode": "1"},
    ),
    "wtv": Container(muxer="wtv", encode=pictures.mpeg2, shown=MPEG2, voice=sound.MP2, heard=MPEG_SOUND),
    "ismv": Container(
        muxer="ismv",
        encode=pictures.h264,
        shown={"h264": EIGHT_BITS},
        voice=sound.AAC,
        heard=words("aac"),
    ),
    "rm": Container(
        muxer="rm",
        encode=_by({"c": "rv20", "q": "5"}, filters=FOURTHS),
        voice=sound.AC3,
        heard=words("ac3"),
        clocked=False,
        voices=1,
    ),
    "swf": Container(
        muxer="swf",
        encode=_by({"c": "flv1", "q": "5"}),
        voice=Codec("libmp3lame", sound.STEREO, "44100|22050|11025", q={"low": 6, "medium": 3, "high": 0}),
        clocked=False,
        voices=1,
    ),
    "dv": Container(
        muxer="dv",
        encode=_by({"c": "dvvideo", "pix_fmt": "yuv420p"}, PAL, TELEVISION),
        voice=Codec("pcm_s16le", "stereo", "48000"),
        clocked=False,
        voices=1,
    ),
    "ivf": Container(muxer="ivf", encode=pictures.vp9, shown={"vp8": ANY, "vp9": ANY, "av1": ANY}),
    "y4m": Container(muxer="yuv4mpegpipe", encode=_by({"c": "wrapped_avframe"}), clocked=False),
    "mjpeg": Container(muxer="mjpeg", encode=_by({"c": "mjpeg", "q": "4", "pix_fmt": "yuvj420p"}, PAL), clocked=False),
    "h264": Container(muxer="h264", encode=_timed(pictures.h264), clocked=False),
    "hevc": Container(
        muxer="hevc",
        encode=_by({"c": "libx265", "preset": "fast", "crf": "26", "x265-params": "log-level=error"}, PAL),
        clocked=False,
    ),
    "m2v": Container(muxer="mpeg2video", encode=pictures.mpeg2, clocked=False),
    "obu": Container(
        muxer="obu",
        encode=_by({"c": "libaom-av1", "cpu-used": "8", "usage": "realtime", "crf": "38", "b": "0"}, PAL),
        clocked=False,
    ),
}
