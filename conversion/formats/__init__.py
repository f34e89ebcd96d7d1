"""The catalogue of file formats: one row a format, its aliases in that row only."""

from conversion.formats import archives, audio, documents, drawings, ebooks, images, markups, models, others, video
from conversion.formats.row import Format as Format
from conversion.formats.row import Kind as Kind

FORMATS: tuple[Format, ...] = (
    *video.ROWS,
    *audio.ROWS,
    *images.ROWS,
    *documents.ROWS,
    *drawings.ROWS,
    *markups.ROWS,
    *ebooks.ROWS,
    *archives.ROWS,
    *models.ROWS,
    *others.ROWS,
)

_ORDINARY = [row for row in FORMATS if not row.stored_as]
_BY_EXTENSION = {extension: row for row in _ORDINARY for extension in row.extensions}
_BY_NAME = _BY_EXTENSION | {row.name: row for row in FORMATS}
_BY_MEDIA_TYPE = {media_type: row for row in FORMATS for media_type in row.media_types}


def from_name(name: str) -> Format | None:
    """The format of that name or alias, in any case, with or without a leading dot."""
    return _BY_NAME.get(name.strip().lstrip(".").lower())


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
    return tuple(_BY_NAME[name] for name in names.split())


def stored(row: Format) -> Format:
    """What its bytes are of: the row itself, or the one that it is a special sort of."""
    return _BY_NAME[row.stored_as] if row.stored_as else row
