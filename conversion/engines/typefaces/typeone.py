"""PostScript's own fonts (Type 1, as PFB and PFA): read as OpenType with the same curves, and written."""

import io
import tempfile
from pathlib import Path
from typing import Any

from fontTools import agl
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T1CharString
from fontTools.misc.roundTools import otRound
from fontTools.pens.basePen import BasePen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.t1Lib import T1Font, std_subrs
from fontTools.ttLib import TTFont

from conversion.errors import DamagedFileError

KINDS = {"pfb": "PFB", "pfa": "OTHER"}
NOTDEF = ".notdef"
LAST_WORD = b"cleartomark"
SPECIAL = r"()\<>[]{}/%"  # in PostScript
BASIC = 0xFFFF  # the last letter that is named by four digits
CODES = 256  # letters of a Type 1 font that old programs can reach; the others are found by their names
# What such a font says of itself, and the ids in OpenType's table of names.
NAMES = {"version": 5, "FullName": 4, "FamilyName": 1, "Weight": 2}
# What Type 1's interpreters want to be told: Adobe Type 1 Font Format, chapter 5.
PRIVATE: dict[str, Any] = {
    "RD": ("string", "currentfile", "exch", "readstring", "pop"),
    "ND": ("noaccess", "def"),
    "NP": ("noaccess", "put"),
    "BlueValues": [],
    "MinFeature": (16, 16),
    "password": 5839,
    "OtherSubrs": (),  # fonttools puts the usual ones there
}
Outline = tuple[RecordingPen, int]  # and how far the letter moves on


class _TypeOnePen(BasePen):  # type: ignore[misc]
    """Writes what is drawn as a Type 1 charstring; coordinates are rounded."""

    def __init__(self, glyphs: Any, width: int) -> None:
        super().__init__(glyphs)
        self._program: list[int | str] = [0, width, "hsbw"]
        self._at = (0, 0)

    def _steps(self, *points: tuple[float, float]) -> list[int | str]:
        steps: list[int | str] = []
        for x, y in points:
            place = (otRound(x), otRound(y))
            steps += [place[0] - self._at[0], place[1] - self._at[1]]
            self._at = place
        return steps

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - as fonttools calls them
        self._program += [*self._steps(pt), "rmoveto"]

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._program += [*self._steps(pt), "rlineto"]

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._program += [*self._steps(*points), "rrcurveto"]

    def _closePath(self) -> None:  # noqa: N802
        self._program.append("closepath")

    def charstring(self) -> T1CharString:
        """What was drawn."""
        return T1CharString(program=[*self._program, "endchar"])


def opened(data: bytes, kind: str) -> TTFont:
    """The font as OpenType; raises `DamagedFileError`, and what fonttools raises for a broken one."""
    if LAST_WORD not in data:
        raise DamagedFileError("cut off")
    with tempfile.NamedTemporaryFile(suffix=f".{kind}") as file:  # it opens files only
        Path(file.name).write_bytes(data)
        type_one = T1Font(file.name, kind=KINDS[kind])
    type_one.parse()
    glyphs = type_one.getGlyphSet()
    outlines = {name: _outline(glyphs[name]) for name in glyphs}
    if not outlines:
        raise DamagedFileError("no letters")
    return _built(type_one, {NOTDEF: (RecordingPen(), 0), **outlines})


def _outline(glyph: Any) -> Outline:
    pen = RecordingPen()
    glyph.draw(pen)
    return pen, otRound(glyph.width)


def _built(type_one: T1Font, outlines: dict[str, Outline]) -> TTFont:
    units = round(1 / type_one["FontMatrix"][0])
    builder = FontBuilder(unitsPerEm=units, isTTF=False)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap({ord(text): name for name in outlines if len(text := agl.toUnicode(name)) == 1})
    told = type_one.font.get("FontInfo", {})
    names = {key: str(told[key]) for key in NAMES if told.get(key)}
    builder.setupCFF(str(type_one["FontName"]), names, {name: _drawn(*outlines[name]) for name in outlines}, {})
    box = [otRound(side) for side in type_one["FontBBox"]]
    builder.setupHorizontalMetrics({name: (width, 0) for name, (_pen, width) in outlines.items()})
    builder.setupHorizontalHeader(ascent=box[3], descent=box[1])
    family = names.get("FamilyName", str(type_one["FontName"]))
    full = names.get("FullName", family)
    style = names.get("Weight", "Regular")
    builder.setupNameTable(
        {"familyName": family, "styleName": style, "fullName": full, "psName": str(type_one["FontName"])}
    )
    builder.setupOS2(
        sTypoAscender=box[3], sTypoDescender=box[1], usWinAscent=max(box[3], 0), usWinDescent=max(-box[1], 0)
    )
    builder.setupPost()
    builder.font.save(saved := io.BytesIO())
    return TTFont(saved)


def _drawn(pen: RecordingPen, width: int) -> Any:
    drawing = T2CharStringPen(width, None)
    pen.replay(drawing)
    return drawing.getCharString()


def save(font: TTFont, kind: str, path: Path) -> None:
    """Write a font as Type 1."""
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap() or {}
    names = _names(font.getGlyphOrder(), cmap)
    charstrings = {}
    for glyph, name in names.items():
        pen = _TypeOnePen(glyphs, otRound(glyphs[glyph].width))
        glyphs[glyph].draw(pen)
        charstrings[name] = pen.charstring()
    type_one = T1Font.__new__(T1Font)  # its constructor reads a file
    type_one.encoding = "ascii"
    type_one.font = _told(font, [names.get(cmap.get(code, NOTDEF), NOTDEF) for code in range(CODES)])
    type_one.font |= {
        "Private": {**PRIVATE, "Subrs": [T1CharString(bytecode=code) for code in std_subrs]},
        "CharStrings": charstrings,
    }
    type_one.data = type_one.createData().replace(b"eexec ", b"eexec\r", 1)  # some look for the end of its line
    type_one.saveAs(str(path), KINDS[kind], dohex=kind == "pfa")


def _names(order: list[str], cmap: dict[int, str]) -> dict[str, str]:
    """What to call each glyph: as Adobe's list calls its letter, which is all that programs find it by."""
    names = {NOTDEF: NOTDEF}
    for code, glyph in sorted(cmap.items()):
        names.setdefault(glyph, agl.UV2AGL.get(code, f"uni{code:04X}" if code <= BASIC else f"u{code:05X}"))
    names[order[0]] = NOTDEF
    return {glyph: names.get(glyph, f"glyph{number}") for number, glyph in enumerate(order)}


def _told(font: TTFont, encoding: list[str]) -> dict[str, Any]:
    """What the font says of itself, in Type 1's words."""
    head, post, named = font["head"], font["post"], font["name"]
    said = {key: _plain(named.getDebugName(number) or "") for key, number in NAMES.items()}
    scale = 1 / head.unitsPerEm
    return {
        "FontType": 1,
        "FontMatrix": [scale, 0, 0, scale, 0, 0],
        "FontName": _plain(named.getDebugName(6) or "Font").replace(" ", ""),
        "FontBBox": [head.xMin, head.yMin, head.xMax, head.yMax],
        "PaintType": 0,
        "FontInfo": {**said, "ItalicAngle": post.italicAngle, "isFixedPitch": bool(post.isFixedPitch)},
        "Encoding": encoding,
    }


def _plain(words: str) -> str:
    """In ASCII, without what would end a string of PostScript."""
    return "".join(letter for letter in words if letter.isascii() and letter.isprintable() and letter not in SPECIAL)
