"""Ebooks and comics: words, letters and pages arrive; locks are told, and nothing of the server's is taken along."""

import re
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from conversion import detection
from conversion.archives import reading
from conversion.engines.books import comics, grids, inspection
from conversion.errors import DamagedFileError, NothingToConvertError, PasswordProtectedError
from tests.conversion.engines import whole
from tests.conversion.engines.desk import convert, converted, pictures, said, sample, words

RUSSIAN = "Съешь же ещё этих мягких французских булок"
BOOKS = ("mobi", "azw3", "azw", "prc", "fb2", "fbz", "lit", "lrf", "pdb", "tcr", "rb", "snb")


@pytest.mark.parametrize("source", BOOKS)
def test_every_book_is_read_with_its_letters(source: str, tmp_path: Path) -> None:
    found = words(converted(sample(source), "epub", tmp_path, by="calibre"))
    assert RUSSIAN in found
    assert "Заголовок" in found
    assert "один" in found


@pytest.mark.parametrize("target", ["mobi", "azw3", "fb2", "fbz", "lit", "lrf", "pdb", "tcr", "rb", "snb"])
def test_every_book_is_written_with_its_letters(target: str, tmp_path: Path) -> None:
    there = converted(sample("epub"), target, tmp_path, by="calibre")
    assert RUSSIAN in words(converted(there, "docx", tmp_path, by="calibre"))


def test_links_and_pictures_reach_a_document(tmp_path: Path) -> None:
    book = converted(sample("azw3"), "docx", tmp_path)
    assert pictures(book) >= 1


@pytest.mark.parametrize("source", ["mobi", "azw3"])
def test_a_book_on_paper_begins_as_it_does_and_has_all_columns(source: str, tmp_path: Path) -> None:
    document = converted(sample(source), "docx", tmp_path)
    paper = converted(document, "pdf", tmp_path)
    assert words(paper).startswith("Sample Пробный документ")
    assert {"Name", "Имя", "one", "один", "two", "два"} <= set(words(paper).split())


@pytest.mark.parametrize("target", ["rb", "snb"])
def test_books_for_forgotten_readers_keep_title_and_picture(target: str, tmp_path: Path) -> None:
    there = converted(sample("epub"), target, tmp_path)
    assert detection.detect(there) == target
    book = converted(there, "epub", tmp_path)
    with zipfile.ZipFile(book) as package:
        assert "Sample Пробный документ" in package.read("content.opf").decode()
        assert [name for name in package.namelist() if name.endswith((".png", ".jpg", ".jpeg"))]


def test_a_ruby_script_is_no_book(tmp_path: Path) -> None:
    script = tmp_path / "hello.rb"
    script.write_text("puts 'hello'\n")
    assert detection.detect(script, "rb") == "txt"
    assert words(whole.converted(script, "pdf", tmp_path)).startswith("puts 'hello'")


def test_a_table_of_a_book_is_laid_out_by_its_texts(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = [cell.format("", "a") + cell.format("", "b" * 36), cell.format('<w:gridSpan w:val="2"/>', "c" * 20)]
    table = f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    plain, laid = tmp_path / "plain.docx", tmp_path / "laid.docx"
    with zipfile.ZipFile(plain, "w") as package:
        package.writestr(grids.MAIN, f'<w:document xmlns:w="{grids.WORD[1:-1]}">{table}</w:document>')
        package.writestr("other", "kept")
    grids.lay(plain, laid)
    with zipfile.ZipFile(laid) as package:
        assert re.findall(r'gridCol w:w="(\d+)"', package.read(grids.MAIN).decode()) == ["1956", "7043"]
        assert package.read("other") == b"kept"


def test_a_pdf_becomes_a_book(tmp_path: Path) -> None:
    assert "один" in words(converted(converted(sample("docx"), "pdf", tmp_path), "epub", tmp_path, by="calibre"))


def test_an_old_russian_book_is_read(tmp_path: Path) -> None:
    book = tmp_path / "file.fb2"
    content = sample("fb2").read_text(encoding="utf-8").replace("UTF-8", "windows-1251")
    book.write_bytes(content.encode("cp1251", "xmlcharrefreplace"))
    assert detection.detect(book) == "fb2"
    assert RUSSIAN in words(converted(book, "epub", tmp_path))


@pytest.mark.parametrize("source", ["mobi", "azw3", "fb2", "fbz", "epub", "lit", "lrf", "rb", "snb"])
def test_a_truncated_book_is_damaged(source: str, tmp_path: Path) -> None:
    whole = sample(source).read_bytes()
    cut = tmp_path / f"file.{source}"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFileError):
        convert(cut, "mobi" if source == "epub" else "epub", tmp_path)


def test_a_book_locked_by_its_shop_says_so(tmp_path: Path) -> None:
    data = bytearray(sample("mobi").read_bytes())
    (first,) = struct.unpack_from(">I", data, 78)
    data[first + 12 : first + 14] = b"\0\2"
    locked = tmp_path / "file.azw"
    locked.write_bytes(data)
    with pytest.raises(PasswordProtectedError):
        inspection.check(locked, "azw")


def test_a_book_takes_no_file_of_the_server_along(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(sample("png").read_bytes())
    (tmp_path / "secret.html").write_text("<p>the-secret-of-this-server</p>")
    thief = tmp_path / "file.fb2"
    thief.write_text(
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink"><body>'
        f'<section><p>seen <a l:href="{tmp_path}/secret.html">a</a></p><image l:href="{secret}"/>'
        f'<image l:href="{secret.as_uri()}"/></section></body></FictionBook>'
    )
    book = converted(thief, "epub", tmp_path)
    assert "seen" in words(book)
    assert "the-secret-of-this-server" not in words(book)
    assert pictures(book) == 0


@pytest.mark.parametrize("member", ["../../../../../../../../../..{secret}", "{secret}", "file://{secret}"])
def test_an_epub_takes_no_file_of_the_server_along(member: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<html><body><p>the-secret-of-this-server</p></body></html>")
    thief = tmp_path / "file.epub"
    href = member.format(secret=secret)
    with zipfile.ZipFile(sample("epub")) as book, zipfile.ZipFile(thief, "w") as copy:
        for name in book.namelist():
            content = book.read(name)
            if name.endswith(".opf"):
                item = f'<item id="thief" href="{href}" media-type="application/xhtml+xml"/></manifest>'.encode()
                content = content.replace(b"</manifest>", item).replace(
                    b"</spine>", b'<itemref idref="thief"/></spine>'
                )
            copy.writestr(name, content)
    try:
        book_written = converted(thief, "fb2", tmp_path)
    except DamagedFileError:
        return
    assert "the-secret-of-this-server" not in book_written.read_text(encoding="utf-8")


def test_entities_of_a_book_are_refused(tmp_path: Path) -> None:
    thief = tmp_path / "file.fb2"
    thief.write_text('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><FictionBook>&b;</FictionBook>')
    with pytest.raises(DamagedFileError):
        convert(thief, "epub", tmp_path)


@pytest.mark.parametrize("source", ["cbz", "cbr", "cb7", "cbt"])
def test_the_pages_of_a_comic_come_in_the_order_that_people_count(source: str, tmp_path: Path) -> None:
    pages = comics.unpack(sample(source), tmp_path)
    greens = [Image.open(path).convert("RGB").getpixel((0, 0)) for _name, path in pages]
    assert greens == [(200, 60, 30), (200, 120, 30), (200, 180, 30)]


def test_a_comic_by_another_name_than_its_archive_is_read(tmp_path: Path) -> None:
    comic = tmp_path / "file.cbr"
    comic.write_bytes(sample("cbz").read_bytes())
    assert detection.detect(comic, "cbr") == "cbr"
    there = converted(comic, "cbz", tmp_path)
    assert [member.name for member in reading.members(there, "zip")] == ["1.png", "2.png", "3.png"]


@pytest.mark.parametrize("source", ["cbz", "cbr", "cbt"])
def test_a_comic_is_packed_by_7_zip(source: str, tmp_path: Path) -> None:
    there = converted(sample(source), "cb7", tmp_path)
    assert detection.detect(there, "cb7") == "cb7"
    said("7zz", "t", str(there))
    pages = comics.unpack(there, tmp_path)
    assert [path.read_bytes() for _name, path in pages] == [
        path.read_bytes() for _name, path in comics.unpack(sample(source), Path(tempfile.mkdtemp(dir=tmp_path)))
    ]
    assert [member.name for member in reading.members(there, "7z")] == ["1.png", "2.png", "3.png"]


def test_an_archive_without_pictures_is_no_comic(tmp_path: Path) -> None:
    comic = tmp_path / "file.cbz"
    comic.write_bytes(sample("zip").read_bytes())
    with pytest.raises(NothingToConvertError):
        convert(comic, "pdf", tmp_path)
