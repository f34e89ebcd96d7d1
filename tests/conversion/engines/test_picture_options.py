"""What can be asked of pictures, seen in what came out."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.conversion.engines.darkroom import opened
from tests.conversion.engines.whole import converted, sample


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 by 200, red in its upper left corner, clear in its lower right one, blue else; with EXIF."""
    picture = Image.new("RGBA", (300, 200), "blue")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 60, 60), "red")
    draw.rectangle((240, 140, 300, 200), (0, 0, 0, 0))
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    path = tmp_path_factory.mktemp("marked") / "marked.png"
    picture.save(path, exif=exif, dpi=(72, 72))
    return path


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that hardly shrinks."""
    path = tmp_path_factory.mktemp("noise") / "noise.png"
    Image.effect_noise((640, 480), 90).convert("RGB").save(path)
    return path


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"fit": "contain"}, (100, 67)),
        ({"fit": "cover"}, (100, 100)),
        ({"fit": "stretch"}, (100, 100)),
        ({}, (100, 67)),
    ],
)
@pytest.mark.parametrize("target", ["png", "jpg", "webp"])
def test_a_box_is_met_as_asked(
    marked: Path, tmp_path: Path, target: str, asked: dict[str, str], size: tuple[int, int]
) -> None:
    assert opened(converted(marked, target, tmp_path, width="100", height="100", **asked)).size == size


def test_covering_cuts_both_sides_and_stretching_none(marked: Path, tmp_path: Path) -> None:
    cover, stretch = (
        opened(converted(marked, "bmp", tmp_path, width=400, height=400, fit=fit)).convert("RGB")
        for fit in ("cover", "stretch")
    )
    assert cover.size == stretch.size == (400, 400)
    assert (cover.getpixel((5, 5)), stretch.getpixel((5, 5))) == ((255, 0, 0), (255, 0, 0))
    assert (cover.getpixel((60, 5)), stretch.getpixel((60, 5))) == ((0, 0, 255), (255, 0, 0))


@pytest.mark.parametrize(("degrees", "corner"), [("90", (195, 5)), ("180", (295, 195)), ("270", (5, 295))])
def test_a_picture_is_turned(marked: Path, tmp_path: Path, degrees: str, corner: tuple[int, int]) -> None:
    assert opened(converted(marked, "bmp", tmp_path, rotate=degrees)).convert("RGB").getpixel(corner) == (255, 0, 0)


@pytest.mark.parametrize("target", ["jpg", "png", "webp", "gif", "pdf"])
def test_a_background_shows_through(marked: Path, tmp_path: Path, target: str) -> None:
    made = converted(marked, target, tmp_path, background="green")
    if target == "pdf":
        made = converted(made, "png", tmp_path)
    picture = opened(made).convert("RGBA")
    red, green, blue, alpha = picture.getpixel((picture.width - 5, picture.height - 5))  # type: ignore[misc]
    assert alpha == 255
    assert green > red + 80
    assert green > blue + 80


@pytest.mark.parametrize("target", ["jpg", "png", "webp", "tiff", "avif"])
def test_what_tells_of_the_taking_goes_when_asked(marked: Path, tmp_path: Path, target: str) -> None:
    assert b"Camera" in converted(marked, target, tmp_path).read_bytes()
    made = converted(marked, target, tmp_path, strip="yes")
    assert b"Camera" not in made.read_bytes()
    assert not opened(made).getexif().get(0x010F)


@pytest.mark.parametrize("target", ["jpg", "png", "tiff", "bmp"])
def test_dots_an_inch_are_written(marked: Path, tmp_path: Path, target: str) -> None:
    across, down = opened(converted(marked, target, tmp_path, dpi="300")).info["dpi"]
    assert (round(across), round(down)) == (300, 300)


def test_dots_an_inch_say_how_large_a_page_is_and_how_fine_it_is_rendered(marked: Path, tmp_path: Path) -> None:
    page = converted(marked, "pdf", tmp_path, dpi=100)
    assert size_of_page(page) == "216 x 144"
    assert opened(converted(page, "png", tmp_path, dpi=200)).size == (600, 400)


@pytest.mark.parametrize(("paper", "size"), [("a4", "842 x 595 pts (A4)"), ("letter", "792 x 612 pts (letter)")])
def test_a_sheet_of_paper_is_laid_as_the_picture(marked: Path, tmp_path: Path, paper: str, size: str) -> None:
    assert size_of_page(converted(marked, "pdf", tmp_path, paper=paper)) == size.partition(" pts")[0]


@pytest.mark.parametrize("target", ["jpg", "webp", "avif", "png", "gif", "bmp", "tiff", "pdf"])
def test_a_picture_fits_under_a_size(noise: Path, tmp_path: Path, target: str) -> None:
    made = converted(noise, target, tmp_path, max="20kb")
    assert 8_000 < made.stat().st_size <= 20_000


def test_a_moving_picture_fits_under_a_size(tmp_path: Path) -> None:
    made = converted(sample("gif"), "webp", tmp_path, max="2kb")
    assert made.stat().st_size <= 2_000
    assert getattr(opened(made), "n_frames", 1) == getattr(opened(sample("gif")), "n_frames", 1)


def test_pages_fit_under_a_size_together(tmp_path: Path) -> None:
    made = converted(sample("pdf"), "jpg", tmp_path, max="30kb")
    with zipfile.ZipFile(made) as packed:
        assert sum(info.file_size for info in packed.infolist()) <= 30_000
        for name in packed.namelist():
            Image.open(io.BytesIO(packed.read(name))).load()


def test_a_drawing_fits_under_a_size(tmp_path: Path) -> None:
    assert converted(sample("svg"), "png", tmp_path, max="2kb").stat().st_size <= 2_000


def size_of_page(path: Path) -> str:
    said = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return said.partition("Page size:")[2].strip().partition(" pts")[0]


@pytest.mark.parametrize("target", ["jpg", "png", "webp", "gif", "tiff", "avif", "pdf"])
def test_a_picture_loses_its_colours(marked: Path, tmp_path: Path, target: str) -> None:
    made = converted(marked, target, tmp_path, grey="yes")
    if target == "pdf":
        made = converted(made, "png", tmp_path)
    picture = opened(made).convert("RGB")
    for place in ((5, 5), (picture.width // 2, 5)):
        red, green, blue = picture.getpixel(place)  # type: ignore[misc]
        assert max(red, green, blue) - min(red, green, blue) <= 4


def test_without_colours_what_is_clear_stays_clear(marked: Path, tmp_path: Path) -> None:
    assert opened(converted(marked, "png", tmp_path, grey=True)).convert("RGBA").getpixel((295, 195))[3] == 0  # type: ignore[index]
