"""What bad input gets: a clear sentence, no leftovers, and the next file converts as if nothing had been."""

import html
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import ResultOverLimitError
from bot.language import figures, problems, result_words, words
from bot.settings import CLOUD_UPLOAD
from conversion import errors
from conversion.errors import SourceError
from playground.client import Client
from playground.persons import Person
from tests.e2e.conftest import PATIENCE, SAMPLES, answer, converted, is_ended
from tests.e2e.mutabor import Mutabor
from tests.servers import wait_until

File = tuple[str, bytes]


def cut(name: str, part: float = 0.5) -> File:
    """The beginning of a sample."""
    content = (SAMPLES / name).read_bytes()
    return name, content[: int(len(content) * part)]


def as_sent(name: str) -> File:
    return name, (SAMPLES / name).read_bytes()


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

# file, target, the error that it is
CASES: dict[str, tuple[Callable[[], File], str, type[SourceError]]] = {
    "a text called mp4": (lambda: LYING, "webm", errors.MislabelledError),
    "a film without its pictures": (lambda: cut("sample.mp4", 0.02), "webm", errors.DamagedFileError),
    "a song without its sound": (lambda: cut("sample.flac", 0.02), "mp3", errors.DamagedFileError),
    "a cut off picture": (lambda: cut("sample.png"), "jpg", errors.DamagedFileError),
    "a cut off document": (lambda: cut("sample.docx"), "pdf", errors.DamagedFileError),
    "a cut off PDF": (lambda: cut("sample.pdf"), "png", errors.DamagedFileError),
    "a cut off archive": (lambda: cut("sample.zip"), "7z", errors.DamagedFileError),
    "a locked archive": (locked_zip, "7z", errors.PasswordProtectedError),
    "a locked document": (lambda: as_sent("locked.docx"), "pdf", errors.PasswordProtectedError),
    "a result over the limit": (lambda: ("wide.png", wide_picture()), "bmp", ResultOverLimitError),
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_gets_its_sentence_and_the_next_one_converts(client: Client, case: str, language: str) -> None:
    make, target, error = CASES[case]
    person = client.add_person("Somebody", language=language)
    ending = converted(person, make(), target)

    assert ending.text.startswith("❌"), ending
    assert plain(problems.told(language, error.__name__, target, ("mp4", "txt"))) in ending.text
    assert "Traceback" not in ending.text
    assert ending.labels == (ways_out(language) if error is ResultOverLimitError else [])
    assert converted(person, SAMPLES / "sample.png", "jpg").has_file


def ways_out(locale: str) -> list[str]:
    """The buttons under the news that a result is too large."""
    fit = result_words.FIT(locale, limit=figures.size(locale, CLOUD_UPLOAD))
    return [fit, result_words.PARTS(locale), result_words.VOLUMES(locale)]


def plain(told: str) -> str:
    """As people read it."""
    return html.unescape(re.sub("<[^>]+>", "", told))


BIG = 20 * 1024 * 1024 + 1
# file, what is answered before anything is fetched
REFUSED: dict[str, tuple[File, Callable[[str], str]]] = {
    "an empty file": (("empty.mp4", b""), problems.SENTENCES[errors.EmptyFileError]),
    "an unknown kind": (
        ("thing.qqq", random.Random(1).randbytes(2560)),
        lambda locale: words.UNKNOWN_KIND(locale, name="thing.qqq"),
    ),
    "a file over the limit": (
        ("big.mp4", bytes(BIG)),
        lambda locale: words.OVER_LIMIT(
            locale, name="big.mp4", size=figures.size(locale, BIG), limit=figures.size(locale, BIG - 1)
        ),
    ),
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_converted_is_refused_at_once(client: Client, case: str, language: str) -> None:
    file, told = REFUSED[case]
    person = client.add_person("Somebody", language=language)
    sent = person.send_file(file)

    assert answer(person, sent).text == plain(told(language))


def wide_picture() -> bytes:
    """20 megapixels of one colour: a few kilobytes as PNG, 60 MB as BMP."""
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
