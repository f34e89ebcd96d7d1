"""Scans: their words are found, under the picture and as text."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines import darkroom, desk

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
WORDS = ["Mutabor and Storch", "багдадский калиф"]


def scan(path: Path, pages: int = 1) -> Path:
    """A scan of two lines, in English and in Russian, a page."""
    page = Image.new("L", (1000, 400), 245)
    ImageDraw.Draw(page).multiline_text((60, 100), "\n".join(WORDS), 20, ImageFont.truetype(FONT, 56), spacing=40)
    more: dict[str, Any] = {"save_all": True, "append_images": [page] * (pages - 1)} if pages > 1 else {}
    page.save(path, dpi=(150, 150), **more)
    return path


@pytest.mark.parametrize("name", ["scan.png", "scan.tiff", "scan.pdf"])
def test_a_scan_is_read_in_both_languages(name: str, tmp_path: Path) -> None:
    text = desk.converted(scan(tmp_path / name), "txt", tmp_path).read_text("utf-8")
    assert all(words in text for words in WORDS)


def test_every_page_of_a_tiff_is_read(tmp_path: Path) -> None:
    text = desk.converted(scan(tmp_path / "scan.tiff", pages=2), "txt", tmp_path).read_text("utf-8")
    assert text.count(WORDS[0]) == 2


def test_a_searchable_pdf_looks_as_before(tmp_path: Path) -> None:
    source = scan(tmp_path / "scan.pdf")
    output = desk.converted(source, "pdf-ocr", tmp_path)
    assert all(words in desk.words(output) for words in WORDS)
    for number, path in enumerate((source, output)):
        desk.said("pdftoppm", "-r", "50", "-png", "-singlefile", str(path), str(tmp_path / str(number)))
    assert darkroom.near(darkroom.opened(tmp_path / "0.png"), darkroom.opened(tmp_path / "1.png"), off=2)


def test_pages_that_have_words_stay_as_they_are(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("pdf"), "pdf-ocr", tmp_path)
    assert desk.words(output).count("Kalif Storch") == desk.words(desk.sample("pdf")).count("Kalif Storch")


@pytest.mark.parametrize("name", ["blank.png", "blank.pdf"])
def test_a_blank_page_has_no_words(name: str, tmp_path: Path) -> None:
    Image.new("L", (400, 300), 255).save(tmp_path / name)
    with pytest.raises(NothingToConvertError):
        desk.convert(tmp_path / name, "txt", tmp_path)


@pytest.mark.parametrize("target", ["txt", "pdf-ocr"])
def test_half_a_picture_is_damaged(target: str, tmp_path: Path) -> None:
    whole = scan(tmp_path / "whole.png").read_bytes()
    (tmp_path / "half.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFileError):
        desk.convert(tmp_path / "half.png", target, tmp_path)
