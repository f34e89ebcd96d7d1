"""PDF into pictures and text, by PDFium."""

from collections.abc import Mapping
from pathlib import Path

from conversion import formats
from conversion.engines import scans
from conversion.engines.base import Engine, Route, Step, all_routes
from conversion.engines.imaging import fitting, outputs, sheets
from conversion.engines.imaging.wishes import Wish
from conversion.options import HEIGHT, QUALITY, WIDTH, Option, Value
from conversion.options.catalogue import DPI, MAX, ROTATE

PDF = formats.named("pdf")
PICTURES = formats.named("png jpg webp gif tiff bmp avif heic tga ppm")
TEXT = formats.named("txt")


class PdfEngine(Engine):
    """Renders pages; takes out their text."""

    name = "pdf"
    queue = "document"
    libraries = ("pypdfium2", "pillow")
    routes = all_routes(PDF, PICTURES) | all_routes(PDF, TEXT)
    options = (QUALITY, WIDTH, HEIGHT)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """Of texts there is nothing to choose."""
        return () if route.target in TEXT else (*self.options, DPI, ROTATE, MAX)

    def convert(self, step: Step) -> None:
        """Read the document in a child; a page a file, a TIFF holds them all."""
        if step.target in TEXT:
            if not step.runner.call(take_text, step.source, step.output):
                scans.read_pages(step.runner, step.source, step.scratch, step.output)
            return
        pages = step.runner.call(render, step.source, step.target.name, step.scratch, dict(step.options))
        outputs.place(step, step.scratch, pages)


def render(source: Path, target: str, folder: Path, options: Mapping[str, Value]) -> int:
    """Write the pages of a PDF into ``folder`` as files ``1``, ``2``, …; how many files there are."""

    def write(wish: Wish) -> int:
        with sheets.opened(source) as document:
            return outputs.write(sheets.pictures(document, wish), sheets.count(document), target, folder, wish)

    return fitting.fit(write, Wish.of(options), folder, levels=outputs.has_levels(target))


def take_text(source: Path, output: Path) -> bool:
    """Write the text of a PDF as UTF-8; whether there is any: a scan has none."""
    with sheets.opened(source) as document:
        sheets.count(document)
        words = sheets.text(document)
    if words:
        output.write_text(words, "utf-8", errors="replace")
    return bool(words)
