"""The codecs of a film's pictures that can be asked for, and what a limit of bits means to each encoder."""

from collections.abc import Mapping

from conversion.engines.film import frames, pictures
from conversion.engines.film.containers import Container, Encode
from conversion.engines.film.streams import Stream
from conversion.engines.film.transcoder import Track
from conversion.options import Value

# What each container takes that its usual players show.
OFFERED = {
    "mp4": ("h264", "h265", "av1"),
    "mkv": ("h264", "h265", "vp9", "av1"),
    "mov": ("h264", "h265"),
    "ts": ("h264", "h265"),
    "webm": ("vp9", "av1"),
}
STORED = {"h265": "hevc"}  # where ffmpeg calls it otherwise
H265 = {"low": "32", "medium": "27", "high": "22"}
AV1 = {"low": "48", "medium": "38", "high": "30"}
SPEEDS = {"low": ("ultrafast", "11"), "medium": ("superfast", "10"), "high": ("medium", "8")}
CAPPED = frozenset(("libx264", "libx265"))


def h265(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """H.265: half the size of H.264, in thrice its time."""
    quality = str(asked.get("quality", "medium"))
    options = {"c": "libx265", "crf": H265[quality], "preset": SPEEDS[quality][0], "x265-params": "log-level=error"}
    return Track(stream, {**options, **pictures.timing(stream), "filter": frames.film(stream, asked)})


def av1(stream: Stream, asked: Mapping[str, Value]) -> Track:
    """AV1, by the one encoder that is quick enough."""
    quality = str(asked.get("quality", "medium"))
    options = {"c": "libsvtav1", "crf": AV1[quality], "preset": SPEEDS[quality][1]}
    return Track(stream, {**options, **pictures.timing(stream), "filter": frames.film(stream, asked)})


ENCODERS: Mapping[str, Encode] = {"h264": pictures.h264, "h265": h265, "vp9": pictures.vp9, "av1": av1}


def encoded(container: Container, stream: Stream, asked: Mapping[str, Value]) -> Track:
    """The pictures by the codec that was asked for, else the container's own; ``bits`` a second at most."""
    encode = ENCODERS[str(asked["codec"])] if "codec" in asked else container.encode
    made = encode(stream, asked)
    options = dict(made.options)
    if options["c"] == "libx265" and container.turns:
        options["tag"] = "hvc1"  # the name by which Apple's players know it
    if "bits" in asked:
        options = _limited(options, int(asked["bits"]))
    return Track(stream, options)


def is_wanted(stream: Stream, asked: Mapping[str, Value]) -> bool:
    """It is of the codec that was asked for, if one was."""
    return "codec" not in asked or stream.codec == STORED.get(str(asked["codec"]), asked["codec"])


def _limited(options: dict[str, str], bits: int) -> dict[str, str]:
    """Quality as before, but no more bits than that: where an encoder knows only one of both, bits count."""
    if options["c"] in CAPPED:
        return {**options, "maxrate": str(bits), "bufsize": str(bits)}
    if options["c"] != "libvpx-vp9":
        options = {name: value for name, value in options.items() if name not in ("q", "crf")}
    return {**options, "b": str(bits)}
