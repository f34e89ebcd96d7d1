"""Fonts, by fonttools; a picture that shows one, by FreeType in Pillow."""

from pathlib import Path

from conversion import formats, process
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs
from conversion.engines.typefaces import containers, outlines, specimen

READ = formats.named("ttf otf woff woff2 eot ttc")
WRITTEN = formats.named("ttf otf woff woff2 eot")
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
    data = source.read_bytes()
    count = containers.count(data, name)
    for number in range(count):
        with containers.reading():
            font = containers.opened(data, name, number)
            path = folder / str(number + 1)
            if target == "png":
                specimen.draw(font, path)
            else:
                containers.save(outlines.of_target(font, target), target, path)
        process.report((number + 1) / count)
    return count
