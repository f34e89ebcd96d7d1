"""Makes the samples of pictures, drawings and PDF: ``python tests/samples/make_images.py``."""

import io
import math
import shutil
import struct
import tempfile
from pathlib import Path
from typing import Any

import pillow_heif
import typst
from PIL import ExifTags, Image, ImageCms, ImageDraw, ImageFont, ImageOps

HERE = Path(__file__).parent
SIZE = (240, 160)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
FRAMES, LOOPS = (80, 120, 200, 400), 3  # ms each; shown so often

SVG = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width="240" height="160" viewBox="0 0 240 160">
  <title>Mutabor</title>
  <defs>
    <linearGradient id="sky" x2="0" y2="1">
      <stop offset="0" stop-color="#27408b"/><stop offset="1" stop-color="#ffb36b"/>
    </linearGradient>
    <filter id="haze"><feGaussianBlur stdDeviation="2"/></filter>
  </defs>
  <rect x="8" y="8" width="224" height="144" rx="16" fill="url(#sky)"/>
  <circle cx="180" cy="60" r="22" fill="#fff2b0" filter="url(#haze)"/>
  <path d="M8 120 Q70 60 130 118 T232 104 V136 A16 16 0 0 1 216 152 H24 A16 16 0 0 1 8 136Z" fill="#2e5d34"/>
  <text x="20" y="40" font-family="Arial, sans-serif" font-size="20" fill="white">Mutabor Мутабор</text>
</svg>
"""

PDF = """
#set page(width: 105mm, height: 148mm, margin: 12mm)
#set text(font: ("DejaVu Serif", "DejaVu Sans"), size: 10pt)
#set document(title: "Mutabor", author: "Wilhelm Hauff", date: none)
= Kalif Storch
Once upon a time, on a fine afternoon, the Caliph Chasid of Bagdad sat comfortably on his sofa.
#image("sample.jpg", width: 40mm)
#rect(fill: gradient.linear(rgb("#27408b"), rgb("#ffb36b")), width: 100%, height: 24mm)
#pagebreak()
= Калиф-аист
Однажды в прекрасный послеобеденный час багдадский калиф Хасид сидел на своём диване.
#table(columns: 2, [Слово], [Word], [мутабор], [mutabor], [аист], [stork])
#pagebreak()
= Mutabor
“Whoever says this word can change himself into any animal” — «Мутабор!»
"""


def main() -> None:
    """Write every sample beside this script."""
    pillow_heif.register_heif_opener()
    still, frames = scene(), [scene(step / len(FRAMES)) for step in range(len(FRAMES))]
    solid = still.convert("RGB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    about: dict[str, Any] = {"exif": exif().tobytes(), "icc_profile": profile}
    solid.save(sample("jpg"), quality=80, dpi=(300, 300), **about)
    still.save(sample("png"), **about)
    still.save(sample("webp"), quality=70, **about)
    still.save(sample("avif"), quality=60, **about)
    solid.save(sample("heic"), quality=50, **about)
    solid.resize((144, 96)).save(sample("bmp"))
    still.save(sample("tga"), compression="tga_rle")
    bygone(still, solid.resize((96, 64)))
    still.save(sample("ico"), sizes=[(16, 16), (32, 32), (48, 48)])
    pages = [solid, solid.convert("L"), solid.convert("1")]
    pages[0].save(sample("tiff"), save_all=True, append_images=pages[1:], compression="tiff_lzw", dpi=(150, 150))
    moving: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": FRAMES, "loop": LOOPS}
    frames[0].save(sample("apng"), "PNG", **moving)
    frames[0].save(sample("gif"), **moving, disposal=2)
    sample("svg").write_text(SVG, "utf-8")
    typeset()


def bygone(still: Image.Image, small: Image.Image) -> None:
    """Formats of other programs and other times."""
    small.save(sample("ppm"))
    small.save(sample("pcx"))
    small.save(sample("sgi"))
    small.convert("L").save(sample("pgm"))
    small.resize(SIZE).convert("1").save(sample("pbm"))
    small.convert("1", dither=Image.Dither.NONE).save(sample("xbm"))
    still.resize((96, 64)).save(sample("dds"))
    still.save(sample("qoi"))
    still.save(sample("jp2"), quality_mode="dB", quality_layers=[40])
    painted(small)
    photoshop(still.resize((96, 64)))
    pointer(still.resize((32, 32)))
    apple(still)


def sample(extension: str) -> Path:
    """Where a sample stands."""
    return HERE / f"sample.{extension}"


def scene(turn: float = 0.0) -> Image.Image:
    """A sun over hills, transparent at the corners; ``turn`` (0…1) is the time of day."""
    large = Image.new("RGBA", (SIZE[0] * 2, SIZE[1] * 2))
    draw = ImageDraw.Draw(large)
    for row in range(large.height):
        part = row / large.height
        draw.line(
            (0, row, large.width, row), fill=(round(40 + 215 * part), round(64 + 110 * part), round(140 - 40 * part))
        )
    x, y = 240 - 150 * math.cos(2 * math.pi * turn), 130 - 70 * math.sin(2 * math.pi * turn)
    draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill=(255, 242, 176))
    draw.ellipse((-80, 210, 300, 420), fill=(46, 93, 52))
    draw.ellipse((200, 230, 600, 440), fill=(62, 120, 66))
    draw.text((30, 30), "Mutabor Мутабор", font=ImageFont.truetype(FONT, 36), fill="white")
    corners = Image.new("L", large.size)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, large.width, large.height), 48, fill=255)
    large.putalpha(corners)
    return large.resize(SIZE, Image.Resampling.LANCZOS)


def painted(image: Image.Image) -> None:
    """XPM, which nothing here writes: a letter for each of 64 colours."""
    image = image.quantize(64)
    palette = image.getpalette() or []
    letters = [chr(letter) for letter in range(35, 127) if letter != ord("\\")]
    colours = [
        f'"{letters[number]} c #{bytes(palette[number * 3 : number * 3 + 3]).hex()}"'
        for number in range(len(palette) // 3)
    ]
    pixels = image.tobytes()
    lines = [
        '"' + "".join(letters[pixel] for pixel in pixels[at : at + image.width]) + '"'
        for at in range(0, len(pixels), image.width)
    ]
    rows = [f'"{image.width} {image.height} {len(colours)} 1"', *colours, *lines]
    sample("xpm").write_text("/* XPM */\nstatic char *sample[] = {\n" + ",\n".join(rows) + "\n};\n")


def photoshop(image: Image.Image) -> None:
    """PSD with no layers but the picture of all of them, uncompressed: four channels, one after the other."""
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, 4, image.height, image.width, 8, 3)
    channels = b"".join(channel.tobytes() for channel in image.split())
    sample("psd").write_bytes(head + struct.pack(">3I", 0, 0, 0) + struct.pack(">H", 0) + channels)


def pointer(image: Image.Image) -> None:
    """A cursor is an icon that has a point in place of its depth."""
    buffer = io.BytesIO()
    image.save(buffer, "ICO", sizes=[image.size], bitmap_format="bmp")
    data = bytearray(buffer.getvalue())
    data[2] = 2
    data[10:14] = struct.pack("<HH", 3, 5)
    sample("cur").write_bytes(data)


def apple(image: Image.Image) -> None:
    """ICNS of one size."""
    buffer = io.BytesIO()
    ImageOps.pad(image, (128, 128)).save(buffer, "PNG")
    body = b"ic07" + struct.pack(">I", buffer.tell() + 8) + buffer.getvalue()
    sample("icns").write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)


def exif() -> Image.Exif:
    """What a camera would say."""
    said = Image.Exif()
    said[ExifTags.Base.Make] = "Mutabor"
    said[ExifTags.Base.DateTime] = "1825:11:29 12:00:00"
    said[ExifTags.Base.Orientation] = 1
    said[ExifTags.IFD.Exif] = {ExifTags.Base.ExposureTime: (1, 125)}
    return said


def typeset() -> None:
    """Three pages, Latin and Cyrillic."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sample.typ")
        source.write_text(PDF, "utf-8")
        shutil.copy(sample("jpg"), folder)
        typst.compile(source, output=sample("pdf"), format="pdf", pdf_tags=False, timestamp=0)


if __name__ == "__main__":
    main()
