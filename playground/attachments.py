"""Makes of uploaded bytes what Telegram makes of them: photos in sizes, films with durations, voices that are none."""

import asyncio
import mimetypes
from pathlib import Path
from typing import Any

from playground import files, probe, refusals, uploads
from playground.parameters import whole

MAX_PHOTO_BYTES = 10 << 20
MAX_PHOTO_SIDES = 10_000
MAX_PHOTO_RATIO = 20
MAX_ROUND_SECONDS = 60
MAX_ANIMATED_STICKER = 64 << 10
VOICES = ("audio/ogg", "audio/mpeg", "audio/mp4", "audio/x-m4a", "application/ogg")
GUESSED = {".tgs": "application/x-tgsticker", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg"}
SONGS = ("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/flac", "audio/x-flac")

Content = dict[str, Any]


async def make(known: files.Files, kind: str, upload: uploads.Upload, given: Content) -> Content:
    """The part of a message's content that shows the upload as that kind, or as what Telegram shows instead.

    ``given`` holds what the sender says of it (duration, title, disable_content_type_detection, …).
    """
    if kind == "photo":
        return {"photo": await _photo(known, upload)}
    facts = await _facts(kind, upload, detect=not given.get("disable_content_type_detection"))
    return _shown(known, _kind(kind, upload, facts, given), upload, facts, given)


async def _facts(kind: str, upload: uploads.Upload, *, detect: bool) -> probe.Facts:
    if kind == "document" and not (detect and media_type(upload).startswith(("video/", "audio/", "image/gif"))):
        return probe.Facts()
    if kind == "sticker" and not media_type(upload).startswith("video/"):
        width, height = await asyncio.to_thread(probe.pixels, upload.path)
        return probe.Facts(width or 512, height or 512)
    return await probe.media(upload.path)


def media_type(upload: uploads.Upload) -> str:
    """What Telegram takes an upload for: by its name's ending, else what the sender says."""
    suffix = Path(upload.name).suffix.lower()
    return GUESSED.get(suffix) or mimetypes.guess_type("name" + suffix)[0] or upload.media_type


def _kind(kind: str, upload: uploads.Upload, facts: probe.Facts, given: Content) -> str:
    """The kind that Telegram shows: what can't be what it is sent as is shown as something else."""
    said = media_type(upload)
    if kind == "document" and not given.get("disable_content_type_detection"):
        return _detected(said, facts)
    if kind == "voice" and said not in VOICES:
        return "audio" if said.startswith("audio/") else "document"
    if kind == "video_note" and (facts.width != facts.height or facts.duration > MAX_ROUND_SECONDS):
        return "video"
    if kind == "sticker" and said == "application/x-tgsticker" and upload.size > MAX_ANIMATED_STICKER:
        return "document"
    return kind


def _detected(said: str, facts: probe.Facts) -> str:
    if said == "image/gif" or (said == "video/mp4" and facts.video and not facts.audio):
        return "animation"
    if said == "video/mp4" and facts.video:
        return "video"
    return "audio" if said in SONGS and facts.audio else "document"


def _shown(known: files.Files, kind: str, upload: uploads.Upload, facts: probe.Facts, given: Content) -> Content:
    name = upload.name or f"file{mimetypes.guess_extension(upload.media_type) or ''}"
    fields = {key: value for key, value in FIELDS[kind](facts, given).items() if value not in (None, "")}
    if kind not in ("sticker", "video_note"):
        fields["mime_type"] = media_type(upload)
    if kind not in ("sticker", "video_note", "voice"):
        fields["file_name"] = name
    if kind == "sticker":
        fields |= {"is_animated": media_type(upload) == "application/x-tgsticker"}
        fields |= {"is_video": media_type(upload).startswith("video/")}
    file = known.add(kind, upload, name, fields)
    return content(file)


def content(file: files.File) -> Content:
    """What a message with this file says. Animations are documents too, for clients that know no animations."""
    if file.kind != "animation":
        return {file.kind: file.fields}
    common = ("file_id", "file_unique_id", "file_size", "mime_type", "file_name")
    return {"animation": file.fields, "document": {key: file.fields[key] for key in common if key in file.fields}}


def _pixels(facts: probe.Facts, given: Content) -> Content:
    asked = {name: whole(given[name]) for name in ("width", "height", "duration") if given.get(name)}
    return {"width": facts.width, "height": facts.height, "duration": facts.duration} | asked


def _sound(facts: probe.Facts, given: Content) -> Content:
    title, performer = given.get("title") or facts.title, given.get("performer") or facts.performer
    return {"title": title, "performer": performer, **_seconds(facts, given)}


def _seconds(facts: probe.Facts, given: Content) -> Content:
    return {"duration": whole(given.get("duration")) or facts.duration}


def _round(facts: probe.Facts, given: Content) -> Content:
    return {"length": facts.width, **_seconds(facts, given)}


def _sticker(facts: probe.Facts, given: Content) -> Content:
    return {"width": facts.width, "height": facts.height, "type": "regular", "emoji": given.get("emoji")}


def _nothing(_facts: probe.Facts, _given: Content) -> Content:
    return {}


FIELDS = {
    "document": _nothing,
    "video": _pixels,
    "animation": _pixels,
    "audio": _sound,
    "voice": _seconds,
    "video_note": _round,
    "sticker": _sticker,
}


async def refuse_from_bot(kind: str, upload: uploads.Upload) -> None:
    """Raise what a bot is told that sends this; people's photos are made small by their own Telegram."""
    if not upload.size:
        raise refusals.bad_request("file must be non-empty")
    if kind != "photo":
        return
    if upload.size > MAX_PHOTO_BYTES:
        raise refusals.bad_request("file is too big")
    width, height = await asyncio.to_thread(probe.pixels, upload.path)
    if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
        raise refusals.bad_request("PHOTO_INVALID_DIMENSIONS")


async def _photo(known: files.Files, upload: uploads.Upload) -> list[Content]:
    sizes = await asyncio.to_thread(probe.photo_sizes, upload.path)
    if not sizes:
        raise refusals.bad_request("IMAGE_PROCESS_FAILED")
    made = [_size(known, width, height, data) for width, height, data in sizes]
    fields = [file.fields for file in made]
    for file in made:
        known.attach(file, fields)
    return fields


def _size(known: files.Files, width: int, height: int, data: bytes) -> files.File:
    upload = known.uploads.store(data, "photo.jpg", "image/jpeg")
    return known.add("photo", upload, upload.name, {"width": width, "height": height})
