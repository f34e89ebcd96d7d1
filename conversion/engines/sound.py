"""How sound is encoded: one row a codec, for recordings and for the sound of films."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversion.engines.streams import Stream
from conversion.engines.transcoder import Track

SURROUND = "7.1|5.1|stereo|mono"  # the layouts that every player knows; opus refuses some others
STEREO = "stereo|mono"
# A film's sound may begin late and have holes; a format without a clock must have them filled.
DEEP = 16  # bits of a sample: what goes beyond is kept at 24
IN_STEP = "aresample=async=1:first_pts=0"


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoder, and its settings by quality: ``q`` its own scale, ``b`` kbit/s for each channel."""

    encoder: str
    layouts: str = SURROUND
    q: Mapping[str, float] = field(default_factory=dict)
    b: Mapping[str, int] = field(default_factory=dict)


MP3 = Codec("libmp3lame", layouts=STEREO, q={"low": 6, "medium": 2, "high": 0})
AAC = Codec("aac", b={"low": 48, "medium": 80, "high": 128})
OPUS = Codec("libopus", b={"low": 32, "medium": 64, "high": 96})
VORBIS = Codec("libvorbis", q={"low": 2, "medium": 5, "high": 8})


def encoded(codec: Codec, stream: Stream, quality: str, *, in_step: bool = False) -> Track:
    """The stream by a lossy codec; ``in_step`` keeps it together with pictures."""
    filters = ([IN_STEP] if in_step else []) + [f"aformat=channel_layouts={codec.layouts}"]
    options = {"c": codec.encoder, "filter": ",".join(filters)}
    if codec.q:
        options["q"] = str(codec.q[quality])
    if codec.b:
        options["b"] = f"{codec.b[quality] * min(stream.channels, 8)}k"
    return Track(stream, options)


def flac(stream: Stream, _quality: str) -> Track:
    """The stream as FLAC, as deep as it is."""
    return Track(stream, {"c": "flac", "sample_fmt": "s32" if stream.sample_bits > DEEP else "s16"})


def pcm_le(stream: Stream, _quality: str) -> Track:
    """The stream as WAV's uncompressed samples."""
    return Track(stream, {"c": "pcm_s24le" if stream.sample_bits > DEEP else "pcm_s16le"})


def pcm_be(stream: Stream, _quality: str) -> Track:
    """The stream as AIFF's uncompressed samples."""
    return Track(stream, {"c": "pcm_s24be" if stream.sample_bits > DEEP else "pcm_s16be"})
