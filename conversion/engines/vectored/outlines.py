"""A page that poppler drew as SVG, as DXF: lines of their colour, width and dashes, areas as hatches with outlines."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path

from conversion import process
from conversion.engines.vectored import plan
from conversion.errors import NothingToConvertError, TooLargeError
from conversion.reports import Remark

SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
MM = 25.4 / 72  # a point
FINEST = 0.02  # mm: how far a chord is from its curve at most
FRAME = 1  # mm around what is drawn; ezdxf takes a corner at 0, 0 for none, and LibreOffice then shows nothing
MOST_SHAPES = 200_000
DEEPEST = 50  # groups in one another
REFERENCE = re.compile(r"url\(#(.+)\)")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
COLOUR = re.compile(r"rgb\(\s*([\d.]+)(%?)\s*,\s*([\d.]+)%?\s*,\s*([\d.]+)%?\s*\)")
INKS = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "fill-opacity",
    "stroke-opacity",
    "clip-path",
    "stop-color",
)
GREY = "rgb(128,128,128)"  # what can't be told
PLAIN = {"fill": "rgb(0,0,0)", "stroke": "none", "stroke-width": "1"}
NUMBERED = range(1, 256)  # colours
BLACK_OR_WHITE = 7  # one of them: black on white, white on black
MILLIMETRES = 4  # the number of that unit

# A pen's words for what an outline does.
MOVES: Mapping[str, Callable[..., Any]] = {
    "lineTo": lambda outline, end: outline.line_to(end),
    "curveTo": lambda outline, first, second, end: outline.curve4_to(end, first, second),
    "closePath": lambda outline: outline.close(),
    "endPath": lambda _outline: None,
}

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """Outlines in millimetres from the lower left, as a pen records them; ``width`` and ``dashes``, too."""

    outlines: tuple[tuple[str, tuple[Any, ...]], ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    dashes: tuple[float, ...]


def convert(page: Path, output: Path, scratch: Path) -> None:
    """Write it; raises `NothingToConvertError` where nothing is drawn, and `TooLargeError`."""
    plan.choose_fonts(scratch / "cache")
    import ezdxf  # noqa: PLC0415 - large, and it looks for fonts

    document = ezdxf.new("R2010", units=MILLIMETRES)
    model, count = document.modelspace(), 0
    drawn = _Page(ET.parse(page).getroot())  # noqa: S314 - poppler's own
    for count, shape in enumerate(drawn.shapes(), start=1):
        if count > MOST_SHAPES:
            raise TooLargeError("shapes", count)
        _add(document, model, shape)
    if not count:
        raise NothingToConvertError("no drawing")
    model.reset_extents((-FRAME, -FRAME, 0), (drawn.size[0] + FRAME, drawn.size[1] + FRAME, 0))
    document.set_modelspace_vport(drawn.size[1], center=(drawn.size[0] / 2, drawn.size[1] / 2))
    document.saveas(output)


class _Page:
    """Walks a page: groups, what is used again, and paths."""

    def __init__(self, root: ET.Element) -> None:
        self._root = root
        self._named = {element.get("id"): element for element in root.iter() if element.get("id")}
        *_, width, height = map(float, NUMBER.findall(root.get("viewBox", "0 0 0 0")))
        self.size = width * MM, height * MM
        self._start = Transform(MM, 0, 0, -MM, 0, height * MM)

    def shapes(self) -> Iterator[Shape]:
        """In the order they are drawn in."""
        return self._inside(self._root, self._start, PLAIN, 0)

    def _inside(
        self, group: Iterable[ET.Element], place: Transform, ink: Mapping[str, str], depth: int
    ) -> Iterator[Shape]:
        if depth < DEEPEST:
            for element in group:
                yield from self._drawn(element, place.transform(_transform(element)), _ink(element, ink), depth)

    def _drawn(self, element: ET.Element, place: Transform, ink: dict[str, str], depth: int) -> Iterator[Shape]:
        tag = element.tag.removeprefix(SVG)
        if tag in ("g", "symbol"):
            yield from self._inside(element, place, ink, depth + 1)
        elif tag == "use" and (used := self._named.get(element.get(HREF, "").removeprefix("#"))) is not None:
            moved = place.translate(float(element.get("x", 0)), float(element.get("y", 0)))
            yield from self._inside([used], moved, ink, depth + 1)
        elif tag == "path" and element.get("d", "").strip():
            yield self._shape(element.get("d", ""), place, ink)
        elif tag == "image":
            process.remark(Remark.PICTURES)

    def _shape(self, path: str, place: Transform, ink: dict[str, str]) -> Shape:
        """A gradient, which is as large as the page, is what is cut out of it; its colour is the one in its middle."""
        gradient, clip = (self._meant(ink.get(name, "")) for name in ("fill", "clip-path"))
        if gradient is not None:
            stops = [_ink(stop, {}).get("stop-color", "") for stop in gradient.iter(f"{SVG}stop")]
            ink["fill"] = stops[len(stops) // 2] if stops else GREY
            if clip is not None and (cut := clip.find(f"{SVG}path")) is not None:
                path, place = cut.get("d", ""), self._start
        return _shape(path, place, ink)

    def _meant(self, said: str) -> ET.Element | None:
        found = REFERENCE.match(said)
        return self._named.get(found[1]) if found else None


def _transform(element: ET.Element) -> Transform:
    """Poppler's are matrices."""
    numbers = [float(number) for number in NUMBER.findall(element.get("transform", ""))]
    return Transform(*numbers) if len(numbers) == len(Identity) else Identity


def _ink(element: ET.Element, around: Mapping[str, str]) -> dict[str, str]:
    """What is said by attributes or in a style, which older ones of poppler's libraries write; else that around."""
    styled = (rule.partition(":") for rule in element.get("style", "").split(";"))
    said = dict(element.attrib) | {name.strip(): value.strip() for name, _, value in styled}
    return {**around, **{name: said[name] for name in INKS if name in said}}


def _shape(path: str, place: Transform, ink: Mapping[str, str]) -> Shape:
    pen = RecordingPen()
    parse_path(path, TransformPen(pen, place))
    scale = abs(place[0] * place[3] - place[1] * place[2]) ** 0.5
    return Shape(
        outlines=tuple(pen.value),
        fill=_colour(ink["fill"], ink.get("fill-opacity", "1")),
        stroke=_colour(ink["stroke"], ink.get("stroke-opacity", "1")),
        width=float(ink["stroke-width"]) * scale,
        dashes=tuple(float(length) * scale for length in NUMBER.findall(ink.get("stroke-dasharray", ""))),
    )


def _colour(said: str, opacity: str) -> Colour | None:
    """What can be seen through is mixed with white."""
    found = COLOUR.search(said)
    if found is None or float(opacity) == 0:
        return None
    whole = 100 if found[2] else 255
    red, green, blue = (round(255 * (1 - float(opacity) * (1 - float(found[number]) / whole))) for number in (1, 3, 4))
    return red, green, blue


def _add(document: Any, model: Any, shape: Shape) -> None:
    from ezdxf import path as paths  # noqa: PLC0415 - as above

    drawn = list(_paths(shape))
    if shape.fill and (closed := [path for path in drawn if len(path) > 1]):
        paths.render_hatches(
            model, closed, edge_path=False, distance=FINEST, dxfattribs=_look(document, shape.fill, 0, ())
        )
    if colour := shape.stroke or shape.fill:
        width, dashes = (shape.width, shape.dashes) if shape.stroke else (0, ())
        look = _look(document, colour, width, dashes)
        paths.render_lwpolylines(model, drawn, distance=FINEST, dxfattribs=look)


def _paths(shape: Shape) -> Iterator[Any]:
    """As ezdxf has them, one for each outline."""
    from ezdxf.path import Path as Outline  # noqa: PLC0415 - as above

    starts = [number for number, (move, _) in enumerate(shape.outlines) if move == "moveTo"]
    for start, end in pairwise((*starts, len(shape.outlines))):
        outline = Outline(shape.outlines[start][1][0])
        for move, points in shape.outlines[start + 1 : end]:
            MOVES[move](outline, *points)
        if len(outline):
            yield outline


def _look(document: Any, colour: Colour, width: float, dashes: tuple[float, ...]) -> dict[str, Any]:
    """Attributes of an entity; a layer for each colour, so that they can be told apart."""
    from ezdxf.colors import aci2rgb, rgb2int  # noqa: PLC0415 - as above
    from ezdxf.lldxf.const import VALID_DXF_LINEWEIGHTS  # noqa: PLC0415 - as above

    name = "ink {:02x}{:02x}{:02x}".format(*colour)
    if name not in document.layers:
        document.layers.add(name)
    look: dict[str, Any] = {"layer": name, "color": BLACK_OR_WHITE}
    if any(colour):
        look["color"] = min(NUMBERED, key=lambda number: dist(aci2rgb(number), colour))  # for who knows no others
        look["true_color"] = rgb2int(colour)
    look["lineweight"] = min(VALID_DXF_LINEWEIGHTS, key=lambda valid: abs(valid - width * 100))
    if dashes:
        look["linetype"] = _linetype(document, dashes if len(dashes) % 2 == 0 else dashes * 2)
    return look


def _linetype(document: Any, dashes: tuple[float, ...]) -> str:
    name = "dashes " + " ".join(f"{length:.2f}".replace(".", "_") for length in dashes)
    if name not in document.linetypes:
        signed = [length if number % 2 == 0 else -length for number, length in enumerate(dashes)]
        document.linetypes.add(name, [sum(dashes), *signed])
    return name
