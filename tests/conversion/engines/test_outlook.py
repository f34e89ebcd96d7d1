"""Outlook's messages of all ages: any alphabet of eight bits, letters in letters, what other programs leave in them."""

import email
import struct
import zipfile
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.conversion.engines.desk import converted
from tests.samples.make_mail import Storage, compound, storage

HEAD = struct.pack("<8x4I8x", 1, 1, 1, 1)
INNER_HEAD = HEAD[:24]
RUSSIAN, CHINESE = "Приглашение на встречу в понедельник", "會議邀請：請於星期一出席，謝謝"
CODE_PAGE = 0x3FFD


def letter(subject: str, body: str, numbers: dict[int, int] | None = None, head: bytes = HEAD) -> Storage:
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: body, 0x0C1A: "Anna", 0x0C1F: "anna@example.org"}
    return storage(texts, {}, numbers or {0x0C15: 1}, head)


def narrow(wide: Storage, encoding: str, head: int = 32) -> Storage:
    """The same with texts of eight bits a letter, as Outlook wrote them before 2003 and some programs do today."""
    made: Storage = {}
    for name, content in wide.items():
        if isinstance(content, dict):
            made[name] = narrow(content, encoding, 8)
        elif name.endswith("001F"):
            made[f"{name[:-1]}E"] = content.decode("utf-16-le").encode(encoding)
        else:
            made[name] = content
    properties = made["__properties_version1.0"]
    assert isinstance(properties, bytes)
    rows = bytearray(properties)
    for at in range(head, len(rows), 16):
        if rows[at] == 0x1F:
            rows[at] = 0x1E
    return {**made, "__properties_version1.0": bytes(rows)}


def read(root: Storage, folder: Path) -> EmailMessage:
    (folder / "a.msg").write_bytes(compound(root))
    message = email.message_from_bytes(converted(folder / "a.msg", "eml", folder).read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize(
    ("said", "encoding", "numbers"),
    [
        (RUSSIAN, "cp1251", {CODE_PAGE: 1251}),
        (RUSSIAN, "koi8-r", {0x3FDE: 20866}),
        (RUSSIAN, "cp1251", {0x3FDE: 20127}),
        (CHINESE, "cp950", {0x3FDE: 950}),
        (RUSSIAN, "utf-8", {CODE_PAGE: 4242}),
    ],
)
def test_texts_of_eight_bits_a_letter_are_read(
    said: str, encoding: str, numbers: dict[int, int], tmp_path: Path
) -> None:
    root = letter(said, said, numbers)
    root["__recip_version1.0_#00000000"] = storage({0x3001: said, 0x3003: "b@example.org"}, {}, {0x0C15: 1}, bytes(8))
    message = read(narrow(root, encoding), tmp_path)
    assert message["Subject"] == said
    written = dict(message.raw_items())["To"]
    assert str(make_header(decode_header(written))) == f"{said} <b@example.org>"
    assert message.get_content().strip() == said


def test_a_letter_within_a_letter_is_kept(tmp_path: Path) -> None:
    root = letter("Outer", "outer words")
    root["__attach_version1.0_#00000000"] = storage({0x3001: "Вложение"}, {}, {0x3705: 5}, bytes(8)) | {
        "__substg1.0_3701000D": letter("Inner", RUSSIAN, head=INNER_HEAD)
    }
    (attached,) = read(root, tmp_path).iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("message/rfc822", "Вложение.eml")
    assert attached.get_content()["Subject"] == "Inner"
    assert attached.get_content().get_content().strip() == RUSSIAN
    assert "Вложение.eml" in converted(tmp_path / "a.msg", "txt", tmp_path).read_text("utf-8")
    with zipfile.ZipFile(converted(tmp_path / "a.msg", "zip", tmp_path)) as archive:
        assert archive.namelist() == ["Вложение.eml"]


def test_the_zeros_that_end_texts_are_no_part_of_them(tmp_path: Path) -> None:
    message = read(letter("Subject\0", "Words\0"), tmp_path)
    assert message["Subject"] == "Subject"
    assert message.get_content().strip() == "Words"


def test_a_letter_without_a_word_is_a_letter(tmp_path: Path) -> None:
    message = read(storage({0x001A: "IPM.Note", 0x1000: ""}, {}, {0x0C15: 1}, HEAD), tmp_path)
    assert message.get_content().strip() == ""
