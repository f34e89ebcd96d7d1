"""Links that say what the next file is to become."""

from pathlib import Path

import pytest

from bot.people import links
from bot.people.askers import Asker
from conversion import formats


def asker(user: int = 1) -> Asker:
    return Asker(7, user, None, user, "en", None, is_private=True, speaks_as_chat=False, update_id=1)


@pytest.mark.parametrize(
    ("payload", "source", "target"),
    [
        ("png-ico", "png", "ico"),
        ("mp3", None, "mp3"),
        ("tar_gz-zip", "tar.gz", "zip"),
        ("pdf-pdf-small", "pdf", "pdf-small"),
        ("pdf-small", None, "pdf-small"),
        ("JPEG-pdf", "jpg", "pdf"),
    ],
)
def test_a_link_names_one_format_or_two(payload: str, source: str | None, target: str) -> None:
    link = links.read(payload)

    assert link
    assert (link.source.name if link.source else None, link.target.name) == (source, target)


@pytest.mark.parametrize("payload", ["", "-", "hello", "mp3-docx", "png-", "-png", "a-b-c-d"])
def test_other_parameters_mean_nothing(payload: str) -> None:
    assert links.read(payload) is None


def test_what_is_wanted_counts_once_for_the_first_file_that_can_become_it(database: str, home: Path) -> None:
    png, ico, mp3 = formats.named("png ico mp3")
    links.keep(asker(), ico)

    assert links.take(asker(2), png) is None
    assert links.take(asker(), mp3) is None
    assert links.take(asker(), png) == ico
    assert links.take(asker(), png) is None
