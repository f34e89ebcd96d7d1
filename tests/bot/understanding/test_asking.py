"""What people write, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import asking
from conversion import formats


@pytest.mark.parametrize("text", ["mp4", "MP4", " .mp4 ", "to mp4", "into MP4", "в mp4", "Во mp4", "mp4 "])
def test_a_format_is_named_in_many_ways(text: str) -> None:
    ask = asking.parse(text)

    assert ask.target == formats.from_name("mp4")
    assert ask.is_clear


def test_aliases_are_formats_too() -> None:
    assert asking.parse("jpeg").target == formats.from_name("jpg")
    assert asking.parse("tgz").target == formats.from_name("tar.gz")


def test_options_stand_anywhere_and_are_kept_as_written() -> None:
    ask = asking.parse("quality=Low mp4 HEIGHT=480")

    assert ask.options == {"quality": "Low", "height": "480"}
    assert ask.is_clear


@pytest.mark.parametrize("text", ["", "hello", "look at this mp4", "mp4 or so", "видео", "to", "=", "quality=low"])
def test_other_words_are_no_order(text: str) -> None:
    assert not asking.parse(text).is_clear


@pytest.mark.parametrize(
    ("word", "meant"), [("webpp", "webp"), ("jpgg", "jpg"), ("mp5", "mp4"), ("DOCS", "docx"), ("7zip", "7z")]
)
def test_a_misspelt_name_has_guesses(word: str, meant: str) -> None:
    assert meant in [guess.name for guess in asking.guesses(word)]
    assert asking.parse(word).is_guess


@pytest.mark.parametrize("word", ["hello", "спасибо", "", "."])
def test_a_word_that_resembles_nothing_has_none(word: str) -> None:
    assert asking.guesses(word) == []


@pytest.mark.parametrize(
    ("text", "name", "bot", "rest"),
    [
        ("/convert", "convert", None, ""),
        ("/Convert mp4", "convert", None, " mp4"),
        ("/convert@The_bot\nmp4 quality=low", "convert", "The_bot", "\nmp4 quality=low"),
    ],
)
def test_a_command_has_a_name_an_address_and_the_rest(text: str, name: str, bot: str | None, rest: str) -> None:
    assert asking.command(text) == asking.Command(name, bot, rest)


@pytest.mark.parametrize("text", ["convert mp4", " /convert", "/", "/конверт", "a /convert"])
def test_other_texts_are_no_command(text: str) -> None:
    assert asking.command(text) is None


def test_a_command_is_for_the_bot_it_names() -> None:
    assert asking.Command("convert", None, "").is_for("The_bot")
    assert asking.Command("convert", "THE_BOT", "").is_for("The_bot")
    assert not asking.Command("convert", "another_bot", "").is_for("The_bot")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    ask = asking.parse(text)
    asking.command(text)

    assert ask.is_clear == (ask.target is not None and not ask.rest)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("one pdf", "pdf"),
        ("в один pdf", "pdf"),
        ("merge to pdf", "pdf"),
        ("объедини все картинки в пдф", "pdf"),
        ("all in one zip", "zip"),
        ("zip all", "zip"),
        ("всё в архив", "zip"),
        ("make one file of them", None),
        ("merge", None),
        ("склей", None),
        ("склей видео", None),
        ("вместе", None),
    ],
)
def test_one_file_of_several_is_asked_for_in_words(text: str, target: str | None) -> None:
    ask = asking.parse(text)

    assert ask.is_union
    assert ask.is_clear
    assert (ask.target.name if ask.target else None) == target


@pytest.mark.parametrize("text", ["all to mp3", "все в mp3", "mp3", "convert them all to mp3", "файлы в mp3"])
def test_each_of_several_is_no_union(text: str) -> None:
    ask = asking.parse(text)

    assert ask.is_clear
    assert not ask.is_union
