"""Single pictures of formats that ffmpeg does best."""

from pathlib import Path

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import COMMON, PNG, WANTED, Detour
from conversion.engines.film import transcoder
from conversion.engines.imaging import endings
from conversion.engines.imaging.interchange import Room
from conversion.errors import DamagedFileError

# How ffmpeg opens a format: its demuxer, and the decoder where that one doesn't know.
_ONE = ("-f", "image2", "-pattern_type", "none")
OPENED: dict[str, tuple[str, ...]] = {
    "jls": ("-f", "jpegls_pipe"),
    "lbm": ("-f", "iff"),
    "pix": (*_ONE, "-c:v", "alias_pix"),
    "vbn": ("-f", "vbn_pipe"),
}
# How it writes one.
WRITTEN: dict[str, tuple[str, ...]] = {
    "jls": ("-c:v", "jpegls"),
    "pix": ("-c:v", "alias_pix"),
    "vbn": ("-c:v", "vbn", "-pix_fmt", "rgba"),
}
ROOMS = {"jls": Room("L RGB I;16"), "pix": Room("RGB"), "vbn": Room("RGBA")}
QUIET = ("-v", "error", "-nostdin")


class StillEngine(Detour):
    """Reads into a PNG, writes out of one."""

    name = "stills"
    tools = (transcoder.FFMPEG,)
    routes = all_routes(formats.named(" ".join(OPENED)), WANTED) | all_routes(COMMON, formats.named(" ".join(ROOMS)))
    rooms = ROOMS

    def decode(self, step: Step, path: Path) -> str:
        """The first picture; raises `DamagedFileError`."""
        if endings.is_unfinished(step.source, step.source_format.name):
            raise DamagedFileError("the end is missing")
        given: tuple[str | Path, ...] = (
            "-protocol_whitelist",
            "file",
            *OPENED[step.source_format.name],
            "-i",
            step.source,
        )
        made: tuple[str | Path, ...] = ("-frames:v", "1", "-f", "image2", "-c:v", "png", "-update", "1", path)
        step.runner.read(["ffmpeg", *QUIET, "-xerror", "-err_detect", "explode", *given, *made])
        return PNG

    def encode(self, step: Step, laid: Path) -> None:
        """Write the output from a PNG."""
        made: tuple[str | Path, ...] = (
            *WRITTEN[step.target.name],
            "-frames:v",
            "1",
            "-f",
            "image2",
            "-update",
            "1",
            step.output,
        )
        step.runner.run(["ffmpeg", *QUIET, "-f", "png_pipe", "-i", laid, *made])
