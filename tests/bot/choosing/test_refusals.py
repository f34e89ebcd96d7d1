"""What is refused before anything is downloaded, and in which words."""

from pathlib import Path

import pytest

from bot.api.attachments import Attachment
from bot.choosing import refusals
from bot.settings import CLOUD_DOWNLOAD, settings
from bot.understanding import asking
from conversion import formats
from conversion.errors import NoRouteError, OptionError, TooLargeError
from conversion.settings import settings as conversion_settings


def file(name: str = "film.mkv", size: int | None = 10) -> Attachment:
    return Attachment("document", "id", "u", name, None, size)


@pytest.fixture(autouse=True)
def _cloud() -> None:
    settings.cache_clear()


def test_a_good_file_is_not_refused() -> None:
    assert refusals.of_file("en", file()) is None
    assert refusals.of_file("en", file(size=None)) is None
    assert refusals.of_file("en", file(size=CLOUD_DOWNLOAD)) is None


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "My disk is nearly full"), ("ru", "Место на диске почти кончилось")]
)
async def test_a_new_file_is_put_off_while_the_disk_is_nearly_full(
    home: Path, monkeypatch: pytest.MonkeyPatch, locale: str, words: str
) -> None:
    assert await refusals.of_arrival(locale, file()) is None
    monkeypatch.setenv("DISK_RESERVE", "100TB")
    conversion_settings.cache_clear()

    told = await refusals.of_arrival(locale, file())

    assert told is not None
    assert told.startswith(words)


@pytest.mark.parametrize("name", ["film.7z.002", "film.zip.003", "film.tar.gz.002", "FILM.Z01", "film.r00"])
def test_one_part_of_a_split_archive_is_known_by_its_name(name: str) -> None:
    assert (refusals.of_file("ru", file(name)) or "").startswith("Это одна часть")


def test_an_empty_file_is_refused() -> None:
    assert refusals.of_file("en", file(size=0)) == "This file is empty. Please check the original and send it again."


def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    told = refusals.of_file("ru", file("<b>.mkv", CLOUD_DOWNLOAD + (1 << 20)))

    assert told is not None
    assert told.startswith("<b>&lt;b&gt;.mkv</b> занимает 21 МБ, а Telegram даёт мне скачивать файлы до 20 МБ.")


def test_a_local_server_has_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_LOCAL", "true")
    settings.cache_clear()

    assert refusals.of_file("en", file(size=3 << 30)) is None
    settings.cache_clear()


def test_an_unknown_kind_is_refused() -> None:
    assert "mystery.zzz" in str(refusals.of_file("en", file("mystery.zzz")))


def test_a_route_that_is_not_there_names_some_that_are() -> None:
    [source, target] = formats.named("mkv docx")

    told = refusals.of_choice("en", NoRouteError("mkv", "docx"), source, target)

    assert told.startswith("I can't turn MKV into DOCX. MKV can become <b>MP4</b>, <b>MP3</b>")


def test_a_wrong_option_names_the_right_ones() -> None:
    [source, target] = formats.named("mkv mp4")

    told = refusals.of_choice("en", OptionError("quality", "<ultra>", "low|medium|high"), source, target)

    assert told == "<b>quality=&lt;ultra&gt;</b> won't work here. Possible: <code>low, medium, high</code>"
    told = refusals.of_choice("ru", OptionError("quality", "ультра", "low|medium|high"), source, target)
    assert told == "<b>качество=ультра</b> здесь не подходит. Можно так: <code>низкое, среднее, высокое</code>"


def test_other_errors_have_their_own_sentence() -> None:
    [source, target] = formats.named("mkv mp4")

    assert "too many pixels" in refusals.of_choice("en", TooLargeError("x"), source, target)


def test_a_wish_that_no_target_knows_is_refused_at_once() -> None:
    [source] = formats.named("mkv")

    assert refusals.of_wishes("en", {"quality": "low", "height": "480"}, source) is None
    assert "quality=ultra" in str(refusals.of_wishes("en", {"quality": "ultra"}, source))


def test_words_that_mean_nothing_are_quoted() -> None:
    assert "“very”" in str(refusals.of_ask("en", asking.parse("mp4 very please")))
    assert refusals.of_ask("en", asking.parse("mp4")) is None
