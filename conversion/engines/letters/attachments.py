"""What came along with a letter, as an archive."""

import zipfile
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from conversion.archives.names import Names
from conversion.errors import NothingToConvertError


def pack(message: EmailMessage, output: Path) -> None:
    """Write a zip of the attachments by their names; raises `NothingToConvertError` where there are none."""
    names = Names()
    parts = [part for part in message.walk() if part.get_filename() and not part.is_multipart()]
    parts += [part for part in message.iter_attachments() if part.get_content_type() == "message/rfc822"]
    if not parts:
        raise NothingToConvertError("no attachments")
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(parts, start=1):
            archive.writestr(names.file(str(part.get_filename() or f"letter-{number}.eml")), _content(part))


def _content(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    if isinstance(data, bytes):
        return data
    (inner,) = part.iter_parts()  # a letter that is attached
    return inner.as_bytes()
