"""Pictures bound into a PDF, a page each, by PDFium: photographs as JPEG, drawings and scans without loss."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

from conversion.engines.imaging import colours, metadata
from conversion.engines.imaging.wishes import Wish

POINTS = 72  # in an inch
Size = tuple[float, float]  # points
A4: Size = (595.0, 842.0)
PAPERS: dict[str, Size] = {
    "a3": (842.0, 1191.0), "a4": A4, "a5": (420.0, 595.0), "letter": (612.0, 792.0), "legal": (612.0, 1008.0),
}  # fmt: skip
# Less is what cameras and screens say who know nothing of paper.
CREDIBLE_DPI = 120
SCREEN_DPI = 96
# A picture of no more colours is a drawing, a screenshot or a scan: JPEG would spoil it and be larger.
FEW = 4096
QUALITIES = {"low": 60, "medium": 88, "high": 95}
# The turns that a page can make; those that mirror it can't be told to a PDF viewer.
ROTATIONS = {1: 0, 3: 180, 6: 90, 8: 270}


def bind(pictures: Iterable[Image.Image], path: Path, wish: Wish) -> None:
    """Write a PDF of these pictures."""
    import pypdfium2  # noqa: PLC0415 - 14 MB that only the child which makes a PDF needs

    document = pypdfium2.PdfDocument.new()
    for picture in pictures:
        # By way of a file of its own: PDFium would hold each picture's pixels until the end.
        with pypdfium2.PdfDocument(_page(picture, wish)) as single:
            document.import_pages(single)
    document.save(path)
    document.close()


def embed(photograph: Image.Image, source: Path, path: Path) -> bool:
    """Bind a JPEG file just as it is; False where a PDF can't show it so, and nothing is written."""
    import pypdfium2  # noqa: PLC0415 - as above

    turn = metadata.orientation(photograph)
    if photograph.mode not in {"L", "RGB"} or turn not in ROTATIONS or not _is_standard(photograph):
        return False
    document = pypdfium2.PdfDocument.new()
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(source, inline=True)
    size = _printed(photograph, None)
    _lay(document, image, size, size).set_rotation(ROTATIONS[turn])
    document.save(path)
    document.close()
    return True


def _page(picture: Image.Image, wish: Wish) -> bytes:
    """A PDF of one page."""
    picture = colours.fitted(picture, ("1", "L", "RGB"), keeps_profile=False)
    buffer = io.BytesIO()
    if picture.mode == "1" and not wish.paper:
        printed = _printed(picture, wish.dpi)
        dpi = tuple(pixels * POINTS / points for pixels, points in zip(picture.size, printed, strict=True))
        picture.save(buffer, "PDF", dpi=dpi)  # compressed as a fax, for which PDFium has no call
    else:
        _save_page(picture, buffer, wish)
    return buffer.getvalue()


def _save_page(picture: Image.Image, buffer: io.BytesIO, wish: Wish) -> None:
    import pypdfium2  # noqa: PLC0415 - as above

    document = pypdfium2.PdfDocument.new()
    image = pypdfium2.PdfImage.new(document)
    printed = _printed(picture, wish.dpi)
    if picture.getcolors(FEW) is None:
        image.load_jpeg(_jpeg(picture, wish), inline=True)
    else:
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
    _lay(document, image, printed, _paper(printed, wish.paper))
    document.save(buffer)
    document.close()


def _jpeg(picture: Image.Image, wish: Wish) -> io.BytesIO:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=wish.level or QUALITIES[wish.quality or "medium"], subsampling=0)
    buffer.seek(0)
    return buffer


def _lay(document: Any, image: Any, printed: Size, paper: Size) -> Any:
    """A new page of that size with the image in its middle, no larger than the page."""
    import pypdfium2  # noqa: PLC0415 - as above

    page = document.new_page(*paper)
    scale = min(1.0, paper[0] / printed[0], paper[1] / printed[1])
    width, height = printed[0] * scale, printed[1] * scale
    matrix = pypdfium2.PdfMatrix().scale(width, height)
    image.set_matrix(matrix.translate((paper[0] - width) / 2, (paper[1] - height) / 2))
    page.insert_obj(image)
    page.gen_content()
    return page


def _paper(printed: Size, name: str | None) -> Size:
    """The page for a picture of that size: just as large, or a sheet of that name, lying where the picture does."""
    sheet = PAPERS[name] if name else printed
    return sheet[::-1] if name and printed[0] > printed[1] else sheet


def _printed(picture: Image.Image, wished: int | None) -> Size:
    """Points across and down: its own size where it knows it, as on a screen otherwise, but no larger than A4."""
    dpi = (wished, wished) if wished else metadata.dpi(picture)
    if dpi and (wished or min(dpi) >= CREDIBLE_DPI):
        return picture.width * POINTS / dpi[0], picture.height * POINTS / dpi[1]
    width, height = (side * POINTS / SCREEN_DPI for side in picture.size)
    paper = A4 if width <= height else A4[::-1]
    scale = min(1.0, paper[0] / width, paper[1] / height)
    return width * scale, height * scale


def _is_standard(photograph: Image.Image) -> bool:
    """Its numbers are sRGB: without a profile, or with that one."""
    probe = Image.new(photograph.mode, (1, 1))
    probe.info["icc_profile"] = photograph.info.get("icc_profile")
    return colours.standard(probe) is probe
