"""Web pages on paper: styles and pictures that they bring along, and nothing from elsewhere."""

from pathlib import Path

import pytest

from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines import desk

PLANTED = "PLANTED-SECRET"
SPY = """<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="file://{folder}/style.css">
<link rel="attachment" href="file://{folder}/secret.txt"><base href="file://{folder}/">
<style>@import url("style.css"); body {{ background: url(file://{folder}/sun.jpg) }}</style></head>
<body><p>the end</p><img src="sun.jpg"><img src="file://{folder}/sun.jpg"><object data="secret.txt"></object>
<iframe src="secret.txt"></iframe><a rel="attachment" href="secret.txt">here</a>
<svg><image href="file://{folder}/sun.jpg" width="9" height="9"/></svg></body></html>
"""
FORMULA = """<p>Area <math><mi>x</mi><annotation encoding="application/x-tex">x-in-tex</annotation></math></p>"""


def test_styles_count(tmp_path: Path) -> None:
    page = "<style>.gone { display: none } .grid { display: grid; grid-template-columns: 1fr 1fr }</style>"
    page += '<p class="gone">unseen</p><div class="grid"><p>left</p><p>right</p></div>'
    (tmp_path / "page.html").write_text(page)
    words = desk.said("pdftotext", "-layout", str(desk.converted(tmp_path / "page.html", "pdf", tmp_path)), "-")
    assert "unseen" not in words
    assert words.split("\n")[0].split() == ["left", "right"]


def test_a_page_in_an_old_encoding_is_readable(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes('<meta charset="windows-1251"><p>багдадский калиф</p>'.encode("cp1251"))
    assert "багдадский калиф" in desk.words(desk.converted(tmp_path / "page.html", "pdf", tmp_path))


def test_links_and_pictures_stay(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("html"), "pdf", tmp_path)
    assert "https://example.org/page" in desk.raw(output)
    assert desk.pictures(output) == 1


def test_a_web_archive_has_its_own_pictures_and_styles(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("mht"), "pdf", tmp_path)
    assert "Калиф-аист" in desk.words(output)
    assert desk.pictures(output) == 1


@pytest.mark.parametrize("kind", ["html", "mht"])
def test_a_page_brings_in_nothing_from_outside(kind: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PLANTED)
    (tmp_path / "style.css").write_text(f'p::after {{ content: "{PLANTED}" }}')
    (tmp_path / "sun.jpg").write_bytes(desk.sample("jpg").read_bytes())
    page = SPY.format(folder=tmp_path)
    head = (
        f"Content-Type: multipart/related; type=text/html; boundary=x\n\n--x\nContent-Location: file://{tmp_path}/a\n"
    )
    source = tmp_path / f"spy.{kind}"
    source.write_text(page if kind == "html" else f"{head}Content-Type: text/html\n\n{page}\n--x--\n")
    output = desk.converted(source, "pdf", tmp_path)
    assert desk.words(output).startswith("the end")
    assert PLANTED not in desk.raw(output)
    assert desk.pictures(output) == 0
    assert desk.said("pdfdetach", "-list", str(output)).startswith("0 ")


def test_a_formula_is_not_told_twice(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(FORMULA)
    assert "x-in-tex" not in desk.words(desk.converted(tmp_path / "page.html", "pdf", tmp_path))


def test_an_empty_page_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(" \n ")
    with pytest.raises(NothingToConvertError):
        desk.convert(tmp_path / "page.html", "pdf", tmp_path)


def test_an_archive_without_a_page_is_damaged(tmp_path: Path) -> None:
    head = "Content-Type: multipart/related; type=text/html; boundary=x\n\n--x\nContent-Type: text/css\n\np {}\n--x--\n"
    (tmp_path / "page.mht").write_text(head)
    with pytest.raises(DamagedFileError):
        desk.convert(tmp_path / "page.mht", "pdf", tmp_path)
