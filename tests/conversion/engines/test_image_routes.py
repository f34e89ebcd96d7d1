"""Each pair that the engines for pictures claim, opened afterwards by another program."""

from pathlib import Path

import pytest
from PIL import Image

from conversion import detection
from conversion.engines.base import Route
from tests.conversion.engines import darkroom

SIZES = {
    **dict.fromkeys(["ppm", "pgm", "pcx", "sgi", "xbm", "xpm", "dds", "psd"], (96, 64)),
    "bmp": (144, 96),
    "ico": (48, 32),
    "cur": (32, 32),
    "icns": (128, 128),
    "pdf": (621, 875),
}
ICNS = (16, 32, 64, 128, 256, 512, 1024)
PAGED = {"tiff", "pdf"}
PICTURES = [route for route in darkroom.routes() if route.target.name not in {"pdf", "txt"}]


@pytest.mark.parametrize("route", PICTURES, ids=lambda route: f"{route.source}-{route.target}")
def test_another_program_reads_the_picture(route: Route, tmp_path: Path) -> None:
    outputs = darkroom.convert(darkroom.sample(route.source.name), route.target.name, tmp_path)
    one_each = route.source.name in PAGED and route.target.name != "tiff"
    assert len(outputs) == (3 if one_each else 1)
    for output in outputs:
        assert detection.detect(output, route.target.name) == route.target.name
        assert darkroom.size_elsewhere(output, route.target) == expected_size(route)


def expected_size(route: Route) -> tuple[int, int]:
    width, height = SIZES.get(route.source.name, (240, 160))
    if route.target.name == "icns":
        side = next(side for side in ICNS if side >= max(width, height))
        return side, side
    if route.target.name != "ico":
        return width, height
    side = 256 if route.source.name == "svg" else min(256, max(width, height))
    return side, side


RARE = ["jp2", "qoi", "dds", "pcx", "sgi"]
SEEN = ["jpg", "png", "webp", "avif", "heic", "gif", "apng", "tga", "tiff", "svg", "xpm", "psd", "cur", *RARE]
WRITTEN = ["jpg", "webp", "gif", "avif", "heic", "tga", "bmp", "ppm", "tiff", "apng", *RARE]


@pytest.mark.parametrize(("source", "target"), [(s, "png") for s in SEEN if s != "png"] + [("png", t) for t in WRITTEN])
def test_the_picture_looks_the_same(source: str, target: str, tmp_path: Path) -> None:
    first = darkroom.convert(darkroom.sample(source), target, tmp_path)[0]
    seen = darkroom.opened(darkroom.sample("png" if source == "svg" else source))
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen.convert("RGBA"))
    shown = darkroom.opened(first).convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    paper.alpha_composite(shown)
    assert darkroom.near(white, paper, off=40 if source == "svg" else 12)


@pytest.mark.parametrize("source", [r.source.name for r in darkroom.routes() if r.target.name == "pdf"])
def test_poppler_reads_the_pdf(source: str, tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample(source), "pdf", tmp_path)
    assert darkroom.pages(output) == (3 if source == "tiff" else 1)
    darkroom.said("pdftoppm", "-r", "50", "-png", str(output), str(tmp_path / "page"))
    seen = darkroom.opened(darkroom.sample("png" if source == "svg" else source)).convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    assert darkroom.near(paper, darkroom.opened(min(tmp_path.glob("page*.png"))), off=40 if source == "svg" else 12)
