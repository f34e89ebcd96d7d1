"""Plays films and recordings through, keeping nothing: how long they are, and whether they decode."""

from collections.abc import Iterable
from dataclasses import replace

import ffmpeg

from conversion.engines.base import Step
from conversion.engines.film import probe, timing, wholeness
from conversion.engines.film.streams import Media, Stream
from conversion.errors import DamagedFileError, OutputError
from conversion.reports import Remark

PROGRAM = ("ffmpeg", "-nostdin", "-hide_banner", "-v", "error", "-max_alloc", str(512 * 1024 * 1024), "-y")
TELLING = ("-progress", "pipe:1", "-nostats", "-stats_period", "0.5")
COPIED = {"c": "copy"}

# How far an output may be off its source: a share of it, or seconds where that is more.
TOLERANCE = 0.05
TOLERATED = 0.5
MOST_THERE, A_BIT = 0.9, 0.1  # less than that share of what the header claims, and seconds: the source is cut off
A_MOMENT = 1e-6  # how long something is that has no length: more than nothing


def seconds(line: str) -> float | None:
    """How far ffmpeg is, by a line of its ``-progress``; None for the lines that tell other things."""
    name, _, value = line.strip().partition("=")
    return int(value) / 1e6 if name == "out_time_us" and value.isdigit() else None


def check(step: Step, sources: Iterable[Stream]) -> Media:
    """The output; each of these streams of film and sound is in it, as long as in the source, or `OutputError`."""
    try:
        output = probe.probe(step.output, step.target, step.runner)
    except DamagedFileError as error:
        raise OutputError("unreadable", step.target.name) from error
    _describe(step, output)
    if wholeness.is_cut_off(step.source):
        step.report.remark(Remark.CUT_OFF)
    for kind in ("video", "audio"):
        wanted = [stream for stream in sources if stream.kind == kind]
        made = output.of_kind(kind)
        if len(made) < len(wanted):  # a track that is announced and holds nothing is no loss
            wanted = [stream for stream in wanted if _play(step, stream, (), {}, COPIED)[1] > 0]
        if len(made) != len(wanted):
            raise OutputError("streams", kind, len(wanted), len(made))
        for source, result in zip(wanted, made, strict=True):
            _compare(step, source, result)
    return output


def _describe(step: Step, output: Media) -> None:
    step.report.duration = output.duration
    if output.of_kind("video"):
        step.report.width, step.report.height = output.main("video").shown_size


def length(step: Step, stream: Stream) -> float:
    """How many seconds come of a stream, by its packets: of the part that is wanted, as fast as is wanted."""
    played = {} if step.source_format.name in probe.TIMELESS else COPIED
    return _play(step, stream, (), {}, played)[1] / timing.pace(step.options)


def is_sound(step: Step, stream: Stream) -> bool:
    """The stream of the source holds something, and all of it decodes."""
    status, end = _play(step, stream, ("-xerror",), {"err_detect": "explode"}, {})
    return status == 0 and end > 0


def _compare(step: Step, source: Stream, result: Stream) -> None:
    """Headers lie and files are cut off: before a length is called wrong, the packets are read to the end."""
    if source.end and result.end and _agree(source.end, result.end, source):
        return
    expected = length(step, source)
    if source.end and expected < MOST_THERE * source.end - A_BIT:
        step.report.remark(Remark.CUT_OFF)
    outcome = replace(step, source=step.output, source_format=step.target, options={})
    _status, made = _play(outcome, result, (), {}, COPIED)
    if not made or not _agree(expected, made, source):
        raise OutputError("duration", source.kind, expected, made)


def _agree(expected: float, made: float, source: Stream) -> bool:
    """The last picture's time to stand may be lost: that counts where pictures are rare."""
    picture = 2 / float(source.mean_rate) if source.mean_rate else 0.0
    return abs(expected - made) <= max(TOLERATED, TOLERANCE * expected, picture)


def _play(
    step: Step, stream: Stream, flags: tuple[str, ...], opened: dict[str, str], played: dict[str, str]
) -> tuple[int, float]:
    """The exit status, and when the stream ends, in seconds; 0 if it is empty."""
    end = 0.0

    def note(line: str) -> None:
        nonlocal end
        moment = A_MOMENT if line.startswith("frame=") and line.strip() != "frame=0" else 0.0
        end = max(end, moment, seconds(line) or 0.0)

    guarded = {**probe.guards(step.source_format), **timing.seek(step.options)}
    part = timing.length({name: value for name, value in step.options.items() if name == "trim"})
    source = ffmpeg.input(f"file:{step.source}", fflags="+genpts", **guarded, **opened)
    keyless = {"copyinkf": None} if played and step.source_format.name in probe.KEYLESS else {}
    command = ffmpeg.output(source[str(stream.index)], "-", f="null", **played, **part, **keyless).compile(
        cmd=[*PROGRAM, *flags, *TELLING]
    )
    return step.runner.run(command, on_line=note, check=False).status, end
