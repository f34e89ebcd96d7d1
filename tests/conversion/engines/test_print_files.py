"""DjVu, XPS and Typst: every page and every word."""

from pathlib import Path

import pytest

from conversion.errors import DamagedFileError
from tests.conversion.engines import darkroom, desk

PLANTED = "PLANTED-SECRET"


def test_the_words_of_a_djvu_lie_under_its_pictures(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("djvu"), "pdf", tmp_path)
    assert desk.words(output).startswith("Mutabor Мутабор")
    assert darkroom.pages(output) == 2
    assert desk.pictures(output) == 2


def test_the_words_of_a_djvu_are_a_text(tmp_path: Path) -> None:
    assert desk.converted(desk.sample("djvu"), "txt", tmp_path).read_text("utf-8") == "Mutabor Мутабор\n"


@pytest.mark.parametrize("source", ["djvu", "xps"])
def test_half_of_it_is_damaged(source: str, tmp_path: Path) -> None:
    whole = desk.sample(source).read_bytes()
    (tmp_path / f"half.{source}").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFileError):
        desk.convert(tmp_path / f"half.{source}", "pdf", tmp_path)


def test_typst_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PLANTED)
    for place in (tmp_path / "secret.txt", "../secret.txt", "/etc/hostname"):
        (tmp_path / "spy.typ").write_text(f'#read("{place}")')
        with pytest.raises(DamagedFileError):
            desk.convert(tmp_path / "spy.typ", "pdf", tmp_path)


def test_typst_fetches_no_package(tmp_path: Path) -> None:
    (tmp_path / "spy.typ").write_text('#import "@preview/cetz:0.3.1": canvas\nwords')
    with pytest.raises(DamagedFileError):
        desk.convert(tmp_path / "spy.typ", "pdf", tmp_path)


def test_every_page_of_typst_is_a_picture(tmp_path: Path) -> None:
    (tmp_path / "pages.typ").write_text("one #pagebreak() two #pagebreak() three")
    assert [path.name for path in desk.convert(tmp_path / "pages.typ", "png", tmp_path)] == [
        "file-001.png",
        "file-002.png",
        "file-003.png",
    ]
