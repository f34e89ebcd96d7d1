"""JPEG XL, by libjxl's programs: photographs in JPEG are packed and unpacked without any loss."""

from pathlib import Path

from conversion import formats
from conversion.engines import images
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import Detour, finish
from conversion.engines.film import transcoder
from conversion.engines.imaging import boxes
from conversion.engines.imaging.interchange import KEPT, Room
from conversion.errors import DamagedFileError
from conversion.process import Tool

JPEG = "jpg"
JXL = formats.named("jxl")
TARGETS = formats.named("jpg png apng webp gif tiff bmp avif heic pdf ico tga jp2")
SOURCES = formats.named("jpg png apng webp gif tiff bmp avif heic")
MOVING = frozenset({"gif", "apng", "webp", "avif"})
ROOMS = {"jxl": Room("1 L LA RGB RGBA I;16", is_deep=True, carries=KEPT)}
DISTANCES = {"low": "3", "medium": "1", "high": "0"}  # how far from the original the eye may see it; 0: not at all
FFMPEG = ("ffmpeg", "-v", "error", "-xerror", "-err_detect", "explode", "-f", "jpegxl_pipe", "-i")
THREADS = "--num_threads=2"


class JpegXlEngine(Detour):
    """Keeps alpha, animation, sixteen bits, profile and EXIF."""

    name = "libjxl"
    tools = (Tool("cjxl", "libjxl-tools"), Tool("djxl", "libjxl-tools"), transcoder.FFMPEG)
    routes = all_routes(JXL, TARGETS) | all_routes(SOURCES, JXL)
    rooms = ROOMS

    def convert(self, step: Step) -> None:
        """A JPEG without a wish goes in as it is, an animation as APNG, all else as a PNG."""
        source = step.source_format.name
        if step.target not in JXL:
            self._unpack(step)
        elif source == JPEG and not step.options:
            step.runner.call(images.check, step.source, source)
            self.encode(step, step.source)
        elif source in MOVING:
            step.runner.call(images.convert_picture, step.source, source, "apng", step.scratch, dict(step.options))
            self.encode(step, (step.scratch / "1").rename(step.scratch / "laid.apng"))
        else:
            super().convert(step)

    def _unpack(self, step: Step) -> None:
        decoded = step.scratch / "decoded"
        name = self.decode(step, decoded)
        if name == JPEG == step.target.name and not step.options:
            decoded.rename(step.output)
        else:
            finish(step, decoded, name)

    def decode(self, step: Step, path: Path) -> str:
        """The JPEG that it was, else a PNG, moving or not; raises `DamagedFileError`."""
        name = JPEG if step.runner.call(boxes.holds_jpeg, step.source) else "png"
        made = step.scratch / f"unpacked.{name}"
        try:
            step.runner.read(["djxl", step.source, made, THREADS, "--quiet"], made)
        except DamagedFileError:  # it knows no alpha that is less deep than the colours, which ffmpeg does
            made.unlink(missing_ok=True)
            written = ("-frames:v", "1", "-f", "image2", "-c:v", "png", "-update", "1", made)
            step.runner.read([*FFMPEG, step.source, *written], made)
        if name == "png":
            step.runner.call(boxes.describe, step.source, made)
        made.rename(path)
        return name

    def encode(self, step: Step, laid: Path) -> None:
        """Losslessly where it is a JPEG or nothing may be lost."""
        distance = DISTANCES[str(step.options.get("quality", "medium"))]
        how = [] if laid.suffix == ".jpg" else ["-d", distance, "--container=1"]
        step.runner.run(["cjxl", laid, step.output, *how, "-e", "4", THREADS, "--quiet"])
        if laid.suffix == ".png":
            step.runner.call(boxes.enclose_exif, step.output, laid)
