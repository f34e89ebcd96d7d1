"""What is done to sound on its way: its speed, its loudness, and what its encoder is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from conversion.engines.film import timing
from conversion.engines.film.streams import Media, Stream
from conversion.engines.film.transcoder import Track
from conversion.errors import OptionError
from conversion.options import Option, Value
from conversion.options.catalogue import BITRATE, CHANNELS, MAX, NORMALISE, RATES, SPEED, TRACK, TRIM, VOLUME, rate

ANY_SOUND: tuple[Option, ...] = (TRIM, SPEED, VOLUME, NORMALISE, TRACK)
# What changes the sound, so that it can't be copied.
CHANGES = frozenset(("trim", "speed", "volume", "normalise", "bitrate", "rate", "channels", "max"))
LAYOUTS = {"1": "mono", "2": "stereo", "6": "5.1"}
FEW, COARSE = 32, "24000"  # kbit/s: fewer are spent on fewer samples, and some encoders know no other way
QUICKEST = 2  # times: beyond that the filter leaves samples out


@dataclass(frozen=True, slots=True)
class Settable:
    """What an encoder can be told: its lowest and highest bitrate in kbit/s, ``most`` of it for each channel.

    ``steps`` are the only bitrates that it knows, where it is choosy.
    """

    low: int = 0
    high: int = 0
    most: int = 640
    rates: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()


UP_TO_48 = RATES[: RATES.index("48000") + 1]
BROADCAST = ("32000", "44100", "48000")
LOSSLESS = Settable(rates=RATES, channels=("1", "2", "6"))
MP2_STEPS = (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)
ENCODERS = {
    "libmp3lame": Settable(8, 320, rates=UP_TO_48, channels=("1", "2")),
    "aac": Settable(16, 512, 256, rates=UP_TO_48, channels=("1", "2", "6")),
    "libopus": Settable(6, 510, 256, channels=("1", "2", "6")),
    "libvorbis": Settable(48, 480, 190, rates=UP_TO_48[2:], channels=("1", "2", "6")),
    "mp2": Settable(32, 384, 192, rates=BROADCAST, channels=("1", "2"), steps=MP2_STEPS),
    "ac3": Settable(64, 640, rates=BROADCAST, channels=("1", "2", "6")),
    "eac3": Settable(64, 640, rates=BROADCAST, channels=("1", "2", "6")),
    "wmav2": Settable(32, 192, 96, rates=("22050", *BROADCAST), channels=("1", "2")),
    **dict.fromkeys(("flac", "wavpack", "tta", "alac"), LOSSLESS),
    **dict.fromkeys(("pcm_s16le", "pcm_s24le", "pcm_s16be", "pcm_s24be"), LOSSLESS),
}
NOTHING = Settable()


def options(encoder: str) -> tuple[Option, ...]:
    """What can be asked of sound that this encoder of ffmpeg's writes."""
    known = ENCODERS.get(encoder, NOTHING)
    bitrate = (replace(BITRATE, low=known.low, high=known.high), MAX) if known.high else ()
    rates = (rate(known.rates),) if known.rates else ()
    channels = (replace(CHANNELS, choices=known.channels),) if known.channels else ()
    return (*bitrate, *rates, *channels, *ANY_SOUND)


def is_changed(asked: Mapping[str, Value]) -> bool:
    """The sound is not to stay as it is."""
    return any(asked.get(name) for name in CHANGES)


def track(media: Media, asked: Mapping[str, Value]) -> Stream:
    """The track of sound that was asked for, else the one that plays; raises `OptionError`."""
    if "track" not in asked:
        return media.main("audio")
    streams, number = media.of_kind("audio"), int(asked["track"])
    if number > len(streams):
        raise OptionError("track", str(number), f"1…{len(streams)}")
    return streams[number - 1]


def treated(plain: Track, asked: Mapping[str, Value]) -> Track:
    """A track with what was asked done to it before it is encoded."""
    encoder = plain.options["c"]
    settings = {name: value for name, value in plain.options.items() if name != "filter"}
    filters = [*_filters(plain.stream, asked), *filter(None, [plain.options.get("filter")]), *_shape(asked)]
    if "bitrate" in asked:
        settings.pop("q", None)
        settings["b"] = f"{_bitrate(ENCODERS[encoder], int(asked['bitrate']), _channels(plain.stream, asked))}k"
    return Track(plain.stream, {**settings, **({"filter": ",".join(filters)} if filters else {})})


def _filters(stream: Stream, asked: Mapping[str, Value]) -> Iterator[str]:
    speed = timing.pace(asked)
    while speed > QUICKEST:
        yield f"atempo={QUICKEST}"
        speed /= QUICKEST
    if speed != 1:
        yield f"atempo={speed:g}"
    if asked.get("normalise"):  # which works at 192 kHz
        yield f"loudnorm,aformat=sample_rates={stream.facts.get('sample_rate', 48000)}"
    if "volume" in asked:
        yield f"volume={int(asked['volume']) / 100:g}"


def _shape(asked: Mapping[str, Value]) -> list[str]:
    layout = [f"channel_layouts={LAYOUTS[str(asked['channels'])]}"] if "channels" in asked else []
    wanted = asked.get("rate", COARSE if int(asked.get("bitrate", FEW)) < FEW else "")
    samples = [f"sample_rates={wanted}"] if wanted else []
    return ["aformat=" + ":".join([*layout, *samples])] if layout or samples else []


def _channels(stream: Stream, asked: Mapping[str, Value]) -> int:
    return int(asked.get("channels", min(stream.channels, 2)))


def _bitrate(known: Settable, wanted: int, channels: int) -> int:
    bitrate = max(known.low, min(wanted, known.high, known.most * channels))
    return min(known.steps, key=lambda step: abs(step - bitrate)) if known.steps else bitrate
