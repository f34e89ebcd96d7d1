"""Draws the outlines of a font anew: TrueType's quadratic curves as PostScript's cubic ones, and back."""

from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer

from conversion.errors import TooLargeError

CONTAINED = {
    "ttf": "glyf",
    "otf": "CFF ",
    "pfb": "CFF ",
    "pfa": "CFF ",
}  # what a name promises; the containers for the web hold either
MOST_GLYPHS = 0xFFFF
TOLERANCE = 0.001  # of the square a letter stands in: how far a curve may be off
# Hinting and the like, which mean nothing for other outlines.
OF_TRUETYPE = ("glyf", "loca", "fpgm", "prep", "cvt ", "gasp", "LTSH", "hdmx", "VDMX")
OF_POSTSCRIPT = ("CFF ", "CFF2", "VORG")
UNSIGNED = ("DSIG",)  # a signature of what was before


def of_target(font: TTFont, target: str) -> TTFont:
    """The font with the outlines that the format ``target`` promises."""
    wanted = CONTAINED.get(target)
    if wanted is None or wanted in font:
        return font
    if "fvar" in font:  # what it looks like unless asked for something else
        axes = dict.fromkeys(axis.axisTag for axis in font["fvar"].axes)
        font = instancer.instantiateVariableFont(font, axes, inplace=True)
    if wanted in font:
        return font
    if len(font.getGlyphOrder()) > MOST_GLYPHS:
        raise TooLargeError("glyphs", len(font.getGlyphOrder()))
    return _with_cubic(font) if wanted == "CFF " else _with_quadratic(font)


def _with_quadratic(font: TTFont) -> TTFont:
    """TrueType outlines, within a thousandth of the originals."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm * TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    _drop(font, OF_POSTSCRIPT + UNSIGNED)
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for name in order:
        glyphs[name].recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))
    _describe(font["maxp"], glyphs=len(order))
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\0\1\0\0"
    return font


def _describe(maxp: Any, *, glyphs: int) -> None:
    """The larger table that TrueType's machine wants; what hinting needs is nothing."""
    maxp.tableVersion, maxp.numGlyphs, maxp.maxZones = 0x00010000, glyphs, 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(maxp, f"max{name}", 0)
    for name in ("ComponentElements", "ComponentDepth", "Points", "Contours", "CompositePoints", "CompositeContours"):
        setattr(maxp, f"max{name}", 0)


def _with_cubic(font: TTFont) -> TTFont:
    """PostScript outlines, exactly the originals up to rounding; composed glyphs are drawn out."""
    drawn = font.getGlyphSet()
    charstrings = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(otRound(drawn[name].width), drawn)
        drawn[name].draw(pen)
        charstrings[name] = pen.getCharString()
    _drop(font, OF_TRUETYPE + UNSIGNED)
    builder = FontBuilder(font=font)
    family, full = (font["name"].getDebugName(number) or "Font" for number in (1, 4))
    named = font["name"].getDebugName(6) or "Font"
    builder.setupCFF(_plain(named), {"FamilyName": _plain(family), "FullName": _plain(full)}, charstrings, {})
    font["maxp"].tableVersion = 0x00005000
    font["post"].formatType = 3.0
    return font


def _plain(name: str) -> str:
    """PostScript's names are of ASCII."""
    return "".join(letter for letter in name if letter.isascii() and letter.isprintable()) or "Font"


def _drop(font: TTFont, tags: tuple[str, ...]) -> None:
    for tag in tags:
        if tag in font:
            del font[tag]
