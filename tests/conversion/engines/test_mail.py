"""E-mail: who wrote what to whom, in any alphabet, with nothing fetched."""

from pathlib import Path

import pytest

from conversion import detection
from conversion.engines.mail import convert_mail
from conversion.errors import NothingToConvertError
from tests.conversion.engines.desk import converted, sample


def shown(content: bytes, target: str, folder: Path) -> str:
    (folder / "source.eml").write_bytes(content)
    convert_mail(folder / "source.eml", folder / "output", target)
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


def test_a_letter_is_known_without_a_name(tmp_path: Path) -> None:
    assert detection.detect(sample("eml")) == "eml"
    plain = tmp_path / "plain"
    plain.write_text("Note: this is no letter.\nFrom here on it is a text.\n")
    assert detection.detect(plain) == "txt"


def test_a_message_without_a_word_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        shown(b"X-Nothing: here\n\n", "html", tmp_path)
