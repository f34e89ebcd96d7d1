"""What is done to a film's pictures before they are encoded: turned, at other times, with subtitles drawn in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ffmpeg

from conversion.engines.base import Step
from conversion.engines.film import playback, probe, timing
from conversion.engines.film.streams import Media, Stream
from conversion.engines.film.transcoder import Track
from conversion.errors import OptionError
from conversion.options import Value

TURNS = {"90": "transpose=clock", "180": "hflip,vflip", "270": "transpose=cclock"}
CHANGES = frozenset(("trim", "rotate", "fps", "grey", "bits"))


def is_changed(asked: Mapping[str, Value]) -> bool:
    """The pictures are not to stay as they are."""
    return any(asked.get(name) for name in CHANGES) or asked.get("subtitles") == "burn"


def edited(stream: Stream, asked: Mapping[str, Value]) -> Stream:
    """The stream as an encoder gets it after `filters`."""
    facts: dict[str, Any] = dict(stream.facts)
    if "rotate" in asked:
        width, height = stream.size if not stream.rotation % 180 else stream.size[::-1]
        aspect = 1 / stream.pixel_aspect if stream.rotation % 180 else stream.pixel_aspect
        if asked["rotate"] != "180":
            width, height, aspect = height, width, 1 / aspect
        shape = {"sample_aspect_ratio": f"{aspect.numerator}:{aspect.denominator}"}
        facts |= {"width": width, "height": height, **shape, "side_data_list": (), "field_order": "progressive"}
    if "fps" in asked:
        facts |= {"avg_frame_rate": f"{asked['fps']}/1", "r_frame_rate": f"{asked['fps']}/1"}
    return replace(stream, facts=facts)


def filters(step: Step, media: Media, stream: Stream) -> str:
    """Ffmpeg's filters for what was asked, empty for nothing."""
    asked, found = step.options, []
    if "rotate" in asked:
        found += ["bwdif=mode=send_frame:deint=interlaced"] if stream.is_interlaced else []
        found.append(TURNS[str(asked["rotate"])])
    if "fps" in asked:
        found.append(f"fps={asked['fps']}")
    if asked.get("grey"):
        found.append("hue=s=0")
    if asked.get("subtitles") == "burn":
        found.append(f"ass=filename={_texts(step, media)}")
    return ",".join(found)


def treated(track: Track, before: str) -> Track:
    """A track with filters before its own."""
    return Track(track.stream, {**track.options, "filter": f"{before},{track.options['filter']}"}) if before else track


def _texts(step: Step, media: Media) -> str:
    """The film's subtitles in a file of their own: the filter would open the film itself, and unguarded."""
    found = [stream for stream in media.of_kind("subtitle") if stream.codec in probe.WRITTEN]
    if not found:
        raise OptionError("subtitles", "burn", "none")
    path = step.scratch / "burnt.ass"
    source = ffmpeg.input(f"file:{step.source}", **probe.guards(step.source_format), **timing.seek(step.options))
    chosen = next((stream for stream in found if stream.is_default), found[0])
    command = ffmpeg.output(source[str(chosen.index)], f"file:{path}", f="ass").compile(cmd=list(playback.PROGRAM))
    step.runner.run(command)
    return str(path.relative_to(step.runner.scratch))  # where programs run: no letter of it means anything to ffmpeg
