"""Rows of the catalogue: documents, spreadsheets, presentations, mail."""

from conversion.formats.row import Format, Kind, row

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

ROWS: tuple[Format, ...] = (
    row(Kind.DOCUMENT, "pdf", "application/pdf"),
    row(Kind.DOCUMENT, "docx", f"{_OOXML}.wordprocessingml.document"),
    row(Kind.DOCUMENT, "doc", "application/msword"),
    row(Kind.DOCUMENT, "odt", f"{_ODF}.text"),
    row(Kind.DOCUMENT, "rtf", "application/rtf text/rtf"),
    row(Kind.DOCUMENT, "txt text", "text/plain"),
    row(Kind.DOCUMENT, "html htm xhtml", "text/html application/xhtml+xml"),
    row(Kind.DOCUMENT, "md markdown mkd", "text/markdown text/x-markdown"),
    row(Kind.DOCUMENT, "rst rest", "text/x-rst text/prs.fallenstein.rst"),
    row(Kind.DOCUMENT, "org", "text/org text/x-org"),
    row(Kind.DOCUMENT, "tex latex", "text/x-tex application/x-tex application/x-latex"),
    row(Kind.DOCUMENT, "eml", "message/rfc822"),
    row(Kind.DOCUMENT, "ipynb", "application/x-ipynb+json"),
    row(Kind.SPREADSHEET, "xlsx", f"{_OOXML}.spreadsheetml.sheet"),
    row(Kind.SPREADSHEET, "xls", "application/vnd.ms-excel"),
    row(Kind.SPREADSHEET, "ods", f"{_ODF}.spreadsheet"),
    row(Kind.SPREADSHEET, "csv", "text/csv application/csv"),
    row(Kind.SPREADSHEET, "tsv tab", "text/tab-separated-values"),
    row(Kind.PRESENTATION, "pptx", f"{_OOXML}.presentationml.presentation"),
    row(Kind.PRESENTATION, "ppt", "application/vnd.ms-powerpoint"),
    row(Kind.PRESENTATION, "odp", f"{_ODF}.presentation"),
)
