"""Outlook's messages as those that everybody else sends."""

import email.policy
import email.utils
import struct
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import olefile

from conversion.contents import documents, text
from conversion.errors import DamagedFileError

# Property numbers, [MS-OXPROPS]: the page, the kind of a recipient, the short name and the mark of an attachment.
HTML, RECIPIENT_KIND, SHORT_NAME, CONTENT_ID = 0x1013, 0x0C15, 0x3704, 0x3712
KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
# What the library raises on bytes that it can't make sense of.
FAULTS = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, struct.error)


def read(path: Path) -> EmailMessage:
    """The message with all its attachments; raises `DamagedFileError`."""
    from oxmsg import Message  # noqa: PLC0415 - only a child that reads such a message needs it

    documents.check(path, "msg")
    try:
        _check_whole(path)
        return _message(Message.load(str(path)))
    except FAULTS as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _check_whole(path: Path) -> None:
    """What all small streams share is there; the library takes a missing one for an empty one."""
    with olefile.OleFileIO(path) as ole:
        starts = (ole.first_mini_fat_sector, ole.root.isectStart)
        if any(len(ole.fat) <= start <= olefile.MAXREGSECT for start in starts):
            raise DamagedFileError("cut off")


def _message(source: Any) -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    for name, value in _headers(source):
        if value:
            message[name] = " ".join(str(value).split())
    page = _page(source)
    if source.body or not page:
        message.set_content(source.body or "", charset="utf-8")
    if page and source.body:
        message.add_alternative(page, subtype="html", charset="utf-8")
    elif page:
        message.set_content(page, subtype="html", charset="utf-8")
    for number, attachment in enumerate(source.attachments, start=1):
        _attach(message, attachment, number)
    return message


def _headers(source: Any) -> list[tuple[str, str | None]]:
    sent = source.sent_date
    found: list[tuple[str, str | None]] = [("From", source.sender)]
    for kind, name in KINDS.items():
        people = [
            email.utils.formataddr((person.name or "", person.email_address or ""), charset="utf-8")
            for person in source.recipients
            if (person.properties.int_prop_value(RECIPIENT_KIND) or 1) == kind
        ]
        found.append((name, ", ".join(people)))
    return [*found, ("Date", email.utils.format_datetime(sent) if sent else None), ("Subject", source.subject)]


def _page(source: Any) -> str:
    data = source.properties.binary_prop_value(HTML)
    if data is None:
        return source.html_body or ""
    try:
        return str(data.decode(source.properties.body_encoding))
    except (UnicodeDecodeError, LookupError):
        return text.decode(data)


def _attach(message: EmailMessage, attachment: Any, number: int) -> None:
    """A picture that the page shows keeps the mark by which it does; a message within a message has no bytes."""
    data = attachment.file_bytes
    if data is None:
        return
    name = attachment.file_name or attachment.properties.str_prop_value(SHORT_NAME) or f"attachment-{number}"
    main, _slash, sub = (attachment.mime_type or "").partition("/")
    message.add_attachment(data, maintype=main or "application", subtype=sub or "octet-stream", filename=name)
    mark = attachment.properties.str_prop_value(CONTENT_ID)
    if mark:
        parts = list(message.iter_attachments())
        parts[-1]["Content-ID"] = f"<{mark}>"
