"""Drawings: SVG into pictures by resvg, into PDF that stays a drawing by Typst."""

import io
from collections.abc import Mapping
from pathlib import Path

import resvg_py
from PIL import Image

from conversion import formats
from conversion.engines.base import Engine, Route, Step, all_routes
from conversion.engines.imaging import fitting, outputs, reading, vectors, wishes, writing
from conversion.engines.imaging.wishes import Wish
from conversion.options import HEIGHT, QUALITY, WIDTH, Option, Value
from conversion.options.catalogue import BACKGROUND, MAX, ROTATE

SVG = formats.named("svg")
TARGETS = formats.named("png jpg webp gif tiff bmp ico avif heic tga ppm pdf")
ICON = Wish(width=256, height=256)
PAGE = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("drawing.svg")\n'


class SvgEngine(Engine):
    """Renders a drawing; files and addresses that it refers to stay out."""

    name = "svg"
    queue = "image"
    libraries = ("resvg-py", "typst", "pillow")
    routes = all_routes(SVG, TARGETS)
    options = (QUALITY, WIDTH, HEIGHT)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """A PDF of it stays a drawing; as a picture it can do what pictures can."""
        return self.options if route.target.name == "pdf" else (*self.options, ROTATE, BACKGROUND, MAX)

    def convert(self, step: Step) -> None:
        """Parse, clean and render in a child."""
        step.runner.call(draw, step.source, step.target.name, step.scratch, dict(step.options))
        outputs.place(step, step.scratch, 1)


def draw(source: Path, target: str, folder: Path, options: Mapping[str, Value]) -> None:
    """Render an SVG as the format ``target`` into the file ``1`` in ``folder``."""

    def write(wish: Wish) -> int:
        _write(source, target, folder, wish)
        return 1

    fitting.fit(write, Wish.of(options), folder, levels=outputs.has_levels(target))


def _write(source: Path, target: str, folder: Path, wish: Wish) -> None:
    text = vectors.read(source).scaled(ICON if target == "ico" and not wish.box else wish)
    if target == "pdf":
        _typeset(text, folder)
    elif target == "png" and wish.is_modest:
        (folder / "1").write_bytes(_rendered(text))
    else:
        with Image.open(io.BytesIO(_rendered(text)), formats=("PNG",)) as picture:
            picture.load()
            writing.write(wishes.shaped(picture, wish), target, folder / "1", wish)


def _rendered(text: str) -> bytes:
    """A PNG."""
    with reading.decoding():
        return bytes(resvg_py.svg_to_bytes(svg_string=text))


def _typeset(text: str, folder: Path) -> None:
    """A PDF of one page: Typst reads SVG by the same parser as resvg, and keeps shapes shapes and letters letters."""
    import typst  # noqa: PLC0415 - starts threads, so never outside the forked child

    (folder / "drawing.svg").write_text(text, "utf-8")
    (folder / "page.typ").write_text(PAGE, "utf-8")
    with reading.decoding():
        typst.compile(folder / "page.typ", output=folder / "1", root=folder, format="pdf", pdf_tags=False)
