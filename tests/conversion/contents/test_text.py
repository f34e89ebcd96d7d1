"""Texts in old encodings."""

import pytest

from conversion.contents import text
from conversion.errors import DamagedFileError

RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю. В чащах юга жил бы цитрус?"
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
SHORT = (
    "Привет, мир",
    "Отчёт за год",
    "НОВЫЙ ГОД",
    "name;city\nИван;Москва\nПётр;Казань\n",
    "Договор №5",
    "def f():  # считает\n    return 'итог'\n",
)


@pytest.mark.parametrize("encoding", [*CYRILLIC, *UNICODE])
@pytest.mark.parametrize("said", [RUSSIAN, *SHORT])
def test_russian_is_read_in_every_encoding(said: str, encoding: str) -> None:
    assert text.decode(said.encode(encoding, "ignore")) == said.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("Їжак приніс ґанок, і він є щасливий.", "cp1251"),
        ("Прывітанне, сусвет! Гэта беларуская мова.", "cp1251"),
        ("Être ou ne pas être, là est la question. Noël à la plage, garçon.", "cp1252"),
        ("Größe über alles, Äpfel und Öl, Straße", "cp1252"),
        ("El niño comió jalapeños en la montaña.", "cp1252"),
        ("It’s a “quoted” café — for 5 €", "cp1252"),
        ("Zażółć gęślą jaźń. Łódź, Kraków i Wrocław są piękne.", "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
        ("Καλημέρα κόσμε, τι κάνεις σήμερα;", "cp1253"),
        ("これは日本語のテキストです。漢字とかなが混ざっています。", "cp932"),
        ("これは日本語のテキストです。漢字とかなが混ざっています。", "euc_jp"),
        ("这是一个中文文本，用于测试编码检测。", "gb18030"),
        ("안녕하세요 세계, 이것은 한국어 텍스트입니다.", "cp949"),
    ],
)
def test_other_languages_are_not_taken_for_russian(said: str, encoding: str) -> None:
    assert text.decode(said.encode(encoding)) == said


def test_one_russian_line_far_down_is_found() -> None:
    said = "plain line\n" * 20_000 + RUSSIAN
    assert text.decode(said.encode("cp1251")) == said


@pytest.mark.parametrize(
    "mark", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>', "\\usepackage[{}]{{inputenc}}"]
)
def test_a_text_is_believed_that_names_its_encoding(mark: str) -> None:
    said = mark.format("koi8-r") + " ЩЪ"  # too short to be guessed
    assert text.decode(said.encode("koi8-r")) == said


def test_a_text_that_names_a_wrong_encoding_is_read_all_the_same() -> None:
    said = f'<meta charset="windows-1251">{RUSSIAN}'
    assert text.decode(said.encode()) == said
    for wrong in ("no-such-thing", "utf-16", "windows-0", "unicode_escape"):
        assert text.decode(said.replace("windows-1251", wrong).encode("cp1251")).endswith(RUSSIAN)


def test_line_ends_become_one_kind() -> None:
    assert text.decode(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@pytest.mark.parametrize("noise", [bytes(range(256)) * 4, b"text\0text", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_bytes_that_are_no_text_are_refused(noise: bytes) -> None:
    with pytest.raises(DamagedFileError):
        text.decode(noise)


def test_nothing_is_an_empty_text() -> None:
    assert text.decode(b"") == ""


def test_plain_ascii_is_guessed_too() -> None:
    assert text.decode(b"plain") == "plain"
    assert b"plain".decode(text.guess(b"plain\nand simple")) == "plain"


@pytest.mark.parametrize("said", ["a,b,c\n1,2,3\n4,5,©", "naïve", "Müller"])
def test_a_single_sign_among_plain_letters_is_western(said: str) -> None:
    assert text.decode(said.encode("cp1252")) == said
