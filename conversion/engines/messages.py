"""Recordings and films as Telegram plays them in a chat: voice messages, round videos, silent animations."""

from collections.abc import Mapping
from dataclasses import replace

from conversion import formats
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.film import codecs, mixing, probe, timing, transcoder
from conversion.engines.film.containers import CONTAINERS
from conversion.engines.film.recordings import EVERY
from conversion.engines.film.streams import Media
from conversion.engines.film.transcoder import Plan, Track
from conversion.errors import NothingToConvertError
from conversion.options.catalogue import TRIM
from conversion.options.kinds import Value
from conversion.reports import Remark

HEARD = formats.named("mp3 m4a ogg opus flac wav mp4 mov webm mkv avi")
SEEN = formats.named("mp4 mov webm mkv avi m4v 3gp wmv mpg")
VOICE, ROUND, ANIMATION = formats.named("voice"), formats.named("round-video"), formats.named("animation")
# See https://core.telegram.org/bots/api#sendvideonote.
LONGEST = 60.0  # seconds
SIDE = 640  # px: what Telegram's own apps record is smaller
MP4 = CONTAINERS["mp4"]
# The display's shape first, then the middle of it
SQUARE = (
    "scale=iw*sar:ih,setsar=1,crop='min(iw,ih)':'min(iw,ih)',"
    f"scale='min({SIDE},trunc(iw/2)*2)':'min({SIDE},trunc(ih/2)*2)':flags=lanczos"
)


class VoiceEngine(Engine):
    """One track of sound as Opus in an Ogg: nothing else has a waveform in the chat."""

    name = "voice messages"
    queue = "audio"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = all_routes(HEARD, VOICE)
    options = (TRIM,)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a film without sound."""
        media = _media(step, "audio", "no sound")
        target = EVERY["opus"]
        encoded = target.encode(mixing.track(media, step.options), "medium")
        _convert(step, media, Plan((encoded,), target.muxer, {**target.options, "map_chapters": "-1"}))


class RoundVideoEngine(Engine):
    """The middle of the picture, a minute of it at most."""

    name = "round videos"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = all_routes(SEEN, ROUND)
    options = (TRIM,)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a file without pictures."""
        if (_media(step, "video", "no pictures").duration or 0.0) > LONGEST:
            step.report.remark(Remark.SHORTENED)
        asked = _within_a_minute(step.options)
        step = replace(step, options=asked)
        media = _media(step, "video", "no pictures")
        picture = {"c": "libx264", "preset": "veryfast", "crf": "24", "pix_fmt": "yuv420p", "filter": SQUARE}
        tracks = [Track(media.main("video"), picture)]
        if media.of_kind("audio"):
            tracks.append(Track(mixing.track(media, asked), {"c": "aac", "b": "96k", "ac": "2"}))
        _convert(step, media, Plan(tuple(tracks), MP4.muxer, {**MP4.options, "map_chapters": "-1"}))


class AnimationEngine(Engine):
    """The pictures alone: Telegram plays them over and over."""

    name = "animations"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = all_routes((*SEEN, *formats.named("gif apng")), ANIMATION)
    options = (TRIM,)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a file without pictures."""
        media = _media(step, "video", "no pictures")
        encoded = codecs.encoded(MP4, media.main("video"), {})
        _convert(step, media, Plan((encoded,), MP4.muxer, {**MP4.options, "map_chapters": "-1"}))


def _media(step: Step, kind: str, missing: str) -> Media:
    """What is wanted of the source, if it has anything of that kind."""
    media = probe.probe(step.source, step.source_format, step.runner)
    if not media.of_kind(kind):
        raise NothingToConvertError(missing)
    return timing.shortened(media, step.options)


def _convert(step: Step, media: Media, plan: Plan) -> None:
    transcoder.convert(replace(step, target=formats.stored(step.target)), media, [plan])


def _within_a_minute(asked: Mapping[str, Value]) -> dict[str, Value]:
    """The options with a part that is short enough."""
    start, end = timing.span(asked)
    last = min(start + LONGEST if end is None else end, start + LONGEST)
    return {**asked, "trim": f"{start:g}-{last:g}"}
