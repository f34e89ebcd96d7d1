"""Telegram's kinds of file become Attachments with names and formats."""

from typing import Any

import pytest
from telegram import Message

from bot.api import attachments
from bot.api.attachments import Attachment

FILE = {"file_id": "id", "file_unique_id": "unique", "file_size": 7}
MOVING = {**FILE, "width": 64, "height": 48, "duration": 1}
STICKER = {**FILE, "width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}


def attachment_in(**content: Any) -> Attachment | None:
    """The attachment of a message with that content, as the Bot API writes it."""
    return attachments.attachment_of(
        Message.de_json({"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, **content}, None)
    )


@pytest.mark.parametrize(
    ("kind", "content", "name", "format_name"),
    [
        ("document", {**FILE, "file_name": "a.tar.gz"}, "a.tar.gz", "tar.gz"),
        ("document", {**FILE, "mime_type": "application/pdf"}, "file.pdf", "pdf"),
        ("document", {**FILE, "file_name": "README", "mime_type": "text/plain"}, "README", "txt"),
        ("document", FILE, "file", None),
        ("video", {**MOVING, "file_name": "film.mov", "mime_type": "video/quicktime"}, "film.mov", "mov"),
        ("video", MOVING, "video.mp4", "mp4"),
        ("audio", {**FILE, "duration": 1, "performer": "AC/DC", "title": "T.N.T."}, "AC DC - T.N.T.mp3", "mp3"),
        ("audio", {**FILE, "duration": 1, "mime_type": "audio/flac"}, "audio.flac", "flac"),
        ("voice", {**FILE, "duration": 1, "mime_type": "audio/ogg"}, "voice.ogg", "ogg"),
        ("video_note", {**FILE, "length": 240, "duration": 1}, "round video.mp4", "mp4"),
        ("animation", {**MOVING, "file_name": "fun.gif.mp4"}, "fun.gif.mp4", "mp4"),
        ("sticker", STICKER, "sticker.webp", "webp"),
        ("sticker", {**STICKER, "is_video": True}, "sticker.webm", "webm"),
        ("sticker", {**STICKER, "is_animated": True}, "sticker.tgs", "tgs"),
    ],
)
def test_a_file_has_a_name_and_a_format(kind: str, content: Any, name: str, format_name: str | None) -> None:
    found = attachment_in(**{kind: content})

    assert found is not None
    assert (found.kind, found.file_id, found.size) == (kind, "id", 7)
    assert found.name == name
    assert (found.format and found.format.name) == format_name


def test_the_largest_size_of_a_photo_counts() -> None:
    sizes = [{**FILE, "file_id": str(width), "width": width, "height": width} for width in (90, 1280, 320)]

    found = attachment_in(photo=sizes)

    assert found == Attachment("photo", "1280", "unique", "photo.jpg", "image/jpeg", 7)


def test_an_animation_is_not_the_document_that_comes_with_it() -> None:
    found = attachment_in(animation={**MOVING, "file_name": "a.mp4"}, document={**FILE, "file_name": "a.mp4"})

    assert found is not None
    assert found.kind == "animation"


def test_a_message_without_a_file_has_none() -> None:
    assert attachment_in(text="hello") is None


def test_an_attachment_survives_the_database() -> None:
    found = attachment_in(document={**FILE, "file_name": "a.zip"})

    assert found is not None
    assert attachments.from_json(found.as_json()) == found
