"""Zips of a book's pages or text: words, pictures, title and author arrive; nothing from outside."""

import zipfile
from pathlib import Path

import pytest

from conversion import detection
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines import whole
from tests.conversion.engines.desk import convert, converted, pictures, raw, sample, words

RUSSIAN = "Съешь же ещё этих мягких французских булок"
PLANTED = "the-secret-of-this-server"
PICTURE = "images/p.png"


def packed(path: Path, **members: str) -> Path:
    """A zip with these texts and a picture; ``__`` stands for a dot in a name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content.encode())
        archive.write(sample("png"), PICTURE)
    return path


def shown(book: Path) -> int:
    """How many pictures it holds, of whatever sort."""
    if book.suffix == ".fb2":
        return book.read_text("utf-8").count("<binary")
    if zipfile.is_zipfile(book):
        with zipfile.ZipFile(book) as package:
            return sum(name.endswith((".png", ".jpg", ".jpeg")) for name in package.namelist())
    return pictures(book)


@pytest.mark.parametrize("target", ["epub", "mobi", "azw3", "fb2", "docx", "pdf", "html"])
@pytest.mark.parametrize("source", ["htmlz", "txtz"])
def test_packed_books_are_read_with_letters_and_pictures(source: str, target: str, tmp_path: Path) -> None:
    there = whole.converted(sample(source), target, tmp_path)
    book = there if target not in ("mobi", "azw3") else converted(there, "docx", tmp_path)
    assert RUSSIAN in words(book)
    assert {"Заголовок", "один", "два"} <= set(words(book).replace(">", " ").replace("<", " ").split())
    assert shown(book) >= 1


@pytest.mark.parametrize("source", ["htmlz", "txtz"])
def test_title_and_author_of_packed_books_are_kept(source: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(converted(sample(source), "epub", tmp_path)) as book:
        package = book.read("content.opf").decode()
    assert "Sample Пробный документ</dc:title>" in package
    assert "Анна Автор</dc:creator>" in package


def test_the_cover_of_pages_is_that_of_the_book(tmp_path: Path) -> None:
    with zipfile.ZipFile(converted(sample("htmlz"), "epub", tmp_path)) as book:
        assert 'name="cover"' in book.read("content.opf").decode()
        assert any("cover" in name for name in book.namelist())


def test_a_book_keeps_its_pictures_as_packed_text_and_back(tmp_path: Path) -> None:
    there = converted(sample("epub"), "txtz", tmp_path)
    assert detection.detect(there) == "txtz"
    back = converted(there, "epub", tmp_path)
    assert RUSSIAN in words(back)
    assert pictures(back) == 1


@pytest.mark.parametrize(
    ("content", "said", "many"),
    [
        ("# Глава\n\nA **word** & ![x](images/p.png)", "Глава A word &", 1),
        ("h1. Глава\n\nA *word* !images/p.png!", "Глава A word", 1),
        ("A <b> & *word*\n  next\n\nГлава", "A <b> & *word* next Глава", 0),
    ],
)
def test_the_markup_of_a_packed_text_is_seen(content: str, said: str, many: int, tmp_path: Path) -> None:
    book = converted(packed(tmp_path / "file.txtz", index__txt=content), "epub", tmp_path)
    assert said in words(book)
    assert pictures(book) == many


def test_what_the_metadata_say_of_a_markup_counts(tmp_path: Path) -> None:
    said = "<metadata><text-formatting>plain</text-formatting></metadata>"
    book = packed(tmp_path / "file.txtz", index__txt="# no heading", metadata__opf=said)
    assert "# no heading" in words(converted(book, "epub", tmp_path))


@pytest.mark.parametrize("name", ["htmlz", "txtz"])
def test_packed_books_take_no_file_of_the_server_along(name: str, tmp_path: Path) -> None:
    secret, image = tmp_path / "secret.html", tmp_path / "secret.png"
    secret.write_text(f"<p>{PLANTED}</p>")
    image.write_bytes(sample("png").read_bytes())
    links = "".join(f'<a href="{way}">x</a>' for way in (secret, "../secret.html", secret.as_uri()))
    shown = "".join(f'<img src="{way}">' for way in (image, "../secret.png", image.as_uri()))
    metadata = f'<package><guide><reference type="cover" href="{image}"/></guide></package>'
    text = f"seen [x]({secret})\n\n![y]({image}) ![z](../secret.png)\n\n{links} {shown}"
    thief = packed(
        tmp_path / f"file.{name}", index__html=f"<p>seen {links} {shown}", index__txt=text, metadata__opf=metadata
    )
    book = converted(thief, "epub", tmp_path)
    assert "seen" in words(book)
    assert PLANTED not in raw(book)
    assert pictures(book) == 0


def test_pages_in_an_older_encoding_are_read(tmp_path: Path) -> None:
    book = tmp_path / "file.htmlz"
    with zipfile.ZipFile(book, "w") as archive:
        page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
        archive.writestr("index.html", page.encode("cp1251"))
    assert detection.detect(book, "htmlz") == "htmlz"
    assert RUSSIAN in words(converted(book, "epub", tmp_path))


def test_half_a_packed_book_is_damaged(tmp_path: Path) -> None:
    for name in ("htmlz", "txtz"):
        half = tmp_path / f"half.{name}"
        half.write_bytes(sample(name).read_bytes()[:600])
        with pytest.raises(DamagedFileError):
            convert(half, "epub", tmp_path)


@pytest.mark.parametrize("name", ["htmlz", "txtz"])
def test_a_packed_book_without_pages_is_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        convert(packed(tmp_path / f"file.{name}"), "epub", tmp_path)
