"""Outlook's messages as those that everybody else sends."""

import email.utils
import struct
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import olefile

from conversion.contents import documents, text
from conversion.engines.letters import alphabets, folding
from conversion.errors import DamagedFileError, TooLargeError

# Property numbers, [MS-OXPROPS]: the page, the kind of a recipient, the short name and the mark of an attachment.
HTML, RECIPIENT_KIND, SHORT_NAME, CONTENT_ID, TITLE = 0x1013, 0x0C15, 0x3704, 0x3712, 0x3001
DEEPEST = 20  # letters within letters
KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
# What the library raises on bytes that it can't make sense of.
FAULTS = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, struct.error)


def read(path: Path) -> EmailMessage:
    """The message with all its attachments; raises `DamagedFileError`."""
    from oxmsg import Message  # noqa: PLC0415 - only a child that reads such a message needs it
    from oxmsg.storage import Storage  # noqa: PLC0415 - as above

    documents.check(path, "msg")
    try:
        _check_whole(path)
        with olefile.OleFileIO(path) as ole:
            root = Storage.from_ole(ole)
        return _message(Message(alphabets.widened(root)))
    except FAULTS as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _check_whole(path: Path) -> None:
    """What all small streams share is there; the library takes a missing one for an empty one."""
    with olefile.OleFileIO(path) as ole:
        starts = (ole.first_mini_fat_sector, ole.root.isectStart)
        if any(len(ole.fat) <= start <= olefile.MAXREGSECT for start in starts):
            raise DamagedFileError("cut off")


def _message(source: Any, depth: int = 0) -> EmailMessage:
    message = EmailMessage(policy=folding.POLICY)
    for name, value in _headers(source):
        if value:
            message[name] = " ".join(_clean(str(value)).split())
    _write(message, _clean(source.body or ""), _clean(_page(source)))
    for number, attachment in enumerate(source.attachments, start=1):
        if inner := _letter(attachment):
            if depth == DEEPEST:
                raise TooLargeError("letters in letters", DEEPEST)
            _attach_letter(message, _message(inner, depth + 1), attachment)
        else:
            _attach(message, attachment, number)
    return message


def _write(message: EmailMessage, body: str, page: str) -> None:
    if body or not page:
        message.set_content(body, charset="utf-8")
    if page and body:
        message.add_alternative(page, subtype="html", charset="utf-8")
    elif page:
        message.set_content(page, subtype="html", charset="utf-8")


def _clean(said: str) -> str:
    """Without the zero that ends a text in the memory of some programs."""
    return said.replace("\0", "")


def _headers(source: Any) -> list[tuple[str, str | None]]:
    """A letter that nobody sent yet has a sender all the same, since that is what tells a letter."""
    sent = source.sent_date
    found: list[tuple[str, str | None]] = [("From", source.sender or "<>")]
    for kind, name in KINDS.items():
        people = [
            email.utils.formataddr((_clean(person.name or ""), _clean(person.email_address or "")), charset="utf-8")
            for person in source.recipients
            if (person.properties.int_prop_value(RECIPIENT_KIND) or 1) == kind
        ]
        found.append((name, ", ".join(people)))
    return [*found, ("Date", email.utils.format_datetime(sent) if sent else None), ("Subject", source.subject)]


def _page(source: Any) -> str:
    data = source.properties.binary_prop_value(HTML)
    if data is None:
        return source.html_body or ""
    return text.decode(data.replace(b"\0", b""))


def _letter(attachment: Any) -> Any:
    """The letter that is attached, if it is one; else None."""
    from oxmsg import Message  # noqa: PLC0415 - as above

    inner = alphabets.inner(attachment._storage)  # noqa: SLF001 - the library knows of files only
    return Message(inner) if inner else None


def _attach_letter(message: EmailMessage, inner: EmailMessage, attachment: Any) -> None:
    """Under the name that Outlook shows."""
    name = _clean(attachment.properties.str_prop_value(TITLE) or "") or str(inner["Subject"] or "letter")
    message.add_attachment(inner, filename=f"{name}.eml")


def _attach(message: EmailMessage, attachment: Any, number: int) -> None:
    """A picture that the page shows keeps the mark by which it does."""
    data = attachment.file_bytes
    if data is None:
        return
    name = attachment.file_name or attachment.properties.str_prop_value(SHORT_NAME) or f"attachment-{number}"
    main, _slash, sub = _clean(attachment.mime_type or "").partition("/")
    message.add_attachment(data, maintype=main or "application", subtype=sub or "octet-stream", filename=_clean(name))
    mark = attachment.properties.str_prop_value(CONTENT_ID)
    if mark:
        parts = list(message.iter_attachments())
        parts[-1]["Content-ID"] = f"<{_clean(mark)}>"
