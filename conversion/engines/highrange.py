"""Pictures of high dynamic range: OpenEXR and half floats by ffmpeg, Radiance and float maps by numpy."""

from collections.abc import Sequence
from pathlib import Path

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import COMMON, PNG, WANTED, Detour
from conversion.engines.film import probe, transcoder
from conversion.engines.imaging import endings
from conversion.engines.imaging.interchange import Room
from conversion.errors import DamagedFileError

PICTURES = formats.named("exr hdr pfm phm")
OUR_OWN = ("hdr", "pfm")
PLANES = {"gbrpf32le": (2, 0, 1), "gbrapf32le": (2, 0, 1, 3), "grayf32le": (0,)}  # where red, green, blue, alpha stand
LAYOUTS = {"exr": "gbrapf32le", "phm": "gbrpf32le"}  # what ffmpeg's encoders take
SETTINGS = {"exr": ("-compression", "zip16", "-format", "float")}
_SEEN = ("-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height,pix_fmt", "-of", "csv=p=0")

ROOMS = {"exr": Room("RGB RGBA", is_deep=True), **dict.fromkeys(("hdr", "pfm", "phm"), Room("RGB", is_deep=True))}


class HighRangeEngine(Detour):
    """Squeezes what glares into what a screen shows; gives an ordinary picture's light back its even steps."""

    name = "highrange"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    libraries = ("numpy", "pyvips", "pillow")
    routes = all_routes(PICTURES, WANTED) | all_routes(COMMON, PICTURES)
    rooms = ROOMS

    def decode(self, step: Step, path: Path) -> str:
        """Develop in a child; raises `DamagedFileError`."""
        name = step.source_format.name
        if name in OUR_OWN:
            step.runner.call(develop, name, step.source, path)
            return PNG
        if endings.is_unfinished(step.source, name):
            raise DamagedFileError("the end is missing")
        given = ("-protocol_whitelist", "file", "-f", f"{name}_pipe", "-i", step.source)
        size, layout = _seen(step, given)
        planes = step.scratch / "planes"
        _run(step, "ffmpeg", "-v", "error", "-xerror", *given, "-frames:v", "1", "-f", "rawvideo", planes)
        step.runner.call(develop_planes, planes, PLANES[layout], size, path)
        return PNG

    def encode(self, step: Step, laid: Path) -> None:
        """Write the output from a PNG."""
        name = step.target.name
        if name in OUR_OWN:
            step.runner.call(write, name, laid, step.output)
            return
        layout = LAYOUTS[name]
        planes = step.scratch / "planes"
        size = step.runner.call(write_planes, laid, planes, PLANES[layout])
        given = ("-f", "rawvideo", "-pix_fmt", layout, "-video_size", size, "-i", planes)
        made = ("-c:v", name, *SETTINGS.get(name, ()), "-frames:v", "1", "-f", "image2", "-update", "1", step.output)
        step.runner.run(["ffmpeg", "-v", "error", *given, *made])


def develop(name: str, source: Path, png: Path) -> None:
    """Make a PNG of a picture in a format of that name."""
    from conversion.engines.imaging import light  # noqa: PLC0415 - numpy is the child's alone

    {"hdr": light.read_rgbe, "pfm": light.read_map}[name](source, png)


def develop_planes(planes: Path, places: Sequence[int], size: tuple[int, int], png: Path) -> None:
    """Make a PNG of ffmpeg's planes of floats."""
    from conversion.engines.imaging import light  # noqa: PLC0415 - as above

    light.read_planes(planes, places, size, png)


def write(name: str, png: Path, output: Path) -> None:
    """Make a picture in a format of that name."""
    from conversion.engines.imaging import light  # noqa: PLC0415 - as above

    {"hdr": light.write_rgbe, "pfm": light.write_map}[name](png, output)


def write_planes(png: Path, planes: Path, places: Sequence[int]) -> str:
    """Make planes of floats for ffmpeg; the size in its words."""
    from conversion.engines.imaging import light  # noqa: PLC0415 - as above

    return light.write_planes(png, planes, places)


def _seen(step: Step, given: tuple[str | Path, ...]) -> tuple[tuple[int, int], str]:
    """Width and height, and how its floats are laid out."""
    width, height, layout, *_ = [*_run(step, "ffprobe", *_SEEN, *given).strip().split(","), "", "", ""]
    if layout not in PLANES:
        raise DamagedFileError("no floats", layout)
    return (int(width), int(height)), layout


def _run(step: Step, *command: str | Path) -> str:
    return step.runner.read(command).stdout
