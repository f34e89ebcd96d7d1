"""Drawings: letters show, sizes are as asked, and nothing but the drawing gets in."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from conversion.engines.imaging import vectors
from conversion.engines.imaging.wishes import Wish
from conversion.errors import DamagedFileError, TooLargeError
from tests.conversion.engines import darkroom

RED = (255, 0, 0)


def svg(body: str, path: Path, *, attributes: str = 'width="100" height="100"', head: str = "") -> Path:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    source = path / "drawing.svg"
    source.write_text(f"{head}<svg {spaces} {attributes}>{body}</svg>", "utf-8")
    return source


def reds(image: Image.Image) -> int:
    """How many pixels are of the secret's colour."""
    counted = image.convert("RGB").getcolors(image.width * image.height) or []
    return sum(count for count, colour in counted if colour == RED)


def page(source: Path, folder: Path) -> Image.Image:
    """The drawing as poppler shows its PDF."""
    (output,) = darkroom.convert(source, "pdf", folder)
    darkroom.said("pdftoppm", "-r", "96", "-png", "-singlefile", str(output), str(folder / "page"))
    return darkroom.opened(folder / "page.png")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Files that a drawing has no business with."""
    folder = tmp_path / "secret"
    folder.mkdir()
    Image.new("RGB", (50, 50), RED).save(folder / "secret.png")
    svg('<rect id="r" width="50" height="50" fill="#f00"/>', folder).rename(folder / "secret.svg")
    return folder


REFERENCES = [
    '<image width="50" height="50" href="{0}/secret.png"/>',
    '<image width="50" height="50" xlink:href="{0}/secret.png"/>',
    '<image width="50" height="50" href="file://{0}/secret.png"/>',
    '<image width="50" height="50" href=" {0}/secret.svg"/>',
    '<image width="50" height="50" href="secret/secret.png"/>',
    '<image width="50" height="50" href="secret.png"/>',
    '<use href="{0}/secret.svg#r"/>',
    (
        '<filter id="f" x="0" y="0" width="1" height="1"><feImage href="{0}/secret.png"/></filter>'
        '<rect width="50" height="50" fill="blue" filter="url(#f)"/>'
    ),
    (
        '<style>@import url("{0}/secret.css"); rect {{ fill: url("{0}/secret.svg#r") }}</style>'
        '<rect width="50" height="50" style="fill: url({0}/secret.svg#r)"/>'
    ),
    '<image width="50" height="50" href="data:image/svg+xml;base64,{1}"/>',
    '<image width="50" height="50" href="http://127.0.0.1:9/secret.png"/>',
]


@pytest.mark.parametrize("number", range(len(REFERENCES)))
def test_a_file_that_a_drawing_refers_to_does_not_show(number: int, secret: Path, tmp_path: Path) -> None:
    inner = f'<image width="100" height="100" href="{secret}/secret.png"/>'
    nested = base64.b64encode(svg(inner, secret).read_bytes()).decode()
    source = svg(REFERENCES[number].format(secret, nested), secret)
    assert reds(darkroom.converted(source, "png", tmp_path)) == 0
    assert reds(page(source, tmp_path)) == 0


def test_a_picture_inside_a_drawing_shows(secret: Path, tmp_path: Path) -> None:
    inside = base64.b64encode((secret / "secret.png").read_bytes()).decode()
    source = svg(f'<image width="50" height="50" xlink:href="data:image/png;base64,{inside}"/>', tmp_path)
    assert reds(darkroom.converted(source, "png", tmp_path)) == 2500
    assert reds(page(source, tmp_path)) > 2300


def test_a_huge_picture_inside_is_too_large(tmp_path: Path) -> None:
    huge = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(huge, "PNG")
    inside = base64.b64encode(huge.getvalue()).decode()
    with pytest.raises(TooLargeError):
        darkroom.convert(svg(f'<image href="data:image/png;base64,{inside}"/>', tmp_path), "png", tmp_path)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a PUBLIC "-" "http://127.0.0.1:9/">',
        '<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;',
        '<!ENTITY b "red"><!ENTITY a "&b;&b;&b;&b;">',
    ],
)
def test_entities_that_bring_in_or_grow_are_refused(declared: str, tmp_path: Path) -> None:
    source = svg('<text y="20">&a;</text>', tmp_path, head=f"<!DOCTYPE svg [{declared}]>")
    with pytest.raises(DamagedFileError):
        darkroom.convert(source, "png", tmp_path)


def test_the_entities_that_some_editors_write_are_fine(tmp_path: Path) -> None:
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY colour "#f00">]>'
    source = svg('<rect width="50" height="50" fill="&colour;"/>', tmp_path, head=head)
    assert reds(darkroom.converted(source, "png", tmp_path)) == 2500


@pytest.mark.parametrize(
    "text", ["no drawing", "<svg", "<html><body/></html>", '<svg xmlns="http://www.w3.org/2000/svg">']
)
def test_what_is_no_drawing_is_damaged(text: str, tmp_path: Path) -> None:
    source = tmp_path / "no.svg"
    source.write_text(text, "utf-8")
    with pytest.raises(DamagedFileError):
        darkroom.convert(source, "png", tmp_path)


def test_a_drawing_in_another_encoding_is_read(tmp_path: Path) -> None:
    source = svg('<rect width="50" height="50" fill="#f00"/><!-- Мутабор -->', tmp_path)
    text = '<?xml version="1.0" encoding="utf-16"?>' + source.read_text("utf-8")
    source.write_bytes(text.encode("utf-16"))
    assert reds(darkroom.converted(source, "png", tmp_path)) == 2500


def test_elements_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError):
        darkroom.convert(svg("<g>" * 5000 + "</g>" * 5000, tmp_path), "png", tmp_path)


@pytest.mark.parametrize(
    ("attributes", "options", "size"),
    [
        ('width="24" height="12"', {}, (24, 12)),
        ('width="1in" height="25.4mm"', {}, (96, 96)),
        ('viewBox="0 0 24 12"', {}, (1024, 512)),
        ('width="100%" height="100%" viewBox="0 0 24 12"', {}, (1024, 512)),
        ('width="48" viewBox="0 0 24 12"', {}, (48, 24)),
        ('width="24" height="12"', {"width": 480}, (480, 240)),
        ('width="24" height="12"', {"width": 480, "height": 60}, (120, 60)),
        ('width="1e9" height="1e9"', {}, (7071, 7071)),
        ('width="100000" height="1000"', {}, (8192, 82)),
        ("", {}, (50, 50)),
    ],
)
def test_a_drawing_has_its_size_or_the_one_asked_for(
    attributes: str, options: dict[str, int], size: tuple[int, int], tmp_path: Path
) -> None:
    source = svg('<rect width="50" height="50" fill="#f00"/>', tmp_path, attributes=attributes)
    assert darkroom.converted(source, "png", tmp_path, **options).size == size


def test_an_icon_is_drawn_as_large_as_icons_get(tmp_path: Path) -> None:
    source = svg('<rect width="16" height="16" fill="#f00"/>', tmp_path, attributes='width="16" height="16"')
    assert darkroom.converted(source, "ico", tmp_path).size == (256, 256)


@pytest.mark.parametrize("text", ["Mutabor", "Мутабор", "変身", "😀"])
@pytest.mark.parametrize("font", ["sans-serif", "Helvetica", "No Such Font"])
def test_letters_show(text: str, font: str, tmp_path: Path) -> None:
    written = f'<text x="10" y="70" font-size="40" font-family="{font}" fill="#f00">{text}</text>'
    source = svg(written, tmp_path, attributes='width="300" height="100"')
    assert reds(darkroom.converted(source, "png", tmp_path)) > 100


def test_a_pdf_keeps_letters_letters_and_shapes_shapes(tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample("svg"), "pdf", tmp_path)
    assert "Mutabor Мутабор" in darkroom.said("pdftotext", str(output), "-")
    assert "LiberationSans" in darkroom.said("pdffonts", str(output))
    assert "180 x 120 pts" in darkroom.said("pdfinfo", str(output))


def test_fonts_are_replaced_by_those_of_their_measures(tmp_path: Path) -> None:
    source = svg(
        '<style>text { font-family: "Times New Roman", serif; fill: red }</style>'
        '<text style="font-family:Courier New">a</text><text font-family="Mine, Arial">b</text>',
        tmp_path,
    )
    text = vectors.read(source).scaled(Wish())
    for list_ in (
        "\"Times New Roman\", 'Liberation Serif'",
        "Courier New, 'Liberation Mono'",
        "Arial, 'Liberation Sans'",
    ):
        assert list_.replace('"', "&quot;") in text or list_ in text


def test_what_is_clear_becomes_white_paper_in_a_jpeg(tmp_path: Path) -> None:
    corner = darkroom.converted(darkroom.sample("svg"), "jpg", tmp_path).getpixel((0, 0))
    assert corner == pytest.approx((255, 255, 255), abs=6)


def test_an_empty_drawing_is_an_empty_sheet(tmp_path: Path) -> None:
    assert darkroom.converted(svg("", tmp_path, attributes='viewBox="0 0 10 10"'), "jpg", tmp_path).size == (1024, 1024)
