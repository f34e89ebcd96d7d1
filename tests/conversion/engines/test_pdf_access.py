"""PDFs opened by a password, thinned out, locked; looked at by poppler."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image

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
    one = converted(sample("docx"), "pdf", tmp_path, pages="1", paper="letter")
    told = subprocess.run(["pdfinfo", one], check=True, capture_output=True, text=True).stdout
    assert "Pages:           1\n" in told
    assert "612 x 792 pts (letter)" in told
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


def test_another_paper_takes_all_that_stands_on_a_page_along(tmp_path: Path) -> None:
    source = tmp_path / "book.typ"
    source.write_text(
        "#set page(width: 300pt, height: 200pt)\n#link(<end>)[Go] #v(1fr) #box(stroke: 1pt)[Far] <end>", "utf-8"
    )
    typst.compile(source, output=tmp_path / "book.pdf")
    laid = converted(tmp_path / "book.pdf", "pdf-unlocked", tmp_path, paper="a4")
    with pikepdf.open(tmp_path / "book.pdf") as before, pikepdf.open(laid) as after:
        one, other = before.pages[0], after.pages[0]
        assert [float(edge) for edge in other.mediabox] == [0, 0, 842, 595]
        places = [
            [(float(x), float(y)) for x, y in (page.Annots[0].Rect[:2], page.Annots[0].Dest[2:4])]
            for page in (one, other)
        ]
    scale = 842 / 300
    for (x, y), moved in zip(*places, strict=True):
        assert moved == pytest.approx((x * scale, y * scale + (595 - 200 * scale) / 2), abs=0.1)


def test_a_pdf_gets_as_small_as_is_asked_with_its_words_and_a_lock(tmp_path: Path) -> None:
    Image.effect_noise((600, 600), 90).save(tmp_path / "noise.png")
    source = tmp_path / "noisy.typ"
    source.write_text('Калиф #image("noise.png", width: 60mm)', "utf-8")
    typst.compile(source, output=tmp_path / "noisy.pdf")
    small = converted(tmp_path / "noisy.pdf", "pdf-unlocked", tmp_path, max="30kb", lock="x")
    assert 15_000 < small.stat().st_size <= 31_000 < (tmp_path / "noisy.pdf").stat().st_size
    assert read(small, "x") == "Калиф"
