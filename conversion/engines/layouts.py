"""PDFs into running text and into drawings, by poppler and PDFium."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from conversion import formats, process
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import sheets
from conversion.engines.paper import flow, inside, lines
from conversion.engines.svg import SvgEngine, draw
from conversion.errors import NothingToConvertError

PDF = formats.named("pdf")
HTML = formats.named("html")
PDFTOCAIRO = process.Tool("pdftocairo", "poppler-utils")
PDFTOPS = process.Tool("pdftops", "poppler-utils")
# Of its own accord it makes a page of broken points a little smaller, and moves it.
AS_IT_IS = ("-noshrink", "-nocenter")
# cairo gives an EPS that is wider than high the box of one that is not.
DRAWN_BY: dict[str, tuple[str, ...]] = {
    "svg": (PDFTOCAIRO.name, "-svg", *AS_IT_IS),
    "eps": (PDFTOPS.name, "-eps"),
    "ps": (PDFTOPS.name, "-paper", "match"),
}
# Of a page: a picture that covers more is the scan of it, and its words are the text.
WHOLE_PAGE = 0.85
SMALLEST = 12.0  # points: smaller pictures are bullets and lines


class ReflowEngine(Engine):
    """Finds the paragraphs, headings, lists, links and pictures that a PDF's pages were made of."""

    name = "reflow"
    queue = "document"
    tools = (lines.PDFTOTEXT,)
    libraries = ("pypdfium2", "lxml")
    routes = all_routes(PDF, HTML)

    def convert(self, step: Step) -> None:
        """Write one page of HTML; raises `NothingToConvertError` for a scan."""
        step.runner.call(sheets.check, step.source)
        layout = step.scratch / "layout.html"
        lines.lay_out(step.runner, step.source, layout)
        step.runner.call(write_html, step.source, layout, step.output)


def write_html(source: Path, layout: Path, output: Path) -> None:
    """Write a PDF, whose words stand as in ``layout``, as running text."""
    with sheets.opened(source) as document:
        title = document.get_metadata_value("Title")
        pictures = [_pictures(page) for page in document]
        pages = list(lines.read(layout, document))
    if not any(page.lines for page in pages):
        raise NothingToConvertError("no text")
    output.write_text(flow.as_html(pages, pictures[: len(pages)], title), "utf-8", errors="replace")


def _pictures(page: Any) -> list[flow.Picture]:
    from pypdfium2 import raw  # noqa: PLC0415 - 14 MB that only the child which reads a PDF needs

    width, height = page.get_size()
    found = []
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=inside.DEEPEST):
        left, bottom, right, top = picture.get_bounds()
        wide, high = right - left, top - bottom
        if min(wide, high) >= SMALLEST and wide * high < width * height * WHOLE_PAGE:
            suffix, data = inside.encoded(picture)
            box = lines.Box(left, height - top, right, height - bottom)
            found.append(flow.Picture(box, inside.MEDIA_TYPES[suffix], data))
    page.close()
    return found


class PageEngine(Engine):
    """Draws each page as shapes and letters."""

    name = "poppler"
    queue = "document"
    tools = (PDFTOCAIRO, PDFTOPS)
    libraries = ("pypdfium2",)
    routes = all_routes(PDF, formats.named("svg eps ps"))

    def convert(self, step: Step) -> None:
        """A file a page; PostScript holds them all."""
        count = step.runner.call(sheets.check, step.source)
        if step.target.name == "ps":
            _draw(step, step.output, ())
            return
        for number in range(1, count + 1):
            output = step.output if count == 1 else step.numbered(number)
            _draw(step, output, ("-f", str(number), "-l", str(number)))


class PrintedDrawingEngine(Engine):
    """Typesets a drawing, and prints that page: shapes stay shapes."""

    name = "printed drawings"
    queue = "image"
    tools = (PDFTOPS,)
    libraries = SvgEngine.libraries
    routes = all_routes(formats.named("svg"), formats.named("eps ps"))

    def convert(self, step: Step) -> None:
        """Draw in a child, then print."""
        step.runner.call(draw, step.source, "pdf", step.scratch, {})
        _draw(replace(step, source=step.scratch / "1"), step.output, ())


def _draw(step: Step, output: Path, pages: Sequence[str]) -> None:
    command: list[str | Path] = [*DRAWN_BY[step.target.name], *pages, step.source, output]
    step.runner.read(command, output)
