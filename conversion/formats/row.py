"""What a row of the catalogue holds."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a format holds; menus are grouped by it."""

    VIDEO = "video"
    AUDIO = "audio"
    IMAGE = "image"
    DRAWING = "drawing"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    EBOOK = "ebook"
    MODEL = "model"
    ARCHIVE = "archive"
    SUBTITLE = "subtitle"
    FONT = "font"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    ``name`` is lower case and unique (``tar.gz``); ``extensions`` have no leading dot, the usual one first;
    ``media_types`` are what servers and libmagic call it, the registered one first. ``stored_as`` is the name of the
    format that its bytes are of, where it is a special sort of that one (``pdf-small`` is a PDF): such a row is a
    target only, and no file's name claims it.
    """

    name: str
    kind: Kind
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    stored_as: str = ""

    @property
    def extension(self) -> str:
        """The usual extension, without a dot."""
        return self.extensions[0]

    @property
    def label(self) -> str:
        """How people read it: the name in capitals."""
        return self.name.upper().replace("-", " ")

    def __str__(self) -> str:
        return self.name


def row(kind: Kind, extensions: str, media_types: str) -> Format:
    """A row of the catalogue; the first extension is the format's name."""
    names = tuple(extensions.split())
    return Format(names[0], kind, names, tuple(media_types.split()))


def special(name: str, ordinary: Format) -> Format:
    """A row for a special sort of another: for who asks for it, not for what files are."""
    return Format(name, ordinary.kind, ordinary.extensions[:1], (), stored_as=ordinary.name)
