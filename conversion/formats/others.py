"""Rows of the catalogue: subtitles, fonts, data."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.SUBTITLE, "srt", "application/x-subrip text/srt"),
    row(Kind.SUBTITLE, "vtt webvtt", "text/vtt"),
    row(Kind.SUBTITLE, "ass", "text/x-ass text/x-ssa-plus"),
    row(Kind.SUBTITLE, "ssa", "text/x-ssa"),
    row(Kind.SUBTITLE, "sub", "text/x-microdvd"),
    row(Kind.SUBTITLE, "mpl mpl2", "text/x-mpl2"),
    row(Kind.SUBTITLE, "ttml dfxp", "application/ttml+xml"),
    row(Kind.SUBTITLE, "smi sami", "application/x-sami application/smil+xml"),
    row(Kind.SUBTITLE, "lrc", "application/lrc text/x-lrc"),
    row(Kind.SUBTITLE, "sbv", "text/x-sbv"),
    row(Kind.FONT, "ttf", "font/ttf font/sfnt application/x-font-ttf application/font-sfnt"),
    row(Kind.FONT, "otf", "font/otf application/vnd.ms-opentype application/x-font-otf"),
    row(Kind.FONT, "woff", "font/woff application/font-woff"),
    row(Kind.FONT, "woff2", "font/woff2 application/font-woff2"),
    row(Kind.FONT, "eot", "application/vnd.ms-fontobject"),
    row(Kind.FONT, "ttc otc", "font/collection application/x-font-ttc"),
    row(Kind.DATA, "json geojson", "application/json text/json application/geo+json"),
    row(Kind.DATA, "jsonl ndjson", "application/jsonl application/x-ndjson application/jsonlines"),
    row(Kind.DATA, "yaml yml", "application/yaml application/x-yaml text/yaml text/x-yaml"),
    row(Kind.DATA, "toml", "application/toml"),
    row(Kind.DATA, "xml", "application/xml text/xml"),
    row(Kind.DATA, "ini cfg", "text/x-ini"),
    row(Kind.DATA, "vcf vcard", "text/vcard text/x-vcard text/directory"),
    row(Kind.DATA, "ics ical ifb", "text/calendar"),
    row(Kind.DATA, "sqlite sqlite3 db db3", "application/vnd.sqlite3 application/x-sqlite3"),
)
