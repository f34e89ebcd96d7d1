"""Splices: parts of one format put together, in their order."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ffmpeg

from conversion import formats, process
from conversion.archives import writing
from conversion.archives.names import Names
from conversion.engines import pdf_access
from conversion.engines.film import playback, probe
from conversion.engines.film.streams import Media
from conversion.engines.imaging import sheets
from conversion.errors import NothingToConvertError
from conversion.process import Runner

FLAC, MP4 = formats.named("flac mp4")
FILM = {"c:v": "libx264", "preset": "veryfast", "crf": "20", "c:a": "aac", "b:a": "160k", "movflags": "+faststart"}
HIGHEST_RATE, MOST_FRAMES, USUAL_FRAMES = 48_000, 60, 25


def bind(parts: Sequence[Path], output: Path, password: str, lock: str) -> None:
    """One PDF of several, with the bookmarks and links inside each page; called in a child."""
    import pikepdf  # noqa: PLC0415 - only the child that needs it

    whole = pikepdf.Pdf.new()
    for number, path in enumerate(parts):
        opened = path.with_name(f"{path.name}.open")
        pdf_access.rewrite(path, opened, password, "", "")
        whole.pages.extend(pikepdf.Pdf.open(opened).pages)
        sheets.count(whole.pages)
        process.report((number + 1) / len(parts))
    whole.save(output, encryption=pikepdf.Encryption(owner=lock, user=lock) if lock else False)


def pack(parts: Sequence[tuple[Path, str]], output: Path, kind: str, level: int | None, lock: str) -> None:
    """An archive of that kind with these files, each under its name or one like it; called in a child."""
    given = Names()
    with writing.writer(output, kind, level, lock) as add:
        for number, (path, name) in enumerate(parts):
            add(path, given.file(name))
            process.report((number + 1) / len(parts))


def play(parts: Sequence[Path], output: Path, runner: Runner) -> None:
    """One recording of several, without loss: as many samples a second as the finest of them has."""
    found = [probe.probe(path, FLAC, runner) for path in parts]
    sounds = [media.main("audio") for media in found if media.of_kind("audio")]
    if len(sounds) < len(parts):
        raise NothingToConvertError("no sound")
    rate = max(int(stream.facts.get("sample_rate", HIGHEST_RATE)) for stream in sounds)
    layout = "mono" if all(stream.channels == 1 for stream in sounds) else "stereo"
    streams = [_input(path, "flac")["a:0"] for path in parts]
    alike = [stream.filter("aformat", sample_rates=rate, channel_layouts=layout) for stream in streams]
    joined = ffmpeg.concat(*alike, v=0, a=1) if len(alike) > 1 else alike[0]
    _run(ffmpeg.output(joined, f"file:{output}", map_metadata=-1), found, runner)


def show(parts: Sequence[Path], output: Path, runner: Runner) -> None:
    """One film of several, as large as the first: the others are fitted into its frame."""
    found = [probe.probe(path, MP4, runner) for path in parts]
    if not all(media.of_kind("video") for media in found):
        raise NothingToConvertError("no pictures")
    first = found[0].main("video")
    width, height = (side + side % 2 for side in first.shown_size)
    rate = min(float(first.mean_rate) or USUAL_FRAMES, MOST_FRAMES)
    has_sound = any(media.of_kind("audio") for media in found)
    streams: list[Any] = []
    for path, media in zip(parts, found, strict=True):
        source = _input(path, "mp4")
        streams.append(_framed(source["v:0"], width, height, rate))
        if has_sound:
            streams.append(_heard(source, media))
    joined = ffmpeg.concat(*streams, v=1, a=int(has_sound)).node
    outputs = [joined[number] for number in range(1 + has_sound)]
    _run(ffmpeg.output(*outputs, f"file:{output}", map_metadata=-1, **FILM), found, runner)


def _framed(picture: Any, width: int, height: int, rate: float) -> Any:
    fitted = picture.filter("scale", width, height, force_original_aspect_ratio="decrease")
    padded = fitted.filter("pad", width, height, -1, -1).filter("setsar", 1)
    return padded.filter("fps", rate).filter("format", "yuv420p")


def _heard(source: Any, media: Media) -> Any:
    """The film's sound, or as long a silence."""
    if media.of_kind("audio"):
        return source["a:0"].filter("aresample", HIGHEST_RATE).filter("aformat", channel_layouts="stereo")
    silence = ffmpeg.input(f"anullsrc=r={HIGHEST_RATE}:cl=stereo", f="lavfi", t=media.duration or 0.1)
    return silence["a"]


def _input(path: Path, name: str) -> Any:
    (source,) = formats.named(name)
    return ffmpeg.input(f"file:{path}", **probe.guards(source))


def _run(output: Any, found: Sequence[Media], runner: Runner) -> None:
    length = sum(media.duration or 0.0 for media in found)

    def fraction(line: str) -> float | None:
        reached = playback.seconds(line)
        return min(reached / length, 1.0) if length and reached is not None else None

    runner.run(output.compile(cmd=[*playback.PROGRAM, *playback.TELLING]), on_line=fraction)
