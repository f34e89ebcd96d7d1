"""A picture that shows a font: its name, its letters, a sentence in several sizes."""

import io
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from conversion.errors import NothingToConvertError

WIDTH, MARGIN = 1600, 80  # px
SIZES = (96, 64, 48, 36, 24)  # px: of the sentences
LETTERS = 56  # px: of the alphabets
GAP = 1.35  # line heights
FAMILY, FULL = 1, 4  # ids in the table of names
SCRIPTS = (
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789 &!?.,:;()«»"),
    ("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "αβγδεζηθικλμνξοπρστυφχψω"),
)
SENTENCES = (
    "The quick brown fox jumps over the lazy dog.",
    "Съешь же ещё этих мягких французских булок, да выпей чаю.",
)
OWN = 240  # characters shown of a font that has none of these letters
OWN_IN_A_ROW = 20

Row = tuple[str, int]  # what to write, in which size


def draw(font: TTFont, path: Path) -> None:
    """Write the picture as a PNG; raises `NothingToConvertError` for a font without characters."""
    known = set(font.getBestCmap() or {})
    rows = _rows(known, _title(font))
    if not rows:
        raise NothingToConvertError("no characters")
    data = _plain(font)
    laid = [row for text, size in rows for row in _wrapped(text, _sized(data, size))]
    height = round(sum(line.size * GAP for _text, line in laid)) + 2 * MARGIN
    picture = Image.new("RGB", (WIDTH, height), "white")
    pen = ImageDraw.Draw(picture)
    top = float(MARGIN)
    for text, line in laid:
        pen.text((MARGIN, top + line.size), text, font=line, fill="black", anchor="ls")
        top += line.size * GAP
    picture.save(path, "PNG", optimize=True)


def _rows(known: set[int], title: str) -> list[Row]:
    """What of its own letters the font can show."""
    scripts = [_known(letters, known) for script in SCRIPTS for letters in script]
    rows = [(letters, LETTERS) for letters in scripts if letters]
    sentences = [text for text in SENTENCES if _known(text, known) == text]
    rows += [(text, size) for size in SIZES for text in sentences]
    if not sentences:
        own = [chr(code) for code in sorted(known) if chr(code).isprintable() and not chr(code).isspace()][:OWN]
        rows += [("".join(own[at : at + OWN_IN_A_ROW]), LETTERS) for at in range(0, len(own), OWN_IN_A_ROW)]
    return [*([(title, SIZES[0])] if _known(title, known) == title else []), *rows] if rows else []


def _known(text: str, known: set[int]) -> str:
    """The letters that the font has; nothing where it lacks most of them."""
    found = "".join(letter for letter in text if ord(letter) in known)
    return found if len(found.replace(" ", "")) * 2 > len(text.replace(" ", "")) else ""


def _title(font: TTFont) -> str:
    names = font.get("name")
    return str((names and (names.getDebugName(FULL) or names.getDebugName(FAMILY))) or "")


def _plain(font: TTFont) -> bytes:
    """The font without the compression of the web, alone."""
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer)
    return buffer.getvalue()


def _sized(data: bytes, size: int) -> ImageFont.FreeTypeFont:
    """Laid out letter by letter: what is shown are the letters."""
    try:
        return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:  # what FreeType refuses
        raise ValueError(str(error)) from error


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Rows that fit, broken between words or, where there are none, between letters."""
    parts = [f"{word} " for word in text.split(" ")] if " " in text.strip() else list(text)
    rows = [""]
    for part in parts:
        if rows[-1] and font.getlength((rows[-1] + part).rstrip()) > WIDTH - 2 * MARGIN:
            rows.append("")
        rows[-1] += part
    return [(row.rstrip(), font) for row in rows]
