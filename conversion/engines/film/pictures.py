"""How a film's pictures are encoded: one function a codec."""

from collections.abc import Mapping
from fractions import Fraction

from conversion.engines.film import frames
from conversion.engines.film.streams import Stream
from conversion.engines.film.transcoder import Track
from conversion.options import Value

H264 = {
    "low": {"crf": "28", "preset": "veryfast"},
    "medium": {"crf": "23", "preset": "veryfast"},
    "high": {"crf": "18", "preset": "medium"},
}
# On two cores about 26 frames of 720p a second at good and 5, 130 at realtime and 8.
VP9 = {
    "low": {"crf": "40", "deadline": "realtime", "cpu-used": "8"},
    "medium": {"crf": "33", "deadline": "good", "cpu-used": "5"},
    "high": {"crf": "26", "deadline": "good", "cpu-used": "4"},
}
HURRIED = {"deadline": "realtime", "cpu-used": "8"}
LONG_WORK = 1280 * 720 * 30 * 120  # pixels in all: beyond this VP9 has to hurry
MPEG4 = {"low": "9", "medium": "5", "high": "3"}
THEORA = {"low": "4", "medium": "6", "high": "8"}
MPEG_RATES = tuple(
    Fraction(*rate) for rate in ((24000, 1001), (24,), (25,), (30000, 1001), (30,), (50,), (60000, 1001), (60,))
)
USUAL_RATE = Fraction(25)
FASTEST = 60  # frames a second, for films whose frames come irregularly


def h264(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """H.264 as every player shows it: eight bits, 4:2:0, even sides."""
    options = {"c": "libx264", "pix_fmt": "yuv420p", **H264[_quality(asked)], **timing(stream)}
    return Track(stream, {**options, "filter": frames.film(stream, asked)})


def vp9(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """VP9, transparency kept."""
    clear = {"auto-alt-ref": "0"} if stream.has_alpha else {}  # libvpx has no such frames beside transparency
    pace = HURRIED if _work(stream, asked) > LONG_WORK else {}
    options = {"c": "libvpx-vp9", "b": "0", "row-mt": "1", "tile-columns": "2", **VP9[_quality(asked)], **pace, **clear}
    return Track(stream, {**options, **timing(stream), "filter": frames.film(stream, asked, keeps_alpha=True)})


def mpeg4(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """MPEG-4 part 2 at a constant rate: AVI has no clock."""
    options = {"c": "mpeg4", "tag": "xvid", "q": MPEG4[_quality(asked)], **steady(stream)}
    return Track(stream, {**options, "filter": frames.film(stream, asked)})


def mpeg2(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """MPEG-2 at the nearest of the rates that it knows."""
    rate = min(MPEG_RATES, key=lambda known: abs(known - (stream.mean_rate or USUAL_RATE)))
    options = {"c": "mpeg2video", "q": MPEG4[_quality(asked)], "fps_mode": "cfr", "r": str(rate)}
    return Track(stream, {**options, "filter": frames.film(stream, asked)})


def wmv2(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """Windows Media Video 8."""
    options = {"c": "wmv2", "q": MPEG4[_quality(asked)], **timing(stream)}
    return Track(stream, {**options, "filter": frames.film(stream, asked)})


def theora(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """Theora at a constant rate: it counts frames."""
    options = {"c": "libtheora", "q": THEORA[_quality(asked)], **steady(stream)}
    return Track(stream, {**options, "filter": frames.film(stream, asked)})


def gif(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """A GIF that plays for ever."""
    return Track(stream, {"c": "gif", "filter": frames.gif(stream, stream.end, asked)})


def apng(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """A PNG that plays for ever, transparency kept."""
    return Track(stream, {"c": "apng", "filter": frames.flipbook(stream, asked)})


def _quality(asked: Mapping[str, Value]) -> str:
    return str(asked.get("quality", "medium"))


def steady(stream: Stream) -> dict[str, str]:
    """A constant rate, for what has no clock."""
    rate = stream.tick_rate if 0 < stream.tick_rate <= FASTEST else min(stream.mean_rate or FASTEST, FASTEST)
    return {"fps_mode": "cfr", "r": str(Fraction(rate).limit_denominator(1001))}


def timing(stream: Stream) -> dict[str, str]:
    """Frames keep their own times, so that they stay with the sound; irregular ones are not put on a grid."""
    if stream.is_steady:
        return {"fps_mode": "vfr"}
    capped = {} if 0 < stream.tick_rate <= FASTEST else {"r": str(FASTEST)}
    return {"fps_mode": "vfr", "enc_time_base": "-1", **capped}


def _work(stream: Stream, asked: Mapping[str, Value]) -> float:
    width, height = frames.fitted(frames.shown(stream), asked)
    return width * height * float(min(stream.mean_rate or 30, FASTEST)) * (stream.end or 0)
