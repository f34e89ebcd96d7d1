"""Fonts, by fonttools; a picture that shows one, by FreeType in Pillow."""

from pathlib import Path

from conversion import formats
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs

READ = formats.named("ttf otf woff woff2 eot ttc pfb pfa bdf")
WRITTEN = formats.named("ttf otf woff woff2 eot pfb pfa")
PNG = formats.named("png")


class FontEngine(Engine):
    """Repacks the tables. Between TrueType's and PostScript's outlines the curves are drawn anew, without hinting."""

    name = "fonttools"
    queue = "document"
    libraries = ("fonttools", "brotli", "pillow")
    routes = all_routes(READ, WRITTEN) | all_routes(READ, PNG)

    def convert(self, step: Step) -> None:
        """Convert; a collection into a file for each of its fonts."""
        count = step.runner.call(convert_font, step.source, step.source_format.name, step.target.name, step.scratch)
        outputs.place(step, step.scratch, count)


def convert_font(source: Path, name: str, target: str, folder: Path) -> int:
    """Convert a font of the format ``name`` into files ``1``, ``2``, … in ``folder``; how many there are."""
    from conversion.engines.typefaces import converting  # noqa: PLC0415 - fonttools is the child's alone

    return converting.convert(source, name, target, folder)
