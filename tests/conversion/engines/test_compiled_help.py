"""Compiled help: pages with their letters, pictures and links, in the order of the contents; nothing from outside."""

import struct
import zipfile
from pathlib import Path

import pytest

from conversion.engines.books import contents, manuals
from conversion.engines.books.places import Places
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines import whole
from tests.conversion.engines.desk import convert, converted, pictures, raw, sample, words

RUSSIAN = "Съешь же ещё этих мягких французских булок"
PLANTED = "the-secret-of-this-server"


def laid(folder: Path, **files: bytes) -> Path:
    """A folder as 7-Zip lays one out; ``__`` stands for a dot in a name."""
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def bound(folder: Path, target: Path) -> zipfile.ZipFile:
    manuals.bind(folder, target, "name")
    return zipfile.ZipFile(target)


def system(*notes: tuple[int, bytes]) -> bytes:
    return b"\3\0\0\0" + b"".join(struct.pack("<HH", number, len(said)) + said for number, said in notes)


@pytest.mark.parametrize("target", ["epub", "mobi", "azw3", "fb2", "docx", "pdf", "html", "txt"])
def test_help_is_read_with_its_letters_in_its_order(target: str, tmp_path: Path) -> None:
    there = whole.converted(sample("chm"), target, tmp_path)
    book = there if target not in ("mobi", "azw3") else converted(there, "docx", tmp_path)
    found = words(book)
    assert RUSSIAN in found
    assert found.index("Заголовок") < found.rindex("один") < found.rindex("начало")


@pytest.mark.parametrize(("target", "many"), [("epub", 2), ("docx", 2), ("pdf", 2), ("html", 2)])
def test_pictures_of_help_arrive_whatever_capitals_their_links_have(target: str, many: int, tmp_path: Path) -> None:
    assert pictures(whole.converted(sample("chm"), target, tmp_path)) == many


def test_the_contents_of_help_are_those_of_the_book(tmp_path: Path) -> None:
    with zipfile.ZipFile(converted(sample("chm"), "epub", tmp_path)) as book:
        tree = book.read("toc.ncx").decode()
    assert "Справка по булкам" in tree
    assert tree.index("Начало") < tree.index("Таблица") < tree.index("</navPoint>")


def test_links_of_help_lead_to_pages_of_the_book(tmp_path: Path) -> None:
    text = raw(converted(sample("chm"), "docx", tmp_path))
    assert "MSITStore" not in text
    assert text.count("w:anchor=") >= 2


def test_help_without_contents_has_its_pages_as_people_count_them(tmp_path: Path) -> None:
    folder = laid(
        tmp_path, p10__htm=b"ten", p2__htm=b"two", first__html=b"one", **{"#SYSTEM": system((2, b"First.html\0"))}
    )
    book = bound(folder, tmp_path / "book.epub").read("book.opf").decode()
    assert book.index("first.html") < book.index("p2.htm") < book.index("p10.htm")


def test_a_heading_without_a_page_leads_to_the_next_one(tmp_path: Path) -> None:
    tree = (
        b'<ul><li><object type="text/sitemap"><param name="Name" value="Part &amp; more"></object><ul><li>'
        b'<object type="text/sitemap"><param name="Name" value="A"><param name="Local" value="A.HTM#x"></object>'
        b"</ul></ul>"
    )
    points = bound(laid(tmp_path, a__htm=b"text", tree__hhc=tree), tmp_path / "book.epub").read("contents.ncx").decode()
    assert points.count('src="help/a.htm#x"') == 2
    assert points.count("<navPoint") == points.count("</navPoint") == 2
    assert "Part &amp; more" in points


@pytest.mark.parametrize(
    ("language", "code", "said"), [(0x411, "cp932", "目次"), (0x405, "cp1250", "Příliš žluťoučký")]
)
def test_texts_that_name_no_encoding_are_in_that_of_the_help(
    language: int, code: str, said: str, tmp_path: Path
) -> None:
    notes = system((4, struct.pack("<I", language)), (3, said.encode(code) + b"\0"))
    folder = laid(tmp_path, page__htm=f"<p>{said}".encode(code), **{"#SYSTEM": notes})
    book = bound(folder, tmp_path / "book.epub")
    assert said in book.read("help/page.htm").decode()
    assert said in book.read("book.opf").decode()
    assert contents.about(folder, Places(folder)).language in ("ja", "cs")


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("Other.HTM#top", ("in/other.htm", "top")),
        ("..\\in/other.htm", ("in/other.htm", "")),
        ("/IN/other.htm", ("in/other.htm", "")),
        ("mk:@MSITStore:C:\\a b.chm::/in/other.htm", ("in/other.htm", "")),
        ("ms-its:x.chm::in/other.htm", ("in/other.htm", "")),
        ("oth%65r.htm", ("in/other.htm", "")),
        ("http://example.org/in/other.htm", ("", "")),
        ("../../../../in/nothing.htm", ("", "")),
        ("#here", ("", "")),
    ],
)
def test_links_find_what_windows_would_find(link: str, found: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "other.htm").touch()
    assert Places(tmp_path).find(link, "in/page.htm") == found


def test_help_takes_no_file_of_the_server_along(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(f"<p>{PLANTED}</p>")
    (tmp_path / "pages").mkdir()
    page = f'<p>seen <a href="{secret}">1</a><a href="../secret.html">2</a><a href="{secret.as_uri()}">3</a>'.encode()
    folder = laid(tmp_path / "pages", page__htm=page)
    (folder / "linked.htm").symlink_to(secret)
    manuals.bind(folder, tmp_path / "book.epub", "name")
    book = converted(tmp_path / "book.epub", "fb2", tmp_path)
    assert "seen" in words(book)
    assert PLANTED not in raw(book)


def test_help_without_a_page_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        manuals.bind(laid(tmp_path, x__png=b"no page"), tmp_path / "book.epub", "name")


def test_half_of_help_is_damaged(tmp_path: Path) -> None:
    half = tmp_path / "half.chm"
    half.write_bytes(sample("chm").read_bytes()[:6000])
    with pytest.raises(DamagedFileError):
        convert(half, "epub", tmp_path)
