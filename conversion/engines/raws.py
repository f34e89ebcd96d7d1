"""What cameras see before they make a picture of it (RAW), by LibRaw."""

from pathlib import Path

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import DEEP, PNG, WANTED, Detour
from conversion.engines.imaging import darkroom

RAWS = formats.named("dng nef cr2 arw orf rw2 raf pef srw mrw 3fr mef mos erf")


class RawEngine(Detour):
    """Develops with the camera's own white balance, in sixteen bits a colour where the target has them."""

    name = "libraw"
    libraries = ("rawpy", "pyvips", "pillow")
    routes = all_routes(RAWS, WANTED)

    def decode(self, step: Step, path: Path) -> str:
        """Develop in a child."""
        bits = darkroom.DEEP if step.target.name in DEEP else darkroom.SHALLOW
        step.runner.call(darkroom.develop, step.source, path, bits)
        return PNG
