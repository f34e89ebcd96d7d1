"""Rows of the catalogue: drawings, print, and special sorts of PDF."""

from conversion.formats import archives, documents
from conversion.formats.row import Format, Kind, row, special

_ORDINARY = {row.name: row for row in (*documents.ROWS, *archives.ROWS)}
_PDF = _ORDINARY["pdf"]

ROWS: tuple[Format, ...] = (
    row(Kind.DRAWING, "svg", "image/svg+xml"),
    row(Kind.DRAWING, "svgz svg.gz", "image/svg+xml-compressed"),
    row(Kind.DRAWING, "eps epsf epsi", "application/eps image/x-eps image/eps"),
    row(Kind.DRAWING, "ai", "application/illustrator application/vnd.adobe.illustrator"),
    row(Kind.DRAWING, "emf", "image/emf image/x-emf"),
    row(Kind.DRAWING, "wmf", "image/wmf image/x-wmf"),
    row(Kind.DRAWING, "dxf", "image/vnd.dxf image/x-dxf application/dxf"),
    row(Kind.DRAWING, "xaml", "application/xaml+xml"),
    row(Kind.DOCUMENT, "odg", "application/vnd.oasis.opendocument.graphics"),
    row(Kind.DOCUMENT, "fodg", "application/vnd.oasis.opendocument.graphics-flat-xml"),
    row(Kind.DOCUMENT, "otg", "application/vnd.oasis.opendocument.graphics-template"),
    row(Kind.DOCUMENT, "vsd vss vst", "application/vnd.visio application/x-visio"),
    row(Kind.DOCUMENT, "vsdx vsdm vssx vstx", "application/vnd.ms-visio.drawing"),
    row(Kind.DOCUMENT, "pub", "application/vnd.ms-publisher application/x-mspublisher"),
    row(Kind.DOCUMENT, "cdr cdt", "application/vnd.corel-draw application/x-vnd.corel.zcf.draw.document+zip"),
    row(Kind.DOCUMENT, "sda", "application/vnd.stardivision.draw application/x-stardraw"),
    row(Kind.DOCUMENT, "wpg", "application/x-wpg image/x-wpg"),
    row(Kind.DOCUMENT, "ps", "application/postscript"),
    row(Kind.DOCUMENT, "djvu djv", "image/vnd.djvu image/x-djvu"),
    row(Kind.DOCUMENT, "xps oxps", "application/vnd.ms-xpsdocument application/oxps"),
    row(Kind.DOCUMENT, "mht mhtml", "multipart/related application/x-mimearchive"),
    special("pdf-small", _PDF),
    special("pdf-ocr", _PDF),
    special("pdf-a", _PDF),
    special("pdf-grey", _PDF),
    special("pdf-unlocked", _PDF),
    special("pdf-flat", _PDF),
    special("pdf-pages", _PDF),
    special("pdf-2up", _PDF),
    special("pdf-4up", _PDF),
    special("pdf-booklet", _PDF),
    special("images", _ORDINARY["zip"]),
)
