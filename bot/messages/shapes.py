"""Shapes: as what a result appears in the chat, in Telegram's words, and which of them are edits."""

from collections.abc import Callable

from telegram import (
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)

from bot.records.deliveries import View
from conversion import formats, registry
from conversion.errors import NoRouteError
from conversion.options.catalogue import MAX
from conversion.reports import Remark

DOCUMENT, ALBUM, PARTS, VOLUMES = "document", "album", "parts", "volumes"
# What a status message can be turned into; doing it twice shows one result.
EDITS: dict[str, Callable[..., InputMedia]] = {
    "document": InputMediaDocument,
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
    "animation": InputMediaAnimation,
}
# What has to be sent, and so its intent stamped first.
SENT = ("voice", "video_note", "sticker", ALBUM, PARTS, VOLUMES)
# Targets that are made for one shape.
MADE_FOR = {
    "voice": "voice",
    "round-video": "video_note",
    "animation": "animation",
    "sticker": "sticker",
    "video-sticker": "sticker",
}
# Everything else stays a document. A picture sent as a photo, or a GIF sent as an animation, is encoded anew by
# Telegram: it would be no PNG and no GIF any more.
PLAYED = {"mp4": "video", "mp3": "audio", "m4a": "audio"}
# What else such a result may appear as, if somebody asks for it.
POSSIBLE = {
    "mp4": ("document", "video", "animation"),
    "mp3": ("document", "audio"),
    "m4a": ("document", "audio"),
    "gif": ("document", "animation"),
    "jpg": ("document", "photo"),
    "png": ("document", "photo"),
    "webp": ("document", "photo"),
}


def of(view: View) -> str:
    """As what the result is to appear, as far as its row tells: an `ALBUM` only if the files are few."""
    if view.shape:
        return view.shape
    if made_for := MADE_FOR.get(view.target):
        return made_for
    if Remark.SEVERAL in view.remarks:
        return ALBUM
    return PLAYED.get(_stored(view), DOCUMENT)


def others(view: View) -> tuple[str, ...]:
    """As what else the result itself may appear."""
    return tuple(shape for shape in POSSIBLE.get(_stored(view), ()) if shape != of(view))


def targets(source_name: str | None) -> list[str]:
    """What a file of that format can become for one of Telegram's shapes."""
    source = formats.from_name(source_name or "")
    possible = {target.name for target in registry.targets_for(source)} if source else set()
    return [name for name in MADE_FOR if name in possible]


def _stored(view: View) -> str:
    known = formats.from_filename(view.output_name or "")
    return known.name if known else ""


def can_shrink(view: View) -> bool:
    """Whether the conversion understands to be held under a size."""
    source, target = formats.from_name(view.source_format or ""), formats.from_name(view.target)
    try:
        known = registry.options_for(source, target) if source and target else ()
    except NoRouteError:
        return False
    return any(option.name == MAX.name for option in known)
