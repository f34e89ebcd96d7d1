"""What scanners and cameras in hospitals make (DICOM), by pydicom with GDCM."""

from pathlib import Path

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import WANTED, Detour
from conversion.engines.imaging import medical

TIFF = "tiff"


class ScannerEngine(Detour):
    """Shows the values in the window that the doctor chose, each slice as a page."""

    name = "dicom"
    libraries = ("pydicom", "python-gdcm", "pyvips", "pillow")
    routes = all_routes(formats.named("dcm"), WANTED)

    def decode(self, step: Step, path: Path) -> str:
        """Read in a child."""
        step.runner.call(medical.read, step.source, path)
        return TIFF
