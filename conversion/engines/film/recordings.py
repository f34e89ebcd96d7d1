"""What recordings are written as: each target's muxer, what it takes as it is, how anything else is encoded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from conversion.engines.film import sound
from conversion.engines.film.containers import MATROSKA_SOUND
from conversion.engines.film.sound import Codec
from conversion.engines.film.streams import Stream
from conversion.engines.film.transcoder import Track, words


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


def _lossy(codec: Codec) -> Callable[[Stream, str], Track]:
    return partial(sound.encoded, codec)


def _plain(encoder: str, layouts: str = sound.STEREO, rates: str = "") -> Callable[[Stream, str], Track]:
    """An encoder without degrees of quality."""
    return _lossy(Codec(encoder, layouts, rates))


ID3 = {"id3v2_version": "3"}  # the version that every player reads
FASTSTART = {"movflags": "+faststart"}
EXPERIMENTAL = {"strict": "-2"}  # what ffmpeg calls so; it has written them for years
TELEPHONE = "8000"  # samples a second
PCM_LE = words("pcm_u8 pcm_s16le pcm_s24le pcm_s32le pcm_f32le")
PCM_BE = words("pcm_s16be pcm_s24be pcm_s32be")
NONE = words("")
TARGETS = {
    "mp3": Recording("mp3", words("mp3"), _lossy(sound.MP3), "stream", options=ID3),
    "m4a": Recording("ipod", words("aac alac"), _lossy(sound.AAC), "stream", options=FASTSTART),
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
# Targets of the players of one maker or of the web: made from what people have, as they are where that can be.
USUAL_TARGETS = {
    "m4b": Recording("ipod", words("aac alac"), _lossy(sound.AAC), "stream", options={**FASTSTART, "brand": "M4B "}),
    "m4r": Recording("ipod", words("aac"), _lossy(sound.AAC), options=FASTSTART),
    "weba": Recording("webm", words("opus vorbis"), _lossy(sound.OPUS)),
    "dts": Recording("dts", words("dts"), _lossy(sound.DTS), options=EXPERIMENTAL),
}
# Targets that few people need: by way of a WAV, if from anything else.
RARE_TARGETS = {
    "awb": Recording("amr", words("amr_wb"), _plain("libvo_amrwbenc", "mono", "16000")),
    "mlp": Recording("mlp", words("mlp"), _plain("mlp", "stereo|mono", "48000|44100"), options=EXPERIMENTAL),
    "thd": Recording("truehd", words("truehd"), _plain("truehd", "stereo", "48000|44100"), options=EXPERIMENTAL),
    "ra": Recording("rm", words("ac3"), _lossy(sound.AC3)),
    "sbc": Recording("sbc", words("sbc"), _lossy(sound.SBC)),
    "aptx": Recording("aptx", NONE, _plain("aptx", "stereo", "48000")),
    "g722": Recording("g722", NONE, _plain("g722", "mono", "16000")),
    "sf": Recording("ircam", words("pcm_s16le"), _plain("pcm_s16le")),
    "rso": Recording("rso", NONE, _plain("pcm_u8", "mono", TELEPHONE)),
    "sox": Recording("sox", words("pcm_s32le"), _plain("pcm_s32le")),
    "ast": Recording("ast", NONE, _plain("pcm_s16be_planar")),
    "dfpwm": Recording("dfpwm", NONE, _plain("dfpwm", "mono", "48000")),
    "adx": Recording("adx", NONE, _plain("adpcm_adx")),
    "mmf": Recording("mmf", NONE, _plain("adpcm_yamaha", "mono", "22050")),
    "c2": Recording("codec2", NONE, _plain("libcodec2", "mono", TELEPHONE)),
    "latm": Recording("latm", words("aac"), _lossy(Codec("aac", rates="48000|44100", b=sound.AAC.b))),
    "al": Recording("alaw", NONE, _plain("pcm_alaw", "mono", TELEPHONE)),
    "ul": Recording("mulaw", NONE, _plain("pcm_mulaw", "mono", TELEPHONE)),
    "sln": Recording("s16le", NONE, _plain("pcm_s16le", "mono", TELEPHONE)),
    "rf64": Recording("wav", PCM_LE, sound.pcm_le, options={"rf64": "always"}),
    "bwf": Recording("wav", PCM_LE, sound.pcm_le, options={"write_bext": "1"}),
    "aifc": Recording("aiff", words("pcm_s16le"), _plain("pcm_s16le", sound.SURROUND), options=ID3),
}
LOSSLESS = words("flac wav aiff caf au w64 wv tta voc rf64 bwf aifc mlp thd sox")
EVERY = {**TARGETS, **USUAL_TARGETS, **RARE_TARGETS}
