"""How sound is encoded: one row a codec, for recordings and for the sound of films."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversion.engines.film.streams import Stream
from conversion.engines.film.transcoder import Track

SURROUND = "7.1|5.1|stereo|mono"  # the layouts that every player knows; opus refuses some others
STEREO = "stereo|mono"
CHANNELS = {"7.1": 8, "5.1": 6, "stereo": 2, "mono": 1}  # of the first of these layouts
BROADCAST = "48000|44100|32000"
VORBIS_RATES = "192000|176400|96000|88200|48000|44100|32000|24000|22050|16000|12000|11025|8000"
# A film's sound may begin late and have holes; a format without a clock must have them filled.
DEEP = 16  # bits of a sample: what goes beyond is kept at 24
ONE_BIT = "dsd"  # ffmpeg's names of such codecs begin so
IN_STEP = "aresample=async=1:first_pts=0"


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoder, and its settings by quality: ``q`` its own scale, ``b`` kbit/s for each channel.

    ``layouts`` and ``rates`` (samples a second; "": any) are what it takes, and what everybody plays.
    """

    encoder: str
    layouts: str = SURROUND
    rates: str = ""
    q: Mapping[str, float] = field(default_factory=dict)
    b: Mapping[str, int] = field(default_factory=dict)

    @property
    def channels(self) -> int:
        """How many it takes."""
        return CHANNELS[self.layouts.partition("|")[0]]


MP3 = Codec("libmp3lame", layouts=STEREO, q={"low": 6, "medium": 2, "high": 0})
AAC = Codec("aac", b={"low": 48, "medium": 80, "high": 128})
OPUS = Codec("libopus", b={"low": 32, "medium": 64, "high": 96})
VORBIS = Codec("libvorbis", rates=VORBIS_RATES, q={"low": 2, "medium": 5, "high": 8})
MP2 = Codec("mp2", layouts=STEREO, rates=BROADCAST, b={"low": 64, "medium": 96, "high": 128})
AC3 = Codec("ac3", layouts="5.1|stereo|mono", rates=BROADCAST, b={"low": 64, "medium": 96, "high": 160})
EAC3 = Codec("eac3", layouts="5.1|stereo|mono", rates=BROADCAST, b={"low": 48, "medium": 96, "high": 160})
WMA = Codec("wmav2", layouts=STEREO, rates="48000|44100|32000|22050", b={"low": 48, "medium": 80, "high": 96})
SPEEX = Codec("libspeex", layouts="mono", rates="32000|16000|8000", q={"low": 4, "medium": 7, "high": 10})
AMR = Codec("libopencore_amrnb", layouts="mono", rates="8000", b={"low": 8, "medium": 12, "high": 12})
GSM = Codec("libgsm", layouts="mono", rates="8000")
DTS = Codec("dca", layouts="5.1|stereo|mono", rates="48000|44100", b={"low": 192, "medium": 256, "high": 384})
SBC = Codec("sbc", layouts=STEREO, rates="48000|44100|32000|16000", b={"low": 96, "medium": 128, "high": 160})
PCM_48 = Codec("pcm_s16le", rates="48000")


def encoded(codec: Codec, stream: Stream, quality: str, *, in_step: bool = False) -> Track:
    """The stream by a lossy codec; ``in_step`` keeps it together with pictures."""
    rates = f":sample_rates={codec.rates}" if codec.rates else ""
    filters = ([IN_STEP] if in_step else []) + [f"aformat=channel_layouts={codec.layouts}{rates}"]
    options = {"c": codec.encoder, "filter": ",".join(filters)}
    if codec.q:
        options["q"] = str(codec.q[quality])
    if codec.b:
        options["b"] = f"{codec.b[quality] * min(stream.channels, codec.channels)}k"
    return Track(stream, options)


def _is_deep(stream: Stream) -> bool:
    return stream.sample_bits > DEEP or stream.codec.startswith(ONE_BIT)


def _rate(stream: Stream) -> dict[str, str]:
    """What single bits say at millions a second fits into fewer, deeper samples that every player knows."""
    return {"ar": "88200"} if stream.codec.startswith(ONE_BIT) else {}


def flac(stream: Stream, _quality: str) -> Track:
    """The stream as FLAC, as deep as it is."""
    return Track(stream, {"c": "flac", "sample_fmt": "s32" if _is_deep(stream) else "s16", **_rate(stream)})


def pcm_le(stream: Stream, _quality: str) -> Track:
    """The stream as WAV's uncompressed samples."""
    return Track(stream, {"c": "pcm_s24le" if _is_deep(stream) else "pcm_s16le", **_rate(stream)})


def pcm_be(stream: Stream, _quality: str) -> Track:
    """The stream as AIFF's uncompressed samples."""
    return Track(stream, {"c": "pcm_s24be" if _is_deep(stream) else "pcm_s16be"})


def pcm_16(stream: Stream, _quality: str) -> Track:
    """The stream as uncompressed samples, for what knows none deeper."""
    return Track(stream, {"c": "pcm_s16le"})


def wavpack(stream: Stream, _quality: str) -> Track:
    """The stream as WavPack, as deep as it is."""
    return Track(stream, {"c": "wavpack", "sample_fmt": "s32p" if _is_deep(stream) else "s16p"})


def tta(stream: Stream, _quality: str) -> Track:
    """The stream as True Audio, as deep as it is."""
    return Track(stream, {"c": "tta", "sample_fmt": "s32" if _is_deep(stream) else "s16"})
