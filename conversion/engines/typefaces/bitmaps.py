"""Fonts of pixels (BDF) as fonts of outlines: each pixel is a square."""

import io
from collections.abc import Iterator

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from PIL import BdfFontFile, Image

from conversion.errors import DamagedFileError, TooLargeError

PIXEL = 64  # units
MOST_UNITS = 16384  # of the square that a letter stands in
MOST_GLYPHS = 65_000
NAMED = ("FAMILY_NAME", "WEIGHT_NAME")
FIRST_NAME = ".notdef"
Point = tuple[int, int]


def opened(data: bytes) -> TTFont:
    """The font; raises `DamagedFileError` and `TooLargeError`."""
    properties, glyphs, cmap = _read(data)
    ascent, descent = (int(properties.get(name, 0)) for name in ("FONT_ASCENT", "FONT_DESCENT"))
    height = ascent + descent or int(properties["PIXEL_SIZE"])
    if not 0 < height * PIXEL <= MOST_UNITS:
        raise TooLargeError("pixels high", height)
    builder = FontBuilder(unitsPerEm=height * PIXEL, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf({name: glyph for name, (glyph, _advance) in glyphs.items()})
    drawn = builder.font["glyf"]
    widths = {name: (advance * PIXEL, getattr(drawn[name], "xMin", 0)) for name, (_glyph, advance) in glyphs.items()}
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=ascent * PIXEL, descent=-descent * PIXEL)
    family, style = (properties.get(name, "") or name for name in NAMED)
    builder.setupNameTable({"familyName": family, "styleName": style, "fullName": f"{family} {style}"})
    builder.setupOS2(sTypoAscender=ascent * PIXEL, usWinAscent=ascent * PIXEL, usWinDescent=descent * PIXEL)
    builder.setupPost()
    builder.font.save(saved := io.BytesIO())
    return TTFont(saved)


def _read(data: bytes) -> tuple[dict[str, str], dict[str, tuple[Glyph, int]], dict[int, str]]:
    """What it says of itself, its glyphs with how far each moves on (in pixels), and which one is which letter."""
    if not data.rstrip().endswith(b"ENDFONT"):
        raise DamagedFileError("cut off")
    properties = _properties(data[: data.find(b"STARTCHAR")].decode("latin-1"))
    glyphs, cmap = {FIRST_NAME: (TTGlyphPen(None).glyph(), 0)}, {}
    file = io.BytesIO(data)
    while found := BdfFontFile.bdf_char(file):
        _name, code, (advance, place, _source), picture = found
        name = f"g{len(glyphs)}"
        glyphs[name] = (_drawn(picture, place), advance[0])
        if code >= 0:
            cmap[code] = name
        if len(glyphs) > MOST_GLYPHS:
            raise TooLargeError("glyphs", len(glyphs))
    if not cmap:
        raise DamagedFileError("no letters")
    return properties, glyphs, cmap


def _properties(text: str) -> dict[str, str]:
    lines = (line.strip().partition(" ") for line in text.splitlines())
    return {name: value.strip().strip('"') for name, _space, value in lines}


def _drawn(picture: Image.Image, place: tuple[int, int, int, int]) -> Glyph:
    """The glyph; ``place`` is where its box begins and ends, in pixels; rows are counted from the baseline down."""
    pen = TTGlyphPen(None)
    left, top = place[0], -place[1]
    for contour in _contours(picture):
        for number, (x, y) in enumerate(contour):
            (pen.lineTo if number else pen.moveTo)(((left + x) * PIXEL, (top - y) * PIXEL))
        pen.closePath()
    return pen.glyph()


def _contours(picture: Image.Image) -> Iterator[list[Point]]:
    """The edges between what is set and what is not, as closed lines with the set side on their right."""
    pixels, (width, height) = picture.load(), picture.size
    edges: dict[Point, list[Point]] = {}

    def is_set(x: int, y: int) -> bool:
        return bool(0 <= x < width and 0 <= y < height and pixels is not None and pixels[x, y])

    for x, y in ((x, y) for y in range(height) for x in range(width) if is_set(x, y)):
        corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
        beside = ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y))
        for number, other in enumerate(beside):
            if not is_set(*other):
                edges.setdefault(corners[number], []).append(corners[(number + 1) % 4])
    while edges:
        yield _straightened(_loop(edges))


def _loop(edges: dict[Point, list[Point]]) -> list[Point]:
    """Take a closed line out of the edges."""
    start = at = next(iter(edges))
    line = [start]
    while True:
        onward = edges[at]
        ahead = onward.pop()
        if not onward:
            del edges[at]
        if ahead == start:
            return line
        line.append(ahead)
        at = ahead


def _straightened(line: list[Point]) -> list[Point]:
    """Without the points between two edges of one direction."""
    around = zip([line[-1], *line[:-1]], line, [*line[1:], line[0]], strict=True)
    return [
        at for before, at, after in around if not (before[0] == at[0] == after[0] or before[1] == at[1] == after[1])
    ]
