"""Runs the engines of film and sound, and looks at what they made with ffmpeg's own eyes."""

import array
import functools
import itertools
import json
import subprocess
from pathlib import Path
from typing import Any

from conversion import formats
from conversion.engines.audio import AudioEngine
from conversion.engines.base import Engine, Step
from conversion.engines.video import VideoEngine
from conversion.formats import Format
from conversion.options import Value
from conversion.process import Runner
from tests.conftest import SAMPLES

ENGINES: tuple[Engine, ...] = (VideoEngine(), AudioEngine())
QUIET = ("-nostdin", "-hide_banner", "-v", "error")
DEADLINE = 120.0  # seconds

# Pictures and sounds to make films from, three seconds of each.
TEST_PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=3")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=3")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


class Diary:
    """A watch that stops nothing and keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[float] = []

    def beat(self, fraction: float | None) -> None:
        assert fraction is None or 0 <= fraction <= 1
        if fraction is not None:
            self.told.append(fraction)


def named(name: str) -> Format:
    (row,) = formats.named(name)
    return row


def sample(name: str) -> Path:
    return SAMPLES / f"sample.{name}"


def convert(source: Path, target: str, folder: Path, watch: Diary | None = None, **options: Value) -> Path:
    """What the engine for that pair makes of a file; the file's extension says what it is."""
    found = formats.from_filename(source.name)
    assert found is not None
    pair = (found, named(target))
    engine = next(engine for engine in ENGINES for route in engine.routes if (route.source, route.target) == pair)
    scratch = folder / f"{source.stem}-{target}"
    scratch.mkdir()
    output = folder / f"{source.stem}-made.{target}"
    runner = Runner(folder, watch or Diary(), DEADLINE, readable=[source])
    engine.convert(Step(source, *pair[:1], output, pair[1], options, runner, scratch))
    return output


def make(path: Path, *options: str) -> Path:
    """A file made by ffmpeg."""
    subprocess.run(["ffmpeg", *QUIET, "-y", *options, path], check=True, timeout=DEADLINE)
    return path


def film(path: Path, *options: str) -> Path:
    """Three seconds of a test picture and a tone, in H.264 and whatever sound the container likes."""
    return make(path, *TEST_PICTURE, *TONE, *H264, *options)


@functools.cache
def probed(path: Path) -> dict[str, Any]:
    """What ffprobe says of the streams, the chapters and the whole; a file is asked once."""
    command: list[str | Path] = [
        "ffprobe",
        *QUIET[1:],
        "-of",
        "json",
        "-show_streams",
        "-show_chapters",
        "-show_format",
        path,
    ]
    report: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return report


def streams(path: Path, kind: str = "") -> list[dict[str, Any]]:
    """The streams of a kind; a cover is of the kind cover."""
    found = probed(path)["streams"]
    for stream in found:
        if stream["disposition"]["attached_pic"]:
            stream["codec_type"] = "cover"
    return [stream for stream in found if kind in ("", stream["codec_type"])]


def codecs(path: Path, kind: str) -> list[str]:
    return [stream["codec_name"] for stream in streams(path, kind)]


def size(path: Path) -> tuple[int, int]:
    (stream,) = streams(path, "video")
    return stream["width"], stream["height"]


def seconds(path: Path) -> float:
    return float(probed(path)["format"]["duration"])


def tags(path: Path) -> dict[str, str]:
    """Tags of the whole, names in lower case; Ogg's are those of its first stream."""
    report = probed(path)
    found = report["format"].get("tags", {}) | (report["streams"][0].get("tags", {}) if "ogg" in _muxer(report) else {})
    return {name.lower(): value for name, value in found.items()}


def _muxer(report: dict[str, Any]) -> str:
    return str(report["format"]["format_name"])


def packets(path: Path, kind: str) -> list[int]:
    """The sizes of a stream's packets: two films with the same ones were not encoded anew."""
    found = _said("ffprobe", "-select_streams", kind[0], "-show_entries", "packet=size", "-of", "csv=p=0", path)
    return [int(line.strip(",")) for line in found.split()]


def moments(path: Path) -> list[float]:
    """When each picture is shown, in seconds, in the order in which they are decoded."""
    asked = ("-select_streams", "v", "-show_entries", "frame=pts_time", "-of", "csv=p=0")
    return [float(line.strip(",")) for line in _said("ffprobe", *asked, path).split()]


def pictures(path: Path) -> str:
    """A digest of all decoded pictures."""
    return _said("ffmpeg", "-i", path, "-map", "0:v", "-f", "md5", "-")


def colour(path: Path, x: int, y: int, *, alpha: bool = False) -> tuple[int, ...]:
    """The colour of a point in the first picture, as players show it: red, green, blue and, if asked, opacity."""
    turned = ["-vf", f"crop=2:2:{x}:{y}", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgba"]
    command: list[str | Path] = ["ffmpeg", *QUIET, "-i", path, *turned, "-"]
    found = subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE).stdout
    return tuple(found[: 4 if alpha else 3])


def greys(path: Path) -> list[int]:
    """How bright each picture is, in the order in which they are shown."""
    command: list[str | Path] = [
        "ffmpeg",
        *QUIET,
        "-i",
        path,
        "-vf",
        "scale=1:1",
        "-pix_fmt",
        "gray",
        "-f",
        "rawvideo",
        "-",
    ]
    return list(subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE).stdout)


def crossings(path: Path) -> float:
    """How often its sound crosses zero in a second: twice its pitch."""
    plain = ("-map", "0:a", "-ac", "1", "-ar", "16000", "-f", "s16le", "-")
    command: list[str | Path] = ["ffmpeg", *QUIET, "-i", path, *plain]
    raw = subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE).stdout
    samples = array.array("h", raw)
    return sum(one < 0 <= other for one, other in itertools.pairwise(samples)) * 2 * 16000 / len(samples)


def decodes(path: Path) -> bool:
    """Every packet decodes without a complaint."""
    command = ["ffmpeg", *QUIET, "-xerror", "-i", str(path), "-map", "0:v?", "-map", "0:a?", "-f", "null", "-"]
    ended = subprocess.run(command, check=False, capture_output=True, timeout=DEADLINE)
    return ended.returncode == 0 and not ended.stderr


def _said(program: str, *options: str | Path) -> str:
    quiet = QUIET if program == "ffmpeg" else QUIET[1:]
    ended = subprocess.run([program, *quiet, *options], check=True, capture_output=True, text=True, timeout=DEADLINE)
    return ended.stdout
