"""JPEG XR, by the programs of its reference library."""

from pathlib import Path

from conversion import formats
from conversion.engines import images
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import COMMON, WANTED, Detour
from conversion.engines.imaging import endings
from conversion.engines.imaging.interchange import Room
from conversion.errors import DamagedFileError
from conversion.process import Tool

JXR = formats.named("jxr")
ROOMS = {"jxr": Room("RGB")}
QUALITIES = {"low": "0.7", "medium": "0.85", "high": "1"}  # 1: nothing is lost


class JpegXrEngine(Detour):
    """Reads into a TIFF, writes out of a BMP."""

    name = "jxrlib"
    tools = (Tool("JxrDecApp", "libjxr-tools", "-?"), Tool("JxrEncApp", "libjxr-tools", "-?"))
    routes = all_routes(JXR, WANTED) | all_routes(COMMON, JXR)
    rooms = ROOMS

    def decode(self, step: Step, path: Path) -> str:
        """Raises `DamagedFileError`."""
        if endings.is_unfinished(step.source, step.source_format.name):
            raise DamagedFileError("the end is missing")
        made = step.scratch / "decoded.tif"
        step.runner.read(["JxrDecApp", "-i", step.source, "-o", made], made)
        made.rename(path)
        return "tiff"

    def encode(self, step: Step, laid: Path) -> None:
        """Write the output from a PNG."""
        step.runner.call(images.convert_picture, laid, "png", "bmp", step.scratch, {})
        bitmap = (step.scratch / "1").rename(step.scratch / "laid.bmp")
        quality = QUALITIES[str(step.options.get("quality", "medium"))]
        step.runner.run(["JxrEncApp", "-i", bitmap, "-o", step.output, "-q", quality])
