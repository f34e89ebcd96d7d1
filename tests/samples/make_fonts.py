"""Makes the samples of fonts from DejaVu and Noto, cut to two alphabets: ``python tests/samples/make_fonts.py``.

Those of PostScript by FontForge.
"""

import io
import string
import struct
import subprocess
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts")
TRUETYPE = FONTS / "truetype/dejavu/DejaVuSans.ttf"
SERIF = FONTS / "truetype/dejavu/DejaVuSerif.ttf"
POSTSCRIPT = FONTS / "opentype/noto/NotoSansCJK-Regular.ttc"
RUSSIAN = "".join(map(chr, range(ord("А"), ord("я") + 1))) + "Ёё«»—№"
LETTERS = string.printable[:95] + RUSSIAN
XOR = 0x50
PIXELS, BASELINE = 16, 13  # px of the font of pixels: how high, and how far down letters stand
NAMED = 'Open($1); CIDFlatten(); RenameGlyphs("AGL For New Fonts"); Reencode("unicode"); Generate($2)'


def main() -> None:
    """Write every sample beside this script."""
    truetype = cut(TTFont(TRUETYPE), LETTERS)
    save(truetype, "ttf", None)
    save(truetype, "woff", "woff")
    save(cut(TTFont(POSTSCRIPT, fontNumber=0), LETTERS), "otf", None)
    save(cut(TTFont(SERIF), LETTERS), "woff2", "woff2")
    collection = TTCollection()
    collection.fonts = [cut(TTFont(path), string.ascii_letters + RUSSIAN) for path in (TRUETYPE, SERIF)]
    collection.save(HERE / "sample.ttc")
    (HERE / "sample.eot").write_bytes(embedded((HERE / "sample.ttf").read_bytes()))
    for name in ("pfb", "pfa"):
        command: list[str | Path] = ["fontforge", "-lang=ff", "-c", NAMED, HERE / "sample.otf", HERE / f"sample.{name}"]
        subprocess.run(command, check=True)
    (HERE / "sample.pfb").with_suffix(".afm").unlink(missing_ok=True)
    (HERE / "sample.bdf").write_text(bitmap(), encoding="ascii")


def bitmap() -> str:
    """A font of pixels, as X11 has them."""
    font = ImageFont.truetype(TRUETYPE, BASELINE)
    head = ["STARTFONT 2.1", "FONT -Mutabor-Sample-Medium-R-Normal--16-160-75-75-P-80-ISO10646-1", "SIZE 16 75 75"]
    head += ["FONTBOUNDINGBOX 16 16 0 -3", "STARTPROPERTIES 4", 'FAMILY_NAME "Sample"']
    head += ['WEIGHT_NAME "Medium"', f"FONT_ASCENT {BASELINE}", f"FONT_DESCENT {PIXELS - BASELINE}", "ENDPROPERTIES"]
    letters = (line for letter in LETTERS for line in pixels(letter, font))
    return "\n".join([*head, f"CHARS {len(LETTERS)}", *letters, "ENDFONT", ""])


def pixels(letter: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """A letter of it."""
    width = max(1, round(font.getlength(letter)))
    picture = Image.new("1", (width, PIXELS))
    ImageDraw.Draw(picture).text((0, BASELINE), letter, fill=1, font=font, anchor="ls")
    row = (width + 7) // 8
    data = picture.tobytes()
    rows = [data[at : at + row].hex().upper() for at in range(0, len(data), row)]
    head = [f"STARTCHAR u{ord(letter):04X}", f"ENCODING {ord(letter)}", f"SWIDTH {width * 1000 // PIXELS} 0"]
    return [*head, f"DWIDTH {width} 0", f"BBX {width} {PIXELS} 0 {BASELINE - PIXELS}", "BITMAP", *rows, "ENDCHAR"]


def cut(font: TTFont, letters: str) -> TTFont:
    """The font with these letters only, without layout features and hinting."""
    options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=[1, 2, 3, 4, 5, 6], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    return font


def save(font: TTFont, name: str, flavor: str | None) -> None:
    """Write a sample."""
    font.flavor = flavor
    font.save(HERE / f"sample.{name}")


def embedded(data: bytes) -> bytes:
    """An EOT of version 2.2 with its font XORed, as few programs write it."""
    windows, head = (TTFont(io.BytesIO(data))[tag] for tag in ("OS/2", "head"))
    family = "DejaVu Sans".encode("utf-16-le")
    names = b"".join(b"\0\0" + struct.pack("<H", len(name)) + name for name in (family, b"", b"", family, b""))
    names += struct.pack("<IIHHII", 0, 0, 0, 0, 0, 0)
    font = bytes(byte ^ XOR for byte in data)
    fixed = bytes(vars(windows.panose).values()) + struct.pack("<BBIHH", 1, 0, 400, 0, 0x504C)
    fixed += struct.pack("<7I", 0, 0, 0, 0, 0, 0, head.checkSumAdjustment) + bytes(16)
    size = 16 + len(fixed) + len(names) + len(font)
    return struct.pack("<4I", size, len(font), 0x00020002, 0x10000000) + fixed + names + font


if __name__ == "__main__":
    main()
