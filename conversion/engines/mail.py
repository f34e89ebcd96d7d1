"""E-mail messages into pages and texts, by Python's own parser."""

import base64
import email
import html
import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

from conversion import formats
from conversion.contents import text
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs
from conversion.engines.letters import attachments, boxes, folding, outlook
from conversion.errors import NothingToConvertError, TooLargeError

LETTERS = formats.named("eml msg")
MBOX = formats.named("mbox")
PAGES, EML, ZIP = formats.named("html txt"), formats.named("eml"), formats.named("zip")
MOST_LETTERS = 1000  # of one box
HEADERS = ("From", "To", "Cc", "Date", "Subject")
# Nothing runs and nothing is fetched: pictures from outside tell their sender who reads.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
PAGE = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>
</head><body>
{header}
<hr>
{body}
</body></html>
"""
CONTENT_ID = re.compile(r"""cid:([^"'\s)>]+)""", re.IGNORECASE)
SURROGATE = re.compile("[\udc80-\udcff]")  # what is left of a byte that is no ASCII
UNSEEN = frozenset(("style", "script", "head", "title"))
BLOCKS = frozenset(("p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table"))
EMPTY_LINES = re.compile(r"\n{3,}")


class MailEngine(Engine):
    """Shows who wrote what to whom; pictures inside stay, attachments are named, or taken out as a zip."""

    name = "mail"
    queue = "document"
    libraries = ("python-oxmsg",)
    routes = all_routes(LETTERS, PAGES + EML + ZIP) | all_routes(MBOX, EML + PAGES)

    def convert(self, step: Step) -> None:
        """Parse and write in a child; a box of letters becomes a file for each."""
        kind, target = step.source_format.name, step.target.name
        if kind == "mbox":
            outputs.place(step, step.scratch, step.runner.call(convert_box, step.source, target, step.scratch))
        else:
            step.runner.call(convert_letter, step.source, kind, step.output, target)


def convert_letter(source: Path, kind: str, output: Path, target: str) -> None:
    """Write a letter of the format ``kind`` as ``target``; raises `NothingToConvertError` and `DamagedFileError`."""
    message = outlook.read(source) if kind == "msg" else _parsed(source.read_bytes())
    if target == "eml":
        output.write_bytes(message.as_bytes(policy=folding.POLICY))
    elif target == "zip":
        attachments.pack(message, output)
    else:
        show(message, output, target)


def convert_box(source: Path, target: str, folder: Path) -> int:
    """Write each letter of a box into ``folder`` as ``1``, ``2``, …; how many there are."""
    count = 0
    for count, content in enumerate(boxes.letters(source), start=1):
        if count > MOST_LETTERS:
            raise TooLargeError("letters", MOST_LETTERS)
        if target == "eml":
            (folder / str(count)).write_bytes(content)
        else:
            show(_parsed(content), folder / str(count), target)
    if not count:
        raise NothingToConvertError("no letters")
    return count


def _parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)  # what that policy makes
    return message


def show(message: EmailMessage, output: Path, target: str) -> None:
    """Write a message as a page or a text; raises `NothingToConvertError` for one without a word."""
    header = [(name, _header(message, name)) for name in HEADERS if message[name]]
    header += [("Attachments", ", ".join(files))] if (files := _attachments(message)) else []
    body = _body(message)
    if not header and not body.strip():
        raise NothingToConvertError("no words")
    output.write_text(_page(header, body) if target == "html" else _text(header, body), encoding="utf-8", newline="\n")


def _header(message: EmailMessage, name: str) -> str:
    """Some programs write headers in bytes of their own alphabet."""
    raw = next(value for header, value in message.raw_items() if header.lower() == name.lower())
    if SURROGATE.search(raw):
        return " ".join(text.decode(raw.encode("utf-8", errors="surrogateescape")).split())
    return " ".join((_joined(raw) or str(message[name])).split())


def _joined(raw: str) -> str | None:
    """What words in other alphabets say: the newer parser puts spaces between the parts of a long name."""
    try:
        return str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        return None


def _attachments(message: EmailMessage) -> list[str]:
    return [
        str(part.get_filename() or part.get_content_type())
        for part in message.iter_attachments()
        if not part["Content-ID"]
    ]


def _body(message: EmailMessage) -> str:
    """As HTML."""
    part = message.get_body(("html", "plain"))
    if part is None:
        return ""
    content = _content(part)
    if not content.strip():
        return ""
    if part.get_content_type() != "text/html":
        return f'<div style="white-space: pre-wrap">{html.escape(content, quote=False)}</div>'
    pictures = {str(inner["Content-ID"]).strip("<> "): inner for inner in message.walk() if inner["Content-ID"]}
    return CONTENT_ID.sub(lambda found: _inline(pictures.get(found[1])) or found[0], content)


def _content(part: MIMEPart) -> str:
    """In the encoding it names, or in the likeliest."""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)  # a part that is no multipart
    try:
        said = data.decode(part.get_content_charset("utf-8"))
    except (UnicodeDecodeError, LookupError):
        said = text.decode(data)
    return said.replace("\r\n", "\n")


def _inline(part: MIMEPart | None) -> str:
    data = part.get_payload(decode=True) if part is not None and part.get_content_maintype() == "image" else None
    if part is None or not isinstance(data, bytes):
        return ""
    return f"data:{part.get_content_type()};base64,{base64.b64encode(data).decode()}"


def _page(header: list[tuple[str, str]], body: str) -> str:
    rows = "\n".join(f"<p><strong>{name}:</strong> {html.escape(said)}</p>" for name, said in header)
    title = html.escape(dict(header).get("Subject", "E-mail"))
    return PAGE.format(policy=html.escape(POLICY, quote=False), title=title, header=rows, body=body)


class _Reader(HTMLParser):
    """Collects the words that a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen: list[str] = []
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line for each block."""
        if tag in UNSEEN:
            self._unseen.append(tag)
        self._kept += "pre-wrap" in (dict(attrs).get("style") or "")
        if tag in BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A new line after each block, too."""
        if tag in self._unseen:
            self._unseen.remove(tag)
        if tag in BLOCKS - {"br"}:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Spaces as a browser shows them."""
        if not self._unseen:
            self.said.append(data if self._kept else re.sub(r"\s+", " ", data))


def _text(header: list[tuple[str, str]], body: str) -> str:
    reader = _Reader()
    reader.feed(body)
    reader.close()
    said = "\n".join(line.rstrip() for line in "".join(reader.said).replace("\xa0", " ").split("\n")).strip("\n")
    return "".join(f"{name}: {value}\n" for name, value in header) + "\n" + EMPTY_LINES.sub("\n\n", said) + "\n"
