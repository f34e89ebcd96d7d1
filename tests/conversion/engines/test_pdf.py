"""PDF: every page, sharp enough, with its text; locked, broken and empty ones get their own errors."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from conversion.engines.imaging import sheets
from conversion.errors import DamagedFileError, NothingToConvertError, PasswordProtectedError, TooLargeError
from tests.conversion.engines import darkroom, gallery

WORDS = ["Once upon a time", "Калиф-аист", "багдадский калиф", "Mutabor", "«Мутабор!»"]


def blank(path: Path, pages: int = 1, size: tuple[float, float] = (200, 100)) -> Path:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    document.save(path)
    return path


def test_every_page_becomes_a_picture(tmp_path: Path) -> None:
    outputs = darkroom.convert(darkroom.sample("pdf"), "png", tmp_path)
    assert [output.name for output in outputs] == ["file-001.png", "file-002.png", "file-003.png"]
    darkroom.said("pdftoppm", "-r", "150", "-png", str(darkroom.sample("pdf")), str(tmp_path / "page"))
    for output, page in zip(outputs, sorted(tmp_path.glob("page*.png")), strict=True):
        assert darkroom.near(darkroom.opened(output), darkroom.opened(page), off=3)
        assert darkroom.opened(output).info["dpi"] == pytest.approx((150, 150), abs=0.1)


def test_a_single_page_is_a_single_file(tmp_path: Path) -> None:
    (output,) = darkroom.convert(blank(tmp_path / "one.pdf"), "jpg", tmp_path)
    assert output.name == "file.jpg"


def test_a_tiff_holds_all_pages(tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample("pdf"), "tiff", tmp_path)
    with Image.open(output) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]  # a TIFF has them


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ({"quality": "low"}, (278, 139)),
        ({}, (417, 209)),
        ({"quality": "high"}, (834, 417)),
        ({"width": 1000}, (1000, 500)),
        ({"width": 1000, "height": 100}, (200, 100)),
    ],
)
def test_quality_is_sharpness_and_sizes_are_as_asked(
    options: dict[str, str | int], size: tuple[int, int], tmp_path: Path
) -> None:
    assert darkroom.converted(blank(tmp_path / "one.pdf"), "png", tmp_path, **options).size == size


def test_a_poster_is_rendered_coarser(tmp_path: Path) -> None:
    shown = darkroom.converted(blank(tmp_path / "one.pdf", size=(14_000, 14_000)), "png", tmp_path, quality="high")
    assert 40_000_000 < shown.width * shown.height < 51_000_000


def test_the_text_is_what_another_program_finds(tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample("pdf"), "txt", tmp_path)
    text = output.read_text("utf-8")
    found = darkroom.said("pdftotext", str(darkroom.sample("pdf")), "-")
    for words in WORDS:
        assert words in text
        assert words in found
    assert "\r" not in text
    assert "\0" not in text


def test_a_picture_without_words_has_no_text(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "navy").save(tmp_path / "navy.jpg")
    (scan,) = darkroom.convert(tmp_path / "navy.jpg", "pdf", tmp_path)
    with pytest.raises(NothingToConvertError):
        darkroom.convert(scan, "txt", tmp_path)


def locked(path: Path, opener: bytes) -> Path:
    """A PDF locked by RC4 as PDF 1.4 has it, made by hand: the key comes from the password."""
    import hashlib  # noqa: PLC0415 - for this one only

    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = b"o" * 32
    key = hashlib.md5((opener + pad)[:32] + owner + b"\xfc\xff\xff\xff" + b"id").digest()[:5]
    user = rc4(key, pad)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + owner.hex().encode() + b">/U<" + user.hex().encode() + b">>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[(id)(id)]>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    path.write_bytes(data + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer)
    return path


def rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


@pytest.mark.parametrize("target", ["png", "txt", "tiff"])
def test_a_locked_pdf_says_so(target: str, tmp_path: Path) -> None:
    with pytest.raises(PasswordProtectedError):
        darkroom.convert(locked(tmp_path / "locked.pdf", b"secret"), target, tmp_path)


def test_a_pdf_that_only_forbids_things_opens(tmp_path: Path) -> None:
    assert darkroom.converted(locked(tmp_path / "open.pdf", b""), "png", tmp_path).size == (209, 209)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("target", ["png", "txt"])
def test_half_a_pdf_is_damaged(target: str, part: float, tmp_path: Path) -> None:
    whole = darkroom.sample("pdf").read_bytes()
    source = tmp_path / "half.pdf"
    source.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(DamagedFileError):
        darkroom.convert(source, target, tmp_path)


def test_a_text_that_calls_itself_a_pdf_is_damaged(tmp_path: Path) -> None:
    for text in ("no pdf", "%PDF-1.4\nno pdf\n%%EOF\n"):
        source = tmp_path / "no.pdf"
        source.write_text(text, "utf-8")
        with pytest.raises(DamagedFileError):
            darkroom.convert(source, "png", tmp_path)


def test_a_book_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_PAGES", 3)
    with pytest.raises(TooLargeError):
        darkroom.convert(blank(tmp_path / "book.pdf", pages=4), "png", tmp_path)


def test_every_page_of_a_tiff_is_bound(tmp_path: Path) -> None:
    source = tmp_path / "pages.tiff"
    colours = ["red", "green", "blue", "white"]
    first, *rest = (Image.new("RGB", (300 + 100 * n, 200), colour) for n, colour in enumerate(colours))
    first.save(source, save_all=True, append_images=[*rest, Image.new("1", (400, 400), 1)], dpi=(200, 200))
    (output,) = darkroom.convert(source, "pdf", tmp_path)
    with pypdfium2.PdfDocument(output) as document:
        assert len(document) == 5
        assert document[0].get_size() == pytest.approx((300 * 72 / 200, 72), abs=0.1)
        assert document[2].get_size() == pytest.approx((500 * 72 / 200, 72), abs=0.1)
        assert document[1].render().to_pil().getpixel((5, 5)) == (0, 128, 0)


def test_smaller_copies_in_a_tiff_are_no_pages(tmp_path: Path) -> None:
    source = tmp_path / "pyramid.tiff"
    large, small = Image.new("RGB", (300, 200), "red"), Image.new("RGB", (30, 20), "red")
    small.encoderinfo = {"tiffinfo": {254: 1}}
    large.save(source, save_all=True, append_images=[small])
    assert darkroom.converted(source, "png", tmp_path).size == (300, 200)


def test_a_photograph_is_bound_as_it_is(tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample("jpg"), "pdf", tmp_path)
    listed = darkroom.said("pdfimages", "-list", str(output))
    darkroom.said("pdfimages", "-all", str(output), str(tmp_path / "inside"))
    assert "jpeg" in listed
    inside = darkroom.opened(tmp_path / "inside-000.jpg")
    assert inside.tobytes() == darkroom.opened(darkroom.sample("jpg")).tobytes()


def test_a_drawing_is_bound_without_loss(tmp_path: Path) -> None:
    drawn = Image.new("RGB", (400, 300), "white")
    drawn.paste("navy", (50, 50, 200, 150))
    drawn.save(tmp_path / "drawn.png")
    (output,) = darkroom.convert(tmp_path / "drawn.png", "pdf", tmp_path)
    darkroom.said("pdfimages", "-png", str(output), str(tmp_path / "inside"))
    assert darkroom.opened(tmp_path / "inside-000.png").convert("RGB").tobytes() == drawn.tobytes()


def test_a_photograph_without_a_size_fits_a_sheet(tmp_path: Path) -> None:
    Image.effect_noise((4000, 3000), 50).convert("RGB").save(tmp_path / "large.jpg")
    (output,) = darkroom.convert(tmp_path / "large.jpg", "pdf", tmp_path)
    with pypdfium2.PdfDocument(output) as document:
        assert document[0].get_size() == pytest.approx((4000 * 595 / 3000, 595), abs=1)


def test_signs_without_a_meaning_do_not_spoil_the_text(tmp_path: Path) -> None:
    said = b"BT /F 12 Tf 20 20 Td (Notes \\001\\002\\016) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(said), said),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % part for part in enumerate(parts, start=1))
    source = tmp_path / "notes.pdf"
    source.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF")
    assert gallery.convert(source, "txt", tmp_path).read_text().strip() == "Notes"


def test_what_was_written_into_a_form_is_text(tmp_path: Path) -> None:
    source = tmp_path / "form.pdf"
    with pikepdf.new() as form:
        page = form.add_blank_page(page_size=(200, 100))
        helvetica = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V="Mutabor",
            Rect=[20, 40, 150, 60], F=4, DA="/Helv 12 Tf 0 g",
        )  # fmt: skip
        page.Annots = form.make_indirect(pikepdf.Array([form.make_indirect(field)]))
        fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=helvetica))
        page.Resources = fonts
        page.Contents = form.make_stream(b"BT /Helv 12 Tf 20 70 Td (Word:) Tj ET")
        form.Root.AcroForm = pikepdf.Dictionary(Fields=page.Annots, DR=fonts, DA="/Helv 12 Tf 0 g")
        form.generate_appearance_streams()
        form.save(source)
    assert gallery.convert(source, "txt", tmp_path).read_text().split() == ["Word:", "Mutabor"]
