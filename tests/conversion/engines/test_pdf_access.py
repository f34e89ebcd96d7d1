"""PDFs opened by a password, thinned out, locked; looked at by poppler."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from conversion.errors import DamagedFileError, OptionError, PasswordProtectedError
from tests.conversion.engines.whole import converted, sample

LETTERS = "ABCDE"


def book(path: Path, password: str = "") -> Path:
    """A PDF with a page a letter."""
    pages = "\n#pagebreak()\n".join(LETTERS)
    (path.parent / "book.typ").write_text(pages)
    subprocess.run([sys.executable, "-c", "import typst,sys; typst.compile(sys.argv[1], output=sys.argv[2])",
                    path.parent / "book.typ", path], check=True)  # fmt: skip
    if password:
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            document.save(path, encryption=pikepdf.Encryption(owner=password, user=password))
    return path


def read(path: Path, password: str = "") -> str:
    unlock = ["-upw", password] if password else []
    return "".join(
        subprocess.run(["pdftotext", *unlock, path, "-"], check=True, capture_output=True, text=True).stdout.split()
    )


def test_some_pages_in_the_wanted_order(tmp_path: Path) -> None:
    source = book(tmp_path / "book.pdf")
    assert "".join(converted(source, "txt", tmp_path, pages="4-,2").read_text().split()) == "DEB"
    with zipfile.ZipFile(converted(source, "png", tmp_path, pages="1,3")) as packed:
        assert len(packed.namelist()) == 2


def test_pages_of_what_becomes_a_pdf_on_the_way(tmp_path: Path) -> None:
    one = converted(sample("docx"), "pdf", tmp_path, pages="1")
    assert "Pages:           1\n" in subprocess.run(["pdfinfo", one], check=True, capture_output=True, text=True).stdout
    assert converted(sample("docx"), "png", tmp_path, pages="1").suffix == ".png"


def test_pages_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        converted(book(tmp_path / "book.pdf"), "txt", tmp_path, pages="6-9")
    assert caught.value.args == ("pages", "6-9", "1-5")


def test_a_locked_document_opens_by_its_password_only(tmp_path: Path) -> None:
    source = book(tmp_path / "book.pdf", password="тайна")
    assert "".join(converted(source, "txt", tmp_path, password="тайна").read_text().split()) == LETTERS
    for wrong in ({}, {"password": "other"}):
        with pytest.raises(PasswordProtectedError):
            converted(source, "txt", tmp_path, **wrong)


@pytest.mark.parametrize("name", ["lock", "password"])
def test_a_result_is_locked(tmp_path: Path, name: str) -> None:
    locked = converted(sample("png"), "pdf", tmp_path, **{name: "secret"})
    assert subprocess.run(["pdfinfo", locked], check=False, capture_output=True).returncode != 0
    assert b"AES-256" in subprocess.run(["pdfinfo", "-upw", "secret", locked], check=True, capture_output=True).stdout


def test_rubbish_is_damaged_with_options_too(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(sample("pdf").read_bytes()[:700] + b"\n%%EOF")
    with pytest.raises(DamagedFileError):
        converted(broken, "txt", tmp_path, pages="1")
