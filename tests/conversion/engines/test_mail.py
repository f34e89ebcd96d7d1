"""E-mail: who wrote what to whom, in any alphabet, with nothing fetched."""

import email
import zipfile
from email.header import Header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from conversion import detection
from conversion.engines.mail import convert_letter
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines.desk import convert, converted, sample


def shown(content: bytes, target: str, folder: Path) -> str:
    (folder / "source.eml").write_bytes(content)
    convert_letter(folder / "source.eml", "eml", folder / "output", target)
    return (folder / "output").read_text(encoding="utf-8")


def test_a_message_becomes_a_page_with_its_pictures(tmp_path: Path) -> None:
    page = converted(sample("eml"), "html", tmp_path).read_text(encoding="utf-8")
    assert "Анна Иванова &lt;anna@example.org&gt;" in page
    assert "Образец: встреча &amp; чай" in page
    assert "<b>мягких</b>" in page
    assert "таблица.csv" in page
    assert 'src="data:image/png;base64,' in page
    assert "default-src 'none'" in page


def test_a_message_becomes_a_text(tmp_path: Path) -> None:
    lines = converted(sample("eml"), "txt", tmp_path).read_text(encoding="utf-8").splitlines()
    assert "Subject: Образец: встреча & чай" in lines
    assert "Съешь же ещё этих мягких французских булок." in lines
    assert not any("color" in line for line in lines)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_letters_without_a_declared_encoding_are_read(encoding: str, tmp_path: Path) -> None:
    letter = (
        "From: a@b.ru\nSubject: Приглашение на встречу\nDate: today\n\nСъешь же ещё этих мягких булок.\n  Второй ряд\n"
    )
    told = shown(letter.encode(encoding), "txt", tmp_path)
    assert "Subject: Приглашение на встречу" in told
    assert "Съешь же ещё этих мягких булок.\n  Второй ряд" in told


def test_a_long_name_is_put_together_again(tmp_path: Path) -> None:
    name, subject = "Константин Константинович Константинопольский", "Приглашение на встречу в понедельник и во вторник"
    written = [Header(said, "utf-8", maxlinelen=60).encode() for said in (name, subject)]
    letter = f"From: {written[0]} <a@b.ru>\nSubject: {written[1]}\nDate: today\n\nwords\n"
    assert letter.count("=?") > 3
    told = shown(letter.encode(), "txt", tmp_path)
    assert f"From: {name} <a@b.ru>\n" in told
    assert f"Subject: {subject}\n" in told


def test_a_letter_is_known_without_a_name(tmp_path: Path) -> None:
    assert detection.detect(sample("eml")) == "eml"
    plain = tmp_path / "plain"
    plain.write_text("Note: this is no letter.\nFrom here on it is a text.\n")
    assert detection.detect(plain) == "txt"


def test_a_message_without_a_word_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        shown(b"X-Nothing: here\n\n", "html", tmp_path)


def test_a_message_of_outlook_is_read_with_its_page_and_people(tmp_path: Path) -> None:
    page = converted(sample("msg"), "html", tmp_path).read_text(encoding="utf-8")
    assert "Анна Иванова &lt;anna@example.org&gt;" in page
    assert "Bob &lt;bob@example.org&gt;" in page
    assert "<b>мягких</b>" in page
    assert "таблица.csv" in page


def test_a_message_of_outlook_becomes_one_that_everybody_reads(tmp_path: Path) -> None:
    letter = email.message_from_bytes(converted(sample("msg"), "eml", tmp_path).read_bytes(), policy=default)
    assert isinstance(letter, EmailMessage)
    assert letter["Subject"] == "Образец: встреча & чай"
    assert letter["Date"].datetime.isoformat() == "2024-02-29T10:00:00+00:00"
    (attached,) = letter.iter_attachments()
    assert (attached.get_filename(), attached.get_payload(decode=True)) == ("таблица.csv", b"a,b\n")


@pytest.mark.parametrize("source", ["eml", "msg"])
def test_attachments_are_taken_out(source: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(converted(sample(source), "zip", tmp_path)) as archive:
        assert archive.read("таблица.csv") == b"a,b\n"


def test_names_of_attachments_lead_nowhere(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter.add_attachment(b"x", maintype="text", subtype="plain", filename="../../../etc/passwd")
    (tmp_path / "file.eml").write_bytes(letter.as_bytes())
    with zipfile.ZipFile(converted(tmp_path / "file.eml", "zip", tmp_path)) as archive:
        assert archive.namelist() == ["etc/passwd"]


def test_a_letter_without_attachments_says_so(tmp_path: Path) -> None:
    (tmp_path / "file.eml").write_bytes(b"From: a@b.ru\nDate: today\n\nwords\n")
    with pytest.raises(NothingToConvertError):
        convert(tmp_path / "file.eml", "zip", tmp_path)


def test_a_box_becomes_its_letters(tmp_path: Path) -> None:
    first, second = convert(sample("mbox"), "txt", tmp_path)
    assert "мягких французских" in first.read_text(encoding="utf-8")
    assert second.read_text(encoding="utf-8").endswith("\nFrom here on: спасибо!\n")


def test_a_truncated_message_of_outlook_is_damaged(tmp_path: Path) -> None:
    whole = sample("msg").read_bytes()
    for size in (len(whole) // 3, len(whole) * 6 // 10):
        (tmp_path / "file.msg").write_bytes(whole[:size])
        with pytest.raises(DamagedFileError):
            convert(tmp_path / "file.msg", "txt", tmp_path)
