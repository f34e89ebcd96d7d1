"""PDFs as running text: paragraphs, headings, lists, links, pictures; and as drawings of the same look."""

from pathlib import Path

import pytest
import typst

from conversion.errors import NothingToConvertError
from tests.conversion.engines import darkroom, desk
from tests.conversion.engines.test_scans import scan

ARTICLE = """
#set page(width: 120mm, height: 170mm, margin: 15mm, numbering: "1", header: [Fairy tales, by Hauff])
#set text(font: "Liberation Serif", size: 10pt, hyphenate: true, lang: "en")
#set par(justify: true)
= The Caliph
Once upon a time, on a fine afternoon, the Caliph Chasid of Bagdad sat #strong[comfortably] on his sofa and smoked
from a long pipe; see #link("https://example.org/page")[the page] for it.

He drank a little coffee.
== The word
- First comes the powder
- then the word
#lorem(160)
#image("sun.jpg", width: 30mm)
#pagebreak()
The end. #pagebreak() Really.
"""


@pytest.fixture
def article(tmp_path: Path) -> str:
    """The HTML made of a PDF of four pages."""
    (tmp_path / "sun.jpg").write_bytes(desk.sample("jpg").read_bytes())
    (tmp_path / "article.typ").write_text(ARTICLE, "utf-8")
    typst.compile(tmp_path / "article.typ", output=tmp_path / "article.pdf", pdf_tags=False)
    return desk.converted(tmp_path / "article.pdf", "html", tmp_path).read_text("utf-8")


def test_headings_have_their_levels(article: str) -> None:
    assert "<h1>The Caliph</h1>" in article
    assert "<h2>The word</h2>" in article


def test_lines_are_one_paragraph_again(article: str) -> None:
    assert "<p>Once upon a time, on a fine afternoon, the Caliph Chasid of Bagdad sat <strong>comfortably" in article
    assert "<p>He drank a little coffee.</p>" in article


def test_links_lists_and_pictures_stay(article: str) -> None:
    assert '<a href="https://example.org/page">the page</a>' in article
    assert "<li>First comes the powder</li>" in article
    assert article.count('src="data:image/jpeg;base64,') == 1


def test_what_stands_at_the_edge_of_every_page_cuts_through_nothing(article: str) -> None:
    assert "Fairy tales" not in article
    assert "<p>1</p>" not in article


def test_a_link_that_is_no_address_is_left_out(tmp_path: Path) -> None:
    source = tmp_path / "bad.typ"
    source.write_text('#link("javascript:alert(1)")[press here] & <script>', "utf-8")
    typst.compile(source, output=tmp_path / "bad.pdf", pdf_tags=False)
    html = desk.converted(tmp_path / "bad.pdf", "html", tmp_path).read_text("utf-8")
    assert "press here" in html
    assert "javascript" not in html


def test_a_scan_is_no_running_text(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        desk.convert(scan(tmp_path / "scan.pdf"), "html", tmp_path)


@pytest.mark.parametrize("target", ["svg", "eps"])
def test_a_page_that_is_wider_than_high_is_drawn_whole(target: str, tmp_path: Path) -> None:
    source = tmp_path / "wide.typ"
    page = "#set page(width: 200pt, height: 100pt, margin: 0pt, fill: yellow)\n"
    source.write_text(page + "#place(right, rect(width: 20pt, height: 100pt, fill: blue))")
    typst.compile(source, output=tmp_path / "wide.pdf", pdf_tags=False)
    drawn = desk.converted(tmp_path / "wide.pdf", target, tmp_path)
    back = desk.converted(drawn, "pdf", tmp_path)
    for number, path in enumerate((tmp_path / "wide.pdf", back)):
        desk.said("pdftoppm", "-r", "50", "-png", "-singlefile", str(path), str(tmp_path / str(number)))
    assert darkroom.near(darkroom.opened(tmp_path / "0.png"), darkroom.opened(tmp_path / "1.png"), off=4)
