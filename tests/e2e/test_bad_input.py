"""What bad input gets: a clear sentence, no leftovers, and the next file converts as if nothing had been."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from playground.client import Client
from playground.persons import Person
from tests.e2e.conftest import PATIENCE, SAMPLES, answer, converted, is_ended
from tests.e2e.mutabor import Mutabor
from tests.servers import wait_until

File = tuple[str, bytes]


def cut(name: str) -> File:
    """The first half of a sample."""
    content = (SAMPLES / name).read_bytes()
    return name, content[: len(content) // 2]


def locked_zip() -> File:
    """A ZIP whose only member is marked as encrypted."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("secret.txt", "text")
    content = bytearray(packed.getvalue())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    return "locked.zip", bytes(content)


LYING = ("lie.mp4", b"These are only words.\n" * 100)

# file, target, a word of the sentence in English, in Russian
CASES: dict[str, tuple[Callable[[], File], str, str, str]] = {
    "a text called mp4": (lambda: LYING, "webm", "isn't what its name says", "не то"),
    "a cut off film": (lambda: cut("sample.mp4"), "webm", "damaged", "повреждён"),
    "a cut off song": (lambda: cut("sample.flac"), "mp3", "damaged", "повреждён"),
    "a cut off picture": (lambda: cut("sample.png"), "jpg", "damaged", "повреждён"),
    "a cut off document": (lambda: cut("sample.docx"), "pdf", "damaged", "повреждён"),
    "a cut off PDF": (lambda: cut("sample.pdf"), "png", "damaged", "повреждён"),
    "a cut off archive": (lambda: cut("sample.zip"), "7z", "damaged", "повреждён"),
    "a locked archive": (locked_zip, "7z", "password", "парол"),
    "a locked document": (lambda: ("l.docx", (SAMPLES / "locked.docx").read_bytes()), "pdf", "password", "парол"),
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_gets_its_sentence(mutabor: Mutabor, client: Client, case: str, language: str) -> None:
    make, target, english, russian = CASES[case]
    person = client.add_person("Somebody", language=language)
    ending = converted(person, make(), target)

    assert ending.text.startswith("❌"), ending
    assert (english if language == "en" else russian) in ending.text
    assert "Traceback" not in ending.text
    assert ending.labels == []
    assert converted(person, SAMPLES / "sample.png", "jpg").has_file


@pytest.mark.parametrize(("language", "words"), [("en", "is empty"), ("ru", "пуст")])
def test_an_empty_file_is_refused_at_once(client: Client, language: str, words: str) -> None:
    person = client.add_person("Somebody", language=language)
    sent = person.send_file(("empty.mp4", b""))

    assert words in answer(person, sent).text


@pytest.mark.parametrize(("language", "words"), [("en", "up to 20 MB"), ("ru", "до 20 МБ")])
def test_a_file_over_the_limit_is_refused_at_once(client: Client, language: str, words: str) -> None:
    person = client.add_person("Somebody", language=language)
    sent = person.send_file(("big.mp4", bytes(20 * 1024 * 1024 + 1)))

    assert words in answer(person, sent).text


@pytest.mark.parametrize(("language", "words"), [("en", "I don't know files like"), ("ru", "не знаю")])
def test_an_unknown_kind_of_file_is_refused(client: Client, language: str, words: str) -> None:
    person = client.add_person("Somebody", language=language)
    sent = person.send_file(("thing.qqq", bytes(range(256)) * 10))

    assert words in answer(person, sent).text


@pytest.mark.parametrize(("language", "words"), [("en", "too big to send"), ("ru", "слишком велик")])
def test_a_result_over_the_limit_says_so(client: Client, language: str, words: str) -> None:
    """Noise, small as a palette, grows beyond 50 MB when its pixels are written out."""
    person = client.add_person("Somebody", language=language)
    ending = converted(person, ("wide.png", wide_picture()), "bmp")

    assert ending.text.startswith("❌"), ending
    assert words in ending.text


def wide_picture() -> bytes:
    """20 megapixels of one colour: a few kilobytes as PNG, 60 MB as BMP."""
    from PIL import Image  # noqa: PLC0415 (one test's)

    file = io.BytesIO()
    Image.new("RGB", (5000, 4000), "teal").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("🎉 отпуск ☀️.png", "🎉 отпуск ☀️.jpg"),
        ("line\nbreak.png", "line break.jpg"),
        ("-rf.png", "rf.jpg"),
        ("\"quoted\" 'name'.png", None),
        ("../../etc/passwd.png", None),
        ("n" * 300 + ".png", None),
        ("no extension", "no extension.jpg"),
        (".png", None),
    ],
)
def test_an_odd_name_is_no_fault_of_the_file(eve: Person, name: str, expected: str | None) -> None:
    sent = eve.send_file((name, (SAMPLES / "sample.png").read_bytes()))
    menu = eve.wait(lambda m: bool(m.labels), after=sent.id, timeout=PATIENCE)
    eve.press(menu, "JPG")
    result = eve.wait_edit(menu, is_ended, timeout=PATIENCE)

    assert result.has_file, result
    assert result.file_name.endswith(".jpg")
    assert not set(result.file_name) & set('\n/\\"')
    assert len(result.file_name.encode()) <= 255
    if expected is not None:
        assert result.file_name == expected


def test_nothing_is_left_of_bad_files(mutabor: Mutabor, eve: Person) -> None:
    converted(eve, cut("sample.png"), "jpg")

    scratch = mutabor.folder / "scratch"
    wait_until(lambda: not any(scratch.iterdir()), 10, "scratch is empty")
    assert list(Path(mutabor.folder / "media").rglob("*.part")) == []
