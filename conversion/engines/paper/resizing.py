"""Pages of a PDF laid on another size of paper: all that stands on them grows or shrinks with them."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conversion.engines.imaging.binding import PAPERS
from conversion.engines.paper import rewriting

NEAR = 2.0  # points: so far apart say programs how large the same sheet is
OTHER_BOXES = ("/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit")
CORNERS = ("/Rect", "/QuadPoints", "/Vertices", "/L")  # of a note or a link, in points of the page

Placement = tuple[float, float, float]
"""By how much a page is scaled, and how far to the right and up its zero lies then."""


def laid(source: Path, output: Path, paper: str) -> None:
    """Write a PDF whose pages are all of that paper, upright or across as they were."""
    with rewriting.opened(source) as document:
        placements = {page.obj.objgen: _lay(page, paper) for page in document.pages}
        for item in document.objects:
            _aim(item, placements)
        document.save(output)


def _lay(page: Any, paper: str) -> Placement:
    left, low, right, high = (float(edge) for edge in page.cropbox)
    width, height = abs(right - left), abs(high - low)
    across, up = PAPERS[paper] if width <= height else PAPERS[paper][::-1]
    if not (width and height) or math.dist((width, height), (across, up)) < NEAR:
        return 1.0, 0.0, 0.0
    scale = min(across / width, up / height)
    x, y = (across - width * scale) / 2 - min(left, right) * scale, (up - height * scale) / 2 - min(low, high) * scale
    clip = f"{min(left, right):.3f} {min(low, high):.3f} {width:.3f} {height:.3f} re W n"
    page.contents_add(f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f} cm {clip}\n".encode(), prepend=True)
    page.contents_add(b"\nQ")
    page.mediabox = page.cropbox = [0, 0, across, up]
    for name in OTHER_BOXES:
        if name in page.obj:
            del page.obj[name]
    for note in page.obj.get("/Annots", ()):
        for name in CORNERS:
            if name in note:
                note[name] = _moved(note[name], (scale, x, y))
    return scale, x, y


def _moved(points: Sequence[Any], placement: Placement) -> list[float]:
    """Coordinates, x and y by turns, in their new place."""
    scale, *zero = placement
    return [float(value) * scale + zero[number % 2] for number, value in enumerate(points)]


def _aim(item: Any, placements: dict[tuple[int, int], Placement]) -> None:
    """Let a link, a bookmark or a name lead to the spot where it led."""
    import pikepdf  # noqa: PLC0415 - see `rewriting.opened`

    if isinstance(item, pikepdf.Dictionary):
        action = item.get("/A")
        spots = [
            item.get("/Dest"),
            item.get("/D"),
            action.get("/D") if isinstance(action, pikepdf.Dictionary) else None,
        ]
    else:
        spots = []
    for spot in spots:
        if isinstance(spot, pikepdf.Array) and len(spot) > 3 and spot[1] == pikepdf.Name.XYZ:  # noqa: PLR2004
            scale, *zero = placements.get(getattr(spot[0], "objgen", (0, 0)), (1.0, 0.0, 0.0))
            for place, start in zip((2, 3), zero, strict=True):
                if spot[place] is not None:
                    spot[place] = float(spot[place]) * scale + start
