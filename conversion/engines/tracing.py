"""Pictures traced into drawings, by VTracer."""

from pathlib import Path

from PIL import Image

from conversion import formats
from conversion.engines.base import Step, all_routes
from conversion.engines.detours import COMMON, Detour
from conversion.engines.imaging import reading
from conversion.engines.imaging.interchange import Room

SVG = formats.named("svg")
SIDE = 1024  # px: more makes no better drawing, only a larger one
FEW = 2  # colours: ink on paper needs no layers of colours
ROOMS = {"svg": Room("RGBA", side=SIDE)}
PATIENCE = {"low": 10, "medium": 4, "high": 2}  # specks of so many pixels across are left out
BITS = {"low": 6, "medium": 7, "high": 8}  # of a colour that count
STEPS = {"low": 24, "medium": 12, "high": 6}  # between the colours of two areas


class TracingEngine(Detour):
    """Finds the outlines of areas of one colour: right for logos and drawings, a likeness of photographs."""

    name = "tracing"
    libraries = ("vtracer", "pillow")
    routes = all_routes((*COMMON, *formats.named("heic avif")), SVG, cost=20)
    rooms = ROOMS

    def decode(self, step: Step, path: Path) -> str:
        """Nothing comes back: drawings are rendered by another engine."""
        raise NotImplementedError

    def encode(self, step: Step, laid: Path) -> None:
        """Trace in a child."""
        step.runner.call(trace, laid, step.output, str(step.options.get("quality", "medium")))


def trace(source: Path, path: Path, quality: str) -> None:
    """Write a PNG's areas as an SVG."""
    import vtracer  # type: ignore[import-untyped]  # noqa: PLC0415 - only the child which traces needs it

    with Image.open(source, formats=("PNG",)) as picture:
        mode = "binary" if picture.convert("RGB").getcolors(FEW) and not _has_hole(picture) else "color"
    with reading.decoding():
        vtracer.convert_image_to_svg_py(
            str(source),
            str(path),
            colormode=mode,
            filter_speckle=PATIENCE[quality],
            color_precision=BITS[quality],
            layer_difference=STEPS[quality],
        )


def _has_hole(picture: Image.Image) -> bool:
    darkest, _ = picture.getchannel("A").getextrema()
    return darkest != 255  # noqa: PLR2004 - as solid as can be
