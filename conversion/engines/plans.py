"""Drawings as AutoCAD's (DXF), by poppler and ezdxf."""

from collections.abc import Iterator
from pathlib import Path

from conversion import formats
from conversion.engines.base import Engine, Route, Step, all_routes
from conversion.engines.imaging import sheets
from conversion.engines.layouts import DRAWN_BY, PDF, PDFTOCAIRO
from conversion.engines.svg import SvgEngine, draw

DXF, SVG = formats.named("dxf"), formats.named("svg")
LAST = 36  # the cost of a page as a plan: nobody wants one of a letter that is no PDF yet


class PlanEngine(Engine):
    """Lines and outlines in millimetres, on a layer for each colour; letters become outlines, areas hatches with such.

    What a drawing cuts off at an edge is there as a whole.
    """

    name = "plans"
    queue = "image"
    tools = (PDFTOCAIRO,)
    libraries = ("ezdxf", "fonttools", *SvgEngine.libraries)
    routes = all_routes(SVG, DXF) | frozenset(Route(page, plan, LAST) for page in PDF for plan in DXF)

    def convert(self, step: Step) -> None:
        """A file a page, by way of what poppler draws of it."""
        source = step.source
        if step.source_format in SVG:
            step.runner.call(draw, source, "pdf", step.scratch, {})
            source = step.scratch / "1"
        for page, output in _pages(step, source):
            step.runner.call(outline, page, output, step.scratch)


def outline(page: Path, output: Path, scratch: Path) -> None:
    """Write a page that poppler drew as a plan."""
    from conversion.engines.vectored import outlines  # noqa: PLC0415 - fontTools is the child's alone

    outlines.convert(page, output, scratch)


def _pages(step: Step, source: Path) -> Iterator[tuple[Path, Path]]:
    """Each page as SVG, and where its plan is to be."""
    count = step.runner.call(sheets.check, source)
    for number in range(1, count + 1):
        page = step.scratch / "page.svg"
        step.runner.read([*DRAWN_BY["svg"], "-f", str(number), "-l", str(number), source, page], page)
        yield page, step.output if count == 1 else step.numbered(number)
