"""Painters' files that hold the finished picture beside its layers, animated cursors, and farbfeld."""

from collections.abc import Callable
from pathlib import Path

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import COMMON, PNG, WANTED, Detour
from conversion.engines.imaging import cursors, layered
from conversion.engines.imaging.interchange import Room


def read_farbfeld(source: Path, png: Path) -> None:
    """Write it as a PNG."""
    from conversion.engines.imaging import farbfeld  # noqa: PLC0415 - numpy is the child's alone

    farbfeld.read(source, png)


def write_farbfeld(png: Path, output: Path) -> None:
    """Write a PNG as one."""
    from conversion.engines.imaging import farbfeld  # noqa: PLC0415 - as above

    farbfeld.write(png, output)


READERS: dict[str, Callable[[Path, Path], None]] = {
    "ani": cursors.read,
    "ff": read_farbfeld,
    "kra": layered.read,
    "ora": layered.read,
}
WRITERS: dict[str, Callable[[Path, Path], None]] = {"ff": write_farbfeld, "ora": layered.write}
ROOMS = {"ff": Room("RGBA", is_deep=True), "ora": Room("RGBA", is_deep=True)}


class WorkshopEngine(Detour):
    """Takes the finished picture; writes one with a single layer."""

    name = "workshop"
    libraries = ("pillow", "numpy", "pyvips")
    routes = all_routes(formats.named(" ".join(READERS)), WANTED) | all_routes(COMMON, formats.named(" ".join(WRITERS)))
    rooms = ROOMS

    def decode(self, step: Step, path: Path) -> str:
        """Read in a child."""
        step.runner.call(READERS[step.source_format.name], step.source, path)
        return PNG

    def encode(self, step: Step, laid: Path) -> None:
        """Write in a child."""
        step.runner.call(WRITERS[step.target.name], laid, step.output)
