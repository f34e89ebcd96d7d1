"""Telegram's many kinds of file as one: the Attachment."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from telegram import Animation, Audio, Document, ExternalReplyInfo, Message, PhotoSize, Sticker, Video, VideoNote, Voice
from telegram.ext import filters

from conversion import formats, names
from conversion.formats import Format

File = Animation | Audio | Document | PhotoSize | Sticker | Video | VideoNote | Voice
MADE_UP_STEMS = {"document": "file", "video_note": "round video"}

FILES = (
    filters.Document.ALL
    | filters.PHOTO
    | filters.VIDEO
    | filters.AUDIO
    | filters.VOICE
    | filters.VIDEO_NOTE
    | filters.ANIMATION
    | filters.Sticker.ALL
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message.

    ``kind`` is Telegram's word for it (``document``, ``photo``, ``video``, ``audio``, ``voice``, ``video_note``,
    ``animation``, ``sticker``); ``name`` is fit for showing and for a file system, and made up where Telegram has
    none; ``size`` is in bytes.
    """

    kind: str
    file_id: str
    file_unique_id: str
    name: str
    media_type: str | None = None
    size: int | None = None

    @property
    def format(self) -> Format | None:
        """What it seems to be: by its name, then by its media type."""
        return formats.from_filename(self.name) or formats.from_media_type(self.media_type or "")

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a column."""
        return asdict(self)


def from_json(values: Mapping[str, Any]) -> Attachment:
    """The attachment that `Attachment.as_json` made them of."""
    return Attachment(**values)


def attachment_of(message: Message | ExternalReplyInfo) -> Attachment | None:
    """The file that a message carries, if it carries one.

    An animation comes with a copy of itself as a document, for old apps: the order decides.
    """
    for kind, describe in KINDS.items():
        if file := getattr(message, kind):
            return describe(kind, file)
    return None


def _attachment(kind: str, file: File, name: str | None, media_type: str | None) -> Attachment:
    shown = names.clean(name or MADE_UP_STEMS.get(kind, kind) + _extension(media_type))
    return Attachment(kind, file.file_id, file.file_unique_id, shown, media_type, file.file_size)


def _extension(media_type: str | None) -> str:
    """The usual extension with its dot; nothing where the type says nothing."""
    known = formats.from_media_type(media_type or "")
    return f".{known.extension}" if known else ""


def _document(kind: str, document: Document) -> Attachment:
    return _attachment(kind, document, document.file_name, document.mime_type)


def _video(kind: str, video: Video | Animation) -> Attachment:
    return _attachment(kind, video, video.file_name, video.mime_type or "video/mp4")


def _audio(kind: str, audio: Audio) -> Attachment:
    media_type = audio.mime_type or "audio/mpeg"
    title = " - ".join(part for part in (audio.performer, audio.title) if part)
    return _attachment(kind, audio, audio.file_name or (title and title + _extension(media_type)), media_type)


def _photo(kind: str, sizes: tuple[PhotoSize, ...]) -> Attachment:
    largest = max(sizes, key=lambda size: size.width * size.height)
    return _attachment(kind, largest, None, "image/jpeg")


def _voice(kind: str, voice: Voice) -> Attachment:
    return _attachment(kind, voice, None, voice.mime_type or "audio/ogg")


def _video_note(kind: str, note: VideoNote) -> Attachment:
    return _attachment(kind, note, None, "video/mp4")


def _sticker(kind: str, sticker: Sticker) -> Attachment:
    if sticker.is_animated:
        return _attachment(kind, sticker, "sticker.tgs", "application/x-tgsticker")
    return _attachment(kind, sticker, None, "video/webm" if sticker.is_video else "image/webp")


KINDS: dict[str, Callable[[str, Any], Attachment]] = {
    "animation": _video,
    "photo": _photo,
    "video": _video,
    "audio": _audio,
    "voice": _voice,
    "video_note": _video_note,
    "sticker": _sticker,
    "document": _document,
}
