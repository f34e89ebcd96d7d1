"""Rows of the catalogue: archives."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.ARCHIVE, "zip", "application/zip application/x-zip-compressed"),
    row(Kind.ARCHIVE, "7z", "application/x-7z-compressed"),
    row(Kind.ARCHIVE, "tar", "application/x-tar"),
    row(Kind.ARCHIVE, "tar.gz tgz", "application/gzip application/x-gzip application/x-gtar-compressed"),
    row(Kind.ARCHIVE, "tar.bz2 tbz2 tbz", "application/x-bzip2 application/x-bzip"),
    row(Kind.ARCHIVE, "tar.xz txz", "application/x-xz"),
    row(Kind.ARCHIVE, "tar.zst tzst", "application/zstd"),
    row(Kind.ARCHIVE, "rar", "application/vnd.rar application/x-rar application/x-rar-compressed"),
)
