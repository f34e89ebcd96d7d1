"""Rows of the catalogue: ebooks and comics."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.EBOOK, "epub", "application/epub+zip"),
    row(Kind.EBOOK, "mobi", "application/x-mobipocket-ebook"),
    row(Kind.EBOOK, "azw3 kf8", "application/vnd.amazon.mobi8-ebook"),
    row(Kind.EBOOK, "azw", "application/vnd.amazon.ebook"),
    row(Kind.EBOOK, "prc", "application/vnd.palm"),
    row(Kind.EBOOK, "fb2", "application/x-fictionbook+xml application/x-fictionbook text/fb2+xml"),
    row(Kind.EBOOK, "fbz fb2.zip", "application/x-zip-compressed-fb2"),
    row(Kind.EBOOK, "lit", "application/x-ms-reader"),
    row(Kind.EBOOK, "lrf", "application/x-sony-bbeb"),
    row(Kind.EBOOK, "pdb", "application/x-aportisdoc"),
    row(Kind.EBOOK, "tcr", "application/x-tcr"),
    row(Kind.EBOOK, "rb", "application/x-rocketbook"),
    row(Kind.EBOOK, "snb", "application/x-snb"),
    row(Kind.EBOOK, "htmlz", "application/x-htmlz"),
    row(Kind.EBOOK, "txtz", "application/x-txtz"),
    row(Kind.EBOOK, "pmlz", "application/x-pmlz"),
    row(Kind.EBOOK, "chm", "application/vnd.ms-htmlhelp application/x-chm"),
    row(Kind.EBOOK, "cbz", "application/vnd.comicbook+zip application/x-cbz"),
    row(Kind.EBOOK, "cbr", "application/vnd.comicbook-rar application/x-cbr"),
    row(Kind.EBOOK, "cb7", "application/x-cb7"),
    row(Kind.EBOOK, "cbt", "application/x-cbt"),
)
