"""Letters with pictures elsewhere, attachments that climb, letters in letters."""

from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.trial import Hostile
from tests.hostile.writings import READ


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    page = f'<html><body><img src="{bait.url}/x.png"><img src="file://{bait.picture}"><img src="cid:../../secret.png"><iframe src="file://{bait.text}"></iframe><link rel="stylesheet" href="{bait.url}/x.css">x</body></html>'
    head = "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    yield Hostile("pictures.eml", f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n".encode(), READ)
    yield Hostile(
        "pictures.mht",
        f'{head}Content-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: file://{bait.folder}/x.html\r\n\r\n{page}\r\n--b--\r\n'.encode(),
        READ,
    )
    part = 'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{}"\r\n\r\nevil\r\n'
    names = (
        "../../was-here",
        str(bait.mark),
        "..\\..\\was-here",
        "x" * 500,
        "a\0b",
        "=?utf-8?B?Li4vLi4vd2FzLWhlcmU=?=",
    )
    parts = "".join(f"--b\r\n{part.format(name)}" for name in names)
    letter = f"{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n{parts}--b--\r\n"
    yield Hostile("climbing.eml", letter.encode(), ("pdf", "zip", "html"))
    body = f'Content-Type: message/external-body; access-type=local-file; name="{bait.text}"\r\n\r\nContent-Type: text/plain\r\n\r\n'
    yield Hostile("body elsewhere.eml", f"{head}{body}".encode(), READ)
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000))
    yield Hostile("deep.eml", f"{head}{deep}".encode(), ("pdf", "txt"))
    yield Hostile(
        "letters in letters.eml",
        (
            head + "Content-Type: message/rfc822\r\n\r\n" + (head + "Content-Type: message/rfc822\r\n\r\n") * 2000
        ).encode(),
        ("pdf", "txt"),
    )
    yield Hostile(
        "unknown charset.eml",
        f'{head}Content-Type: text/plain; charset="../../etc/passwd"\r\nContent-Transfer-Encoding: base64\r\n\r\n====\r\n'.encode(),
        ("txt", "pdf"),
    )
    yield Hostile(
        "many.mbox",
        (b"From a@example.com Thu Jan  1 00:00:00 2026\n" + head.replace("\r", "").encode() + b"\nx\n\n") * 30_000,
        ("txt", "html"),
    )
