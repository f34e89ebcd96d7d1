"""What drawings and print files are by their bytes."""

import re
import zlib

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (40, b" EMF\0\0\1\0", "emf"),
    (0, b"\xd7\xcd\xc6\x9a\0\0", "wmf"),
    (0, b"\1\0\x09\0\0\3", "wmf"),
    (0, b"\xc5\xd0\xd3\xc6", "eps"),  # with a preview before the PostScript
    (0, b"AT&TFORM", "djvu"),
    (0, b"ITSF\3\0\0\0", "chm"),
)
GZIP = b"\x1f\x8b\x08"
START = 4096  # bytes
# Printers' commands and a byte order mark may stand before PostScript.
POSTSCRIPT = re.compile(rb"(?:\x04|\xef\xbb\xbf|\x1b%-12345X[^%]{0,400})?%!(PS-Adobe-\d\.\d EPSF-\d\.\d)?")
FONT = re.compile(rb"%!(?:PS-AdobeFont|FontType1)-")
DXF = re.compile(rb"(?:\s*999[ \t]*\r?\n[^\n]*\n)*\s*0[ \t]*\r?\nSECTION[ \t]*\r?\n|AutoCAD Binary DXF\r\n")
SVG = re.compile(rb"<(?:\w+:)?svg[\s>]")
WEB_ARCHIVE = re.compile(
    rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?"
    rb"Content-Type:\s*multipart/related;(?:[^\n]*\n[ \t])*[^\n]*text/html",
    re.IGNORECASE,
)
# What only mail has.
LETTER = re.compile(rb"^(?:To|Received|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)
XAML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:(?><!--.{0,400}?-->)\s*+)*+<(?:Canvas|Viewbox|DrawingImage|ResourceDictionary)\b[^>]*winfx/",
    re.DOTALL,
)
CORELDRAW = re.compile(rb"RIFF.{4}(?i:CDR)", re.DOTALL)
SHAPES = ((DXF, "dxf"), (CORELDRAW, "cdr"), (XAML, "xaml"))
FLAT_DRAWING = re.compile(
    rb"""<office:document\s[^>]*office:mimetype=["']application/vnd.oasis.opendocument.graphics"""
)
# What Illustrator writes beside the PDF that others read.
ILLUSTRATOR = re.compile(rb"/AIPrivateData|/AIMetaData|Adobe Illustrator")
ALIKE = {"pdf": ("ai",), "ps": ("ai",), "eps": ("ai",)}


def look(head: bytes) -> str | None:
    """The drawing, where its beginning is its own."""
    if found := POSTSCRIPT.match(head):
        return "pfa" if FONT.match(head) else "eps" if found[1] else "ps"
    if drawn := next((name for shape, name in SHAPES if shape.match(head)), None):
        return drawn
    if head.startswith(GZIP) and SVG.search(_unpacked(head)):
        return "svgz"
    if WEB_ARCHIVE.match(head) and not LETTER.search(head[: head.find(b"\n\n") if b"\n\n" in head else START]):
        return "mht"
    return "fodg" if FLAT_DRAWING.search(head[:START]) else None


def may_be(claimed: str, head: bytes) -> bool:
    """Whether the bytes don't speak against it: a PDF that is called so was drawn by Illustrator."""
    return claimed != "ai" or ILLUSTRATOR.search(head) is not None


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, START)
    except zlib.error:
        return b""
