"""Small pictures by each decoder that the fork server has imported; each function returns width and height."""

import io

import pillow_heif
import pypdfium2
import pyvips
import resvg_py
from PIL import Image


def by_pillow() -> list[int]:
    Image.new("RGB", (64, 48)).save("a.png")
    return list(Image.open("a.png").size)


def by_vips() -> list[int]:
    pyvips.Image.black(640, 480, bands=3).write_to_file("a.png")
    found = pyvips.Image.thumbnail("a.png", 64)
    found.write_to_file("b.webp")
    return [found.width, found.height]


def by_heif() -> list[int]:
    pillow_heif.register_heif_opener()
    Image.new("RGB", (64, 48)).save("a.heic")
    return list(Image.open("a.heic").size)


def by_pdfium() -> list[int]:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(64, 48)
    return [int(side) for side in page.render().to_pil().size]


def by_resvg() -> list[int]:
    drawn = bytes(resvg_py.svg_to_bytes('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"/>'))
    return list(Image.open(io.BytesIO(drawn)).size)


DECODERS = (by_pillow, by_vips, by_heif, by_pdfium, by_resvg)
