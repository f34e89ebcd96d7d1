"""PDFs that stay PDFs: smaller, for archives, grey, folded; nothing of a page gets lost on the way."""

import tarfile
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from pikepdf import pdfa
from PIL import Image

from conversion import detection
from conversion.engines.paper import ghostscript
from conversion.errors import DamagedFileError, NothingToConvertError, PasswordProtectedError
from tests.conversion.engines import darkroom, desk

WORDS = ["Kalif Storch", "Калиф-аист", "Mutabor"]
SORTS = ["pdf-small", "pdf-a", "pdf-grey", "pdf-flat", "pdf-unlocked", "pdf-2up", "pdf-4up", "pdf-booklet"]


def typeset(path: Path, text: str) -> Path:
    source = path.with_suffix(".typ")
    source.write_text(text, "utf-8")
    typst.compile(source, output=path, root=path.parent, pdf_tags=False)
    return path


def numbered(path: Path, pages: int) -> Path:
    """Pages that say which they are."""
    head = "#set page(width: 100pt, height: 140pt, margin: 10pt)\n"
    return typeset(path, head + "\n#pagebreak()\n".join(f"page{number}" for number in range(1, pages + 1)))


@pytest.mark.parametrize("target", SORTS)
def test_every_word_is_still_there(target: str, tmp_path: Path) -> None:
    words = desk.words(desk.converted(desk.sample("pdf"), target, tmp_path))
    assert all(word in words for word in WORDS)


@pytest.mark.parametrize("target", [*SORTS, "pdf-pages", "images", "html", "svg", "eps", "ps", "pdf-ocr"])
@pytest.mark.parametrize("part", [0.1, 0.9])
def test_half_a_pdf_is_damaged(target: str, part: float, tmp_path: Path) -> None:
    whole = desk.sample("pdf").read_bytes()
    source = tmp_path / "half.pdf"
    source.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(DamagedFileError):
        desk.convert(source, target, tmp_path)


@pytest.mark.parametrize("target", ["pdf-small", "pdf-a", "pdf-unlocked", "pdf-ocr", "images", "html", "svg"])
def test_a_locked_pdf_says_so(target: str, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(desk.sample("pdf")) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    with pytest.raises(PasswordProtectedError):
        desk.convert(locked, target, tmp_path)


def test_what_was_forbidden_is_allowed(tmp_path: Path) -> None:
    source = tmp_path / "forbidden.pdf"
    nothing = pikepdf.Permissions(extract=False, modify_other=False, print_highres=False, print_lowres=False)
    with pikepdf.open(desk.sample("pdf")) as document:
        document.save(source, encryption=pikepdf.Encryption(owner="secret", user="", allow=nothing))
    assert "print:no" in desk.said("pdfinfo", str(source))
    output = desk.converted(source, "pdf-unlocked", tmp_path)
    assert "Encrypted:       no" in desk.said("pdfinfo", str(output))


def test_large_pictures_become_coarser(tmp_path: Path) -> None:
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(tmp_path / "large.jpg", quality=95)
    source = typeset(tmp_path / "large.pdf", '#set page(width: 300pt, height: 225pt)\n#image("large.jpg")\nWords')
    output = desk.converted(source, "pdf-small", tmp_path)
    assert output.stat().st_size < source.stat().st_size / 4
    assert "Words" in desk.words(output)


def test_nothing_becomes_larger(tmp_path: Path) -> None:
    once = desk.converted(desk.sample("pdf"), "pdf-small", tmp_path)
    again = desk.converted(once, "pdf-small", tmp_path)
    assert again.stat().st_size <= once.stat().st_size <= desk.sample("pdf").stat().st_size


def test_a_form_can_still_be_filled_in(tmp_path: Path) -> None:
    source = form(tmp_path / "form.pdf")
    with pikepdf.open(desk.converted(source, "pdf-small", tmp_path)) as document:
        assert len(document.Root.AcroForm.Fields) == 1


def test_a_flat_form_shows_what_was_filled_in(tmp_path: Path) -> None:
    output = desk.converted(form(tmp_path / "form.pdf"), "pdf-flat", tmp_path)
    with pikepdf.open(output) as document:
        assert "/AcroForm" not in document.Root
    assert "Chasid" in desk.words(output)


def form(path: Path) -> Path:
    """A page with a field in which a name stands."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 100))
        font = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V="Chasid",
            Rect=[20, 40, 180, 60], DA="/Helv 12 Tf 0 g", P=page.obj, F=4,
        )  # fmt: skip
        field = document.make_indirect(field)
        page.obj.Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([field]), DA="/Helv 12 Tf 0 g",
            DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)),
        )  # fmt: skip
        document.save(path)
    return path


def test_an_archive_can_be_checked(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("pdf"), "pdf-a", tmp_path)
    assert pdfa.validate_written(output, "2b").passed


def test_fonts_that_are_not_inside_are_put_into_an_archive(tmp_path: Path) -> None:
    source = tmp_path / "bare.pdf"
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 100))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        page.obj.Contents = document.make_stream(b"BT /F1 24 Tf 20 40 Td (Chasid) Tj ET")
        document.save(source)
    assert desk.said("pdffonts", str(source)).splitlines()[-1].split()[-5] == "no"
    output = desk.converted(source, "pdf-a", tmp_path)
    assert desk.said("pdffonts", str(output)).splitlines()[-1].split()[-5] == "yes"
    assert "Chasid" in desk.words(output)


def test_grey_is_grey(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("pdf"), "pdf-grey", tmp_path)
    with pypdfium2.PdfDocument(output) as document:
        red, green, blue = document[0].render().to_pil().convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_pages_come_apart_in_order(tmp_path: Path) -> None:
    outputs = desk.convert(numbered(tmp_path / "book.pdf", 3), "pdf-pages", tmp_path)
    assert [desk.words(output).split()[0] for output in outputs] == ["page1", "page2", "page3"]


def test_a_booklet_can_be_folded(tmp_path: Path) -> None:
    output = desk.converted(numbered(tmp_path / "book.pdf", 6), "pdf-booklet", tmp_path)
    sides = [desk.said("pdftotext", "-f", str(side), "-l", str(side), str(output), "-").split() for side in range(1, 5)]
    assert sides == [["page1"], ["page2"], ["page6", "page3"], ["page4", "page5"]]


def test_two_pages_lie_side_by_side(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(desk.converted(numbered(tmp_path / "book.pdf", 3), "pdf-2up", tmp_path)) as document:
        assert [page.get_size() for page in document] == [pytest.approx((200, 140), abs=1)] * 2


def test_pictures_come_out_as_they_were_put_in(tmp_path: Path) -> None:
    with zipfile.ZipFile(desk.converted(desk.sample("pdf"), "images", tmp_path)) as archive:
        (name,) = archive.namelist()
        inside = tmp_path / name
        inside.write_bytes(archive.read(name))
    assert name == "001.jpg"
    assert darkroom.opened(inside).tobytes() == darkroom.opened(darkroom.sample("jpg")).tobytes()


def test_a_document_without_pictures_has_none(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        desk.convert(numbered(tmp_path / "book.pdf", 1), "images", tmp_path)


def test_a_rewritten_pdf_that_lost_words_is_told(tmp_path: Path) -> None:
    one, other = numbered(tmp_path / "one.pdf", 2), numbered(tmp_path / "other.pdf", 3)
    assert ghostscript.is_faithful(one, one)
    assert not ghostscript.is_faithful(one, other)
    assert not ghostscript.is_faithful(one, desk.sample("pdf"))


def test_an_archive_that_begins_with_a_pdf_is_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed, tarfile.open(tmp_path / "a.tar", "w") as tape:
        packed.write(desk.sample("pdf"), "sample.pdf")
        tape.add(desk.sample("pdf"), "sample.pdf")
    assert detection.detect(tmp_path / "a.zip", "pdf") == "zip"
    assert detection.detect(tmp_path / "a.tar", "pdf") == "tar"
