"""Rows of the catalogue: video."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.VIDEO, "mp4", "video/mp4"),
    row(Kind.VIDEO, "mkv", "video/x-matroska video/matroska"),
    row(Kind.VIDEO, "webm", "video/webm"),
    row(Kind.VIDEO, "mov qt", "video/quicktime"),
    row(Kind.VIDEO, "avi", "video/x-msvideo video/vnd.avi video/avi"),
    row(Kind.VIDEO, "m4v", "video/x-m4v"),
    row(Kind.VIDEO, "flv", "video/x-flv"),
    row(Kind.VIDEO, "mpg mpeg mpe", "video/mpeg"),
    row(Kind.VIDEO, "ts mts m2ts m2t", "video/mp2t"),
    row(Kind.VIDEO, "3gp 3gpp", "video/3gpp"),
    row(Kind.VIDEO, "wmv", "video/x-ms-wmv video/x-ms-asf"),
    row(Kind.VIDEO, "ogv", "video/ogg"),
    row(Kind.VIDEO, "3g2 3gpp2", "video/3gpp2"),
    row(Kind.VIDEO, "f4v", "video/x-f4v"),
    row(Kind.VIDEO, "vob", "video/x-ms-vob"),
    row(Kind.VIDEO, "asf", "video/x-asf application/vnd.ms-asf"),
    row(Kind.VIDEO, "mxf", "application/mxf"),
    row(Kind.VIDEO, "nut", "video/x-nut"),
    row(Kind.VIDEO, "m2v m1v mpv", "video/x-mpeg2"),
    row(Kind.VIDEO, "h264 264 avc", "video/h264"),
    row(Kind.VIDEO, "hevc h265 265", "video/h265"),
)
