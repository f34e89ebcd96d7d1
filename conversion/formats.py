"""The catalogue of file formats: one row a format, its aliases in that row only."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a format holds; menus are grouped by it."""

    VIDEO = "video"
    AUDIO = "audio"
    IMAGE = "image"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    ARCHIVE = "archive"
    SUBTITLE = "subtitle"
    FONT = "font"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    ``name`` is lower case and unique (``tar.gz``); ``extensions`` have no leading dot, the usual one first;
    ``media_types`` are what servers and libmagic call it, the registered one first.
    """

    name: str
    kind: Kind
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]

    @property
    def extension(self) -> str:
        """The usual extension, without a dot."""
        return self.extensions[0]

    @property
    def label(self) -> str:
        """How people read it: the name in capitals."""
        return self.name.upper()

    def __str__(self) -> str:
        return self.name


def _row(kind: Kind, extensions: str, media_types: str) -> Format:
    """A row of the catalogue; the first extension is the format's name."""
    names = tuple(extensions.split())
    return Format(names[0], kind, names, tuple(media_types.split()))


_V, _A, _I = Kind.VIDEO, Kind.AUDIO, Kind.IMAGE
_D, _S, _P, _Z = Kind.DOCUMENT, Kind.SPREADSHEET, Kind.PRESENTATION, Kind.ARCHIVE
_T, _F, _J = Kind.SUBTITLE, Kind.FONT, Kind.DATA
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

FORMATS: tuple[Format, ...] = (
    _row(_V, "mp4", "video/mp4"),
    _row(_V, "mkv", "video/x-matroska video/matroska"),
    _row(_V, "webm", "video/webm"),
    _row(_V, "mov qt", "video/quicktime"),
    _row(_V, "avi", "video/x-msvideo video/vnd.avi video/avi"),
    _row(_V, "m4v", "video/x-m4v"),
    _row(_V, "flv", "video/x-flv"),
    _row(_V, "mpg mpeg mpe", "video/mpeg"),
    _row(_V, "ts mts m2ts m2t", "video/mp2t"),
    _row(_V, "3gp 3gpp", "video/3gpp"),
    _row(_V, "wmv", "video/x-ms-wmv video/x-ms-asf"),
    _row(_V, "ogv", "video/ogg"),
    _row(_V, "3g2 3gpp2", "video/3gpp2"),
    _row(_V, "f4v", "video/x-f4v"),
    _row(_V, "vob", "video/x-ms-vob"),
    _row(_V, "asf", "video/x-asf application/vnd.ms-asf"),
    _row(_V, "mxf", "application/mxf"),
    _row(_V, "nut", "video/x-nut"),
    _row(_V, "m2v m1v mpv", "video/x-mpeg2"),
    _row(_V, "h264 264 avc", "video/h264"),
    _row(_V, "hevc h265 265", "video/h265"),
    _row(_A, "mp3", "audio/mpeg audio/mp3"),
    _row(_A, "m4a m4b", "audio/mp4 audio/x-m4a"),
    _row(_A, "aac", "audio/aac audio/x-aac audio/x-hx-aac-adts"),
    _row(_A, "ogg oga", "audio/ogg application/ogg"),
    _row(_A, "opus", "audio/opus"),
    _row(_A, "flac", "audio/flac audio/x-flac"),
    _row(_A, "wav wave", "audio/wav audio/x-wav audio/vnd.wave"),
    _row(_A, "aiff aif aifc", "audio/aiff audio/x-aiff"),
    _row(_A, "wma", "audio/x-ms-wma"),
    _row(_A, "amr", "audio/amr"),
    _row(_A, "mka", "audio/x-matroska audio/matroska"),
    _row(_A, "ac3", "audio/ac3 audio/vnd.dolby.dd-raw"),
    _row(_A, "eac3 ec3", "audio/eac3"),
    _row(_A, "dts", "audio/vnd.dts audio/x-dts"),
    _row(_A, "mp2", "audio/x-mp2"),
    _row(_A, "caf", "audio/x-caf"),
    _row(_A, "au snd", "audio/basic"),
    _row(_A, "w64", "audio/x-w64"),
    _row(_A, "wv", "audio/x-wavpack"),
    _row(_A, "tta", "audio/x-tta"),
    _row(_A, "voc", "audio/x-voc audio/x-unknown-voc"),
    _row(_A, "gsm", "audio/x-gsm"),
    _row(_A, "spx", "audio/x-speex audio/speex"),
    _row(_I, "jpg jpeg jpe jfif", "image/jpeg image/jpg"),
    _row(_I, "png", "image/png"),
    _row(_I, "apng", "image/apng image/vnd.mozilla.apng"),
    _row(_I, "webp", "image/webp"),
    _row(_I, "gif", "image/gif"),
    _row(_I, "tiff tif", "image/tiff"),
    _row(_I, "bmp dib", "image/bmp image/x-ms-bmp"),
    _row(_I, "ico", "image/vnd.microsoft.icon image/x-icon"),
    _row(_I, "avif", "image/avif"),
    _row(_I, "heic heif hif", "image/heic image/heif"),
    _row(_I, "tga", "image/x-tga image/x-targa"),
    _row(_I, "ppm pnm", "image/x-portable-pixmap image/x-portable-anymap"),
    _row(_I, "pgm", "image/x-portable-graymap image/x-portable-greymap"),
    _row(_I, "pbm", "image/x-portable-bitmap"),
    _row(_I, "xbm", "image/x-xbitmap"),
    _row(_I, "xpm", "image/x-xpixmap image/x-xpmi"),
    _row(_I, "jp2 j2k jpf jpx j2c", "image/jp2 image/jpx image/x-jp2-codestream"),
    _row(_I, "qoi", "image/qoi image/x-qoi"),
    _row(_I, "dds", "image/vnd-ms.dds image/x-dds"),
    _row(_I, "pcx", "image/vnd.zbrush.pcx image/x-pcx"),
    _row(_I, "sgi rgb bw", "image/sgi image/x-sgi"),
    _row(_I, "icns", "image/icns image/x-icns"),
    _row(_I, "cur", "image/x-win-bitmap"),
    _row(_I, "psd", "image/vnd.adobe.photoshop image/x-photoshop"),
    _row(_I, "svg", "image/svg+xml"),
    _row(_I, "tgs", "application/x-tgsticker"),
    _row(_I, "lottie", "application/zip+dotlottie application/lottie+json"),
    _row(_D, "pdf", "application/pdf"),
    _row(_D, "docx", f"{_OOXML}.wordprocessingml.document"),
    _row(_D, "doc", "application/msword"),
    _row(_D, "odt", f"{_ODF}.text"),
    _row(_D, "rtf", "application/rtf text/rtf"),
    _row(_D, "txt text", "text/plain"),
    _row(_D, "html htm xhtml", "text/html application/xhtml+xml"),
    _row(_D, "md markdown mkd", "text/markdown text/x-markdown"),
    _row(_D, "rst rest", "text/x-rst text/prs.fallenstein.rst"),
    _row(_D, "org", "text/org text/x-org"),
    _row(_D, "tex latex", "text/x-tex application/x-tex application/x-latex"),
    _row(_D, "epub", "application/epub+zip"),
    _row(_D, "eml", "message/rfc822"),
    _row(_D, "ipynb", "application/x-ipynb+json"),
    _row(_S, "xlsx", f"{_OOXML}.spreadsheetml.sheet"),
    _row(_S, "xls", "application/vnd.ms-excel"),
    _row(_S, "ods", f"{_ODF}.spreadsheet"),
    _row(_S, "csv", "text/csv application/csv"),
    _row(_S, "tsv tab", "text/tab-separated-values"),
    _row(_P, "pptx", f"{_OOXML}.presentationml.presentation"),
    _row(_P, "ppt", "application/vnd.ms-powerpoint"),
    _row(_P, "odp", f"{_ODF}.presentation"),
    _row(_Z, "zip", "application/zip application/x-zip-compressed"),
    _row(_Z, "7z", "application/x-7z-compressed"),
    _row(_Z, "tar", "application/x-tar"),
    _row(_Z, "tar.gz tgz", "application/gzip application/x-gzip application/x-gtar-compressed"),
    _row(_Z, "tar.bz2 tbz2 tbz", "application/x-bzip2 application/x-bzip"),
    _row(_Z, "tar.xz txz", "application/x-xz"),
    _row(_Z, "tar.zst tzst", "application/zstd"),
    _row(_Z, "rar", "application/vnd.rar application/x-rar application/x-rar-compressed"),
    _row(_T, "srt", "application/x-subrip text/srt"),
    _row(_T, "vtt webvtt", "text/vtt"),
    _row(_T, "ass", "text/x-ass text/x-ssa-plus"),
    _row(_T, "ssa", "text/x-ssa"),
    _row(_T, "sub", "text/x-microdvd"),
    _row(_T, "mpl mpl2", "text/x-mpl2"),
    _row(_T, "ttml dfxp", "application/ttml+xml"),
    _row(_T, "smi sami", "application/x-sami application/smil+xml"),
    _row(_T, "lrc", "application/lrc text/x-lrc"),
    _row(_T, "sbv", "text/x-sbv"),
    _row(_F, "ttf", "font/ttf font/sfnt application/x-font-ttf application/font-sfnt"),
    _row(_F, "otf", "font/otf application/vnd.ms-opentype application/x-font-otf"),
    _row(_F, "woff", "font/woff application/font-woff"),
    _row(_F, "woff2", "font/woff2 application/font-woff2"),
    _row(_F, "eot", "application/vnd.ms-fontobject"),
    _row(_F, "ttc otc", "font/collection application/x-font-ttc"),
    _row(_J, "json geojson", "application/json text/json application/geo+json"),
    _row(_J, "jsonl ndjson", "application/jsonl application/x-ndjson application/jsonlines"),
    _row(_J, "yaml yml", "application/yaml application/x-yaml text/yaml text/x-yaml"),
    _row(_J, "toml", "application/toml"),
    _row(_J, "xml", "application/xml text/xml"),
    _row(_J, "ini cfg", "text/x-ini"),
    _row(_J, "vcf vcard", "text/vcard text/x-vcard text/directory"),
    _row(_J, "ics ical ifb", "text/calendar"),
    _row(_J, "sqlite sqlite3 db db3", "application/vnd.sqlite3 application/x-sqlite3"),
)

_BY_EXTENSION = {extension: row for row in FORMATS for extension in row.extensions}
_BY_MEDIA_TYPE = {media_type: row for row in FORMATS for media_type in row.media_types}


def from_name(name: str) -> Format | None:
    """The format of that name or alias, in any case, with or without a leading dot."""
    return _BY_EXTENSION.get(name.strip().lstrip(".").lower())


def from_filename(filename: str) -> Format | None:
    """The format a file's name claims, by its longest known extension (``a.tar.gz`` before ``a.gz``)."""
    parts = filename.strip().lower().split(".")
    for start in range(1, len(parts)):
        if row := _BY_EXTENSION.get(".".join(parts[start:])):
            return row
    return None


def from_media_type(media_type: str) -> Format | None:
    """The format a media type names; parameters such as ``; charset`` are ignored."""
    return _BY_MEDIA_TYPE.get(media_type.split(";", maxsplit=1)[0].strip().lower())


def named(names: str) -> tuple[Format, ...]:
    """The formats of space-separated names; raises KeyError for one that has no row."""
    return tuple(_BY_EXTENSION[name] for name in names.split())
