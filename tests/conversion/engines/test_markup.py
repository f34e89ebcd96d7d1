"""Texts with markup, by the real pandoc."""

import re
import zipfile
from pathlib import Path

import pytest

from conversion.engines.base import Route
from conversion.engines.dialects import REFERENCES, SHOWS
from conversion.errors import DamagedFileError, NothingToConvertError, PasswordProtectedError
from tests.conftest import SAMPLES
from tests.conversion.engines import desk
from tests.conversion.engines.desk import convert, converted, pictures, raw, sample, words

COMMON = ("md", "rst", "html", "docx", "odt", "epub", "tex", "org", "ipynb", "txt")
ALL = desk.routes("pandoc")
ROUTES = [route for route in ALL if {route.source.name, route.target.name} <= set(COMMON)]
DIALECTS = [route for route in ALL if route not in ROUTES and "md" in (route.source.name, route.target.name)]
RUSSIAN = "Съешь же ещё этих мягких французских булок"
WITH_PICTURE = ("docx", "odt", "epub", "html", "md", "ipynb")
HOLD_PICTURES = ("docx", "odt", "epub", "html", "md", "rst", "ipynb")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866")
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)


def pair(route: Route) -> str:
    return f"{route.source}-{route.target}"


@pytest.mark.parametrize("route", ROUTES, ids=pair)
def test_text_tables_and_links_arrive(route: Route, tmp_path: Path) -> None:
    output = converted(sample(route.source.name), route.target.name, tmp_path, by="pandoc")
    assert "французских" in words(output)
    if route.source.name != "txt":
        assert all(word in words(output) for word in ("Заголовок", "Имя", "один", "два"))
    assert "https://example.org/page" in raw(output)


@pytest.mark.parametrize("route", DIALECTS, ids=pair)
def test_every_dialect_keeps_words_tables_and_links(route: Route, tmp_path: Path) -> None:
    output = converted(sample(route.source.name), route.target.name, tmp_path, by="pandoc")
    found = words(output)
    if route.source.name in REFERENCES:
        assert "мягкие французские булки" in found.lower()
        return
    assert "французских" in found
    assert all(word in found for word in ("один", "два"))
    if route.target.name != "pptx" and route.source.name != "pptx":
        assert "example.org/page" in raw(output)
    if route.source.name == "md":
        assert "Sample Пробный документ" in found
        assert route.target.name in HOLD_PICTURES + SHOWS or ".png" not in raw(output)


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.source.name in WITH_PICTURE and route.target.name in HOLD_PICTURES],
    ids=pair,
)
def test_pictures_go_along(route: Route, tmp_path: Path) -> None:
    assert pictures(converted(sample(route.source.name), route.target.name, tmp_path, by="pandoc")) == 1


@pytest.mark.parametrize("target", ["tex", "org"])
def test_no_dead_picture_is_left_where_none_can_be(target: str, tmp_path: Path) -> None:
    output = converted(sample("docx"), target, tmp_path).read_text(encoding="utf-8")
    assert "includegraphics" not in output
    assert ".png" not in output


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("source", "target"), [("md", "html"), ("txt", "md"), ("html", "docx"), ("rst", "txt")])
def test_every_russian_encoding_is_read(source: str, target: str, encoding: str, tmp_path: Path) -> None:
    text = tmp_path / f"file.{source}"
    text.write_bytes(f"{RUSSIAN}, да выпей чаю.\n\nВторой абзац\n".encode(encoding))
    assert RUSSIAN in words(converted(text, target, tmp_path))


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
def test_a_page_is_read_in_the_encoding_it_names(encoding: str, tmp_path: Path) -> None:
    page = tmp_path / "file.html"
    page.write_bytes(f'<html><meta charset="{encoding}"><body><p>Я, ты и щи</p></body></html>'.encode(encoding))
    assert converted(page, "txt", tmp_path).read_text(encoding="utf-8").strip() == "Я, ты и щи"


@pytest.mark.parametrize("target", ["md", "rst", "tex", "html", "epub", "ipynb"])
def test_plain_text_stays_as_it_was_typed(target: str, tmp_path: Path) -> None:
    typed = "*stars* _lines_ # no heading\n- no list <b>no tag</b> $no math$ \\no command\n    indented a  b\n"
    text = tmp_path / "file.txt"
    text.write_text(typed + "\nnext\n", encoding="utf-8")
    there = converted(text, target, tmp_path)
    if target == "html":
        assert "<br />\n- no list &lt;b&gt;no tag" in raw(there)
    back = converted(there, "txt", tmp_path).read_text(encoding="utf-8").replace("\u00a0", " ")
    lines = [line.strip() for line in back.splitlines() if line.strip()]
    assert lines[-4:] == [line.strip() for line in [*typed.splitlines(), "next"]]


def test_addresses_stay_in_plain_text(tmp_path: Path) -> None:
    text = converted(sample("docx"), "txt", tmp_path).read_text(encoding="utf-8")
    assert "link (https://example.org/page)" in text


def test_a_picture_without_a_word_leaves_no_brackets_in_plain_text(tmp_path: Path) -> None:
    page = tmp_path / "file.html"
    page.write_text('<p>Caliph <img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="/></p>')
    assert converted(page, "txt", tmp_path).read_text(encoding="utf-8").strip() == "Caliph"


def test_markdown_as_people_write_it(tmp_path: Path) -> None:
    text = tmp_path / "file.md"
    text.write_text('Intro:\n- one\n- two\n## Heading\n~~gone~~ https://example.org "quoted"\n', encoding="utf-8")
    page = raw(converted(text, "html", tmp_path))
    assert page.count("<li>") == 2
    assert "<h2" in page
    assert "<del>gone</del>" in page
    assert 'href="https://example.org"' in page
    assert "&quot;quoted&quot;" in page or '"quoted"' in page


def test_html_within_markdown_is_content(tmp_path: Path) -> None:
    text = tmp_path / "file.md"
    table = "<table><tr><td>cell</td></tr></table>"
    text.write_text(f'one<br>two\n\n<p align="center"><img src="{PIXEL}"></p>\n\n{table}\n', encoding="utf-8")
    document = converted(text, "docx", tmp_path)
    assert pictures(document) == 1
    assert "<w:br" in raw(document)
    assert "<w:tbl>" in raw(document)


def test_markdown_holds_no_html_for_boxes_and_sizes(tmp_path: Path) -> None:
    page = tmp_path / "file.html"
    page.write_text(f'<div class="a"><span style="b">word</span><img src="{PIXEL}" width="9"></div>', encoding="utf-8")
    assert "<" not in raw(converted(page, "md", tmp_path))


def test_markdown_holds_what_a_page_says_and_not_how_it_was_made(tmp_path: Path) -> None:
    page = tmp_path / "file.html"
    page.write_text(
        '<html lang="en"><head><title>Title</title><meta name="viewport" content="a"><meta name="author" content="Me">'
        '<meta name="generator" content="b"></head><body>text</body></html>',
        encoding="utf-8",
    )
    assert raw(converted(page, "md", tmp_path)) == "---\nauthor: Me\nlang: en\ntitle: Title\n---\n\ntext\n"


def test_a_notebook_loses_its_cells_but_not_what_is_in_them(tmp_path: Path) -> None:
    notebook = tmp_path / "file.ipynb"
    notebook.write_text(
        '{"cells":[{"cell_type":"code","metadata":{},"execution_count":1,"source":["print(1+1)"],"outputs":'
        '[{"output_type":"stream","name":"stdout","text":["2\\n"]},{"output_type":"display_data","metadata":{},"data":'
        f'{{"image/png":"{PIXEL.partition(",")[2]}"}}}}]}}],"metadata":{{}},"nbformat":4,"nbformat_minor":5}}',
        encoding="utf-8",
    )
    text = converted(notebook, "md", tmp_path)
    assert raw(text).startswith("``` python\nprint(1+1)\n```\n\n    2\n")
    assert "<div" not in raw(text)
    assert pictures(text) == 1


@pytest.mark.parametrize("target", ["ipynb", "txt", "org", "md", "html", "docx"])
def test_titles_are_not_lost(target: str, tmp_path: Path) -> None:
    text = tmp_path / "file.rst"
    text.write_text("The title\n=========\n\nThe subtitle\n------------\n\ntext\n", encoding="utf-8")
    found = raw(converted(text, target, tmp_path))
    assert "The title" in found
    assert "The subtitle" in found


def test_a_page_is_called_by_its_first_heading(tmp_path: Path) -> None:
    text = tmp_path / "file.md"
    text.write_text("# Заголовок\n\nText\n", encoding="utf-8")
    assert "<title>Заголовок</title>" in raw(converted(text, "html", tmp_path))
    assert re.search("<dc:title[^>]*>Заголовок<", book(converted(text, "epub", tmp_path)))


def book(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("EPUB/content.opf").decode()


def test_a_notebook_takes_a_picture_that_is_elsewhere_as_a_link(tmp_path: Path) -> None:
    text = tmp_path / "file.md"
    text.write_text("![there](https://example.org/there.png)\n\n![](here.png)\n", encoding="utf-8")
    notebook = raw(converted(text, "ipynb", tmp_path))
    assert "[there](https://example.org/there.png)" in notebook
    assert "[here.png](here.png)" in notebook


SECRET_WORD = "the-secret-of-this-server"
STEALING = {
    "tex": r"\input{%(text)s}\include{%(text)s}\includegraphics{%(picture)s}\verbatiminput{%(text)s} seen",
    "rst": ".. include:: %(text)s\n\n.. image:: %(picture)s\n\n.. literalinclude:: %(text)s\n\nseen\n",
    "org": '#+INCLUDE: "%(text)s"\n\n[[file:%(picture)s]] seen\n',
    "md": "![a](%(picture)s) seen\n\n<img src='%(picture)s'>\n\n<iframe src='%(text)s'></iframe>\n",
    "html": "<p>seen<img src='%(picture)s'><iframe src='%(text)s'></iframe><link rel=stylesheet href='%(text)s'>"
    "<script src='%(text)s'></script><embed src='%(text)s'><img src='file://%(picture)s'>",
}


@pytest.mark.parametrize("target", ["ipynb", "docx", "epub", "txt", "odt"])
@pytest.mark.parametrize("source", STEALING)
def test_no_text_takes_a_file_of_the_server_along(source: str, target: str, tmp_path: Path) -> None:
    text, picture = tmp_path / "secret.txt", tmp_path / "secret.png"
    text.write_text(SECRET_WORD, encoding="utf-8")
    picture.write_bytes((SAMPLES / "sample.png").read_bytes())
    thief = tmp_path / f"file.{source}"
    thief.write_text(STEALING[source] % {"text": text, "picture": picture}, encoding="utf-8")
    output = converted(thief, target, tmp_path)
    assert "seen" in words(output)
    assert SECRET_WORD not in raw(output)
    assert pictures(output) == 0


@pytest.mark.parametrize("source", ["docx", "odt", "epub", "ipynb"])
def test_a_truncated_file_is_damaged(source: str, tmp_path: Path) -> None:
    whole = sample(source).read_bytes()
    cut = tmp_path / f"file.{source}"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(DamagedFileError):
        convert(cut, "html", tmp_path, by="pandoc")


@pytest.mark.parametrize("source", ["docx", "odt"])
def test_a_locked_document_says_so(source: str, tmp_path: Path) -> None:
    with pytest.raises(PasswordProtectedError):
        convert(SAMPLES / f"locked.{source}", "md", tmp_path)


@pytest.mark.parametrize("name", ["file.txt", "file.md", "file.html"])
def test_bytes_that_are_no_text_are_refused(name: str, tmp_path: Path) -> None:
    noise = tmp_path / name
    noise.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(DamagedFileError):
        convert(noise, "tex", tmp_path)


def test_a_page_without_text_is_no_text(tmp_path: Path) -> None:
    page = tmp_path / "file.html"
    page.write_text("<script>let a = 1</script><style>p {}</style><div></div>", encoding="utf-8")
    with pytest.raises(NothingToConvertError):
        convert(page, "txt", tmp_path)
