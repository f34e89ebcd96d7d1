"""Drawings of office programs, by LibreOffice Draw."""

from conversion import formats
from conversion.engines.base import all_routes
from conversion.engines.office import PRLIMIT, SOFFICE, Component, OfficeEngine
from conversion.formats import Format

(PDF, SVG, ODG) = formats.named("pdf svg odg")
OPEN_DRAWINGS = {"odg": "draw8", "fodg": "OpenDocument Drawing Flat XML", "otg": "draw8_template"}
# What other and older programs write, and LibreOffice only reads.
FOREIGN_DRAWINGS = {
    "cdr": "Corel Draw Document",
    "pub": "Publisher Document",
    "sda": "StarOffice_Drawing",
    "vsd": "Visio Document",
    "vsdx": "Visio Document",
}
METAFILES = {"emf": "draw_emf_Export", "wmf": "draw_wmf_Export"}


def _filters(rows: dict[str, str]) -> dict[Format, str]:
    return {formats.named(name)[0]: filter_name for name, filter_name in rows.items()}


class DrawEngine(OfficeEngine):
    """Drawings with pages; a metafile, which has none, is made of an SVG alone."""

    name = "draw"
    tools = (SOFFICE, PRLIMIT, Component("sd", "libreoffice-draw-nogui"))
    readers = _filters({**OPEN_DRAWINGS, **FOREIGN_DRAWINGS, "svg": "SVG - Scalable Vector Graphics Draw"})
    writers = _filters({**OPEN_DRAWINGS, **METAFILES, "pdf": "draw_pdf_Export"})
    routes = (
        all_routes(_filters(OPEN_DRAWINGS), (*_filters(OPEN_DRAWINGS), PDF))
        | all_routes(_filters(FOREIGN_DRAWINGS), (ODG, PDF))
        | all_routes((SVG,), _filters({**OPEN_DRAWINGS, **METAFILES}))
    )
