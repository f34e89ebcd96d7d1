"""Which file a message means."""

from typing import Any

import pytest
from telegram import Message

from bot.choosing import shortcuts

CHAT = {"id": -100, "type": "supergroup", "title": "Studio"}
DOCUMENT = {"file_id": "id", "file_unique_id": "unique", "file_name": "a.pdf"}
ORIGIN = {"type": "user", "date": 0, "sender_user": {"id": 5, "is_bot": False, "first_name": "Eve"}}


def meant(**content: Any) -> tuple[int, str, str | None] | None:
    """Message id, name and album of the file that message 7 means."""
    message = Message.de_json({"message_id": 7, "date": 0, "chat": CHAT, **content}, None)
    found = shortcuts.file_of(message)
    return (found.message_id, found.attachment.name, found.media_group_id) if found else None


def earlier(**content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 0, "chat": CHAT, **content}


@pytest.mark.parametrize(
    ("content", "file"),
    [
        ({"document": DOCUMENT, "caption": "/convert txt"}, (7, "a.pdf", None)),
        ({"document": DOCUMENT, "media_group_id": "11"}, (7, "a.pdf", "11")),
        ({"text": "txt", "reply_to_message": earlier(document=DOCUMENT, media_group_id="11")}, (3, "a.pdf", None)),
        ({"text": "txt", "external_reply": {"origin": ORIGIN, "document": DOCUMENT}}, (7, "a.pdf", None)),
        ({"text": "txt", "reply_to_message": earlier(text="look")}, None),
        ({"text": "txt"}, None),
    ],
)
def test_a_message_means_its_own_file_or_the_one_it_replies_to(content: Any, file: Any) -> None:
    assert meant(**content) == file
