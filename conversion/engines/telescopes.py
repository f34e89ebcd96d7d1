"""What telescopes and astronomers' cameras write (FITS), by astropy."""

from pathlib import Path

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import WANTED, Detour

TIFF = "tiff"


class TelescopeEngine(Detour):
    """Shows what the file says is black and white, else all but its hottest and coldest thousandth."""

    name = "fits"
    libraries = ("astropy", "pyvips", "pillow")
    routes = all_routes(formats.named("fits"), WANTED)

    def decode(self, step: Step, path: Path) -> str:
        """Read in a child."""
        step.runner.call(read, step.source, path)
        return TIFF


def read(source: Path, path: Path) -> None:
    """Write a TIFF with a page a plane."""
    from conversion.engines.imaging import sky  # noqa: PLC0415 - numpy is the child's alone

    sky.read(source, path)
