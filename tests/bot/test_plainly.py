"""Options in plain words, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import asking, plainly, words
from conversion.options import catalogue
from conversion.options.kinds import Option

MEANT = {
    "mp3 320k 0:30-1:10": ("mp3", {"bitrate": "320", "trim": "0:30-1:10"}),
    "mp3 bitrate=320 0:30-1:10": ("mp3", {"bitrate": "320", "trim": "0:30-1:10"}),
    "MP4 720p": ("mp4", {"height": "720"}),
    "mp4 720p без звука": ("mp4", {"height": "720", "mute": "yes"}),
    "mp4 mute, 30 fps": ("mp4", {"mute": "yes", "fps": "30"}),
    "png 512x512": ("png", {"width": "512", "height": "512"}),
    "png 512 х 512": ("png", {"width": "512", "height": "512"}),  # the letter, as a Russian keyboard has it
    "в jpg меньше 10 мб": ("jpg", {"max": "10mb"}),
    "mp4 under 9.5 MB": ("mp4", {"max": "9.5mb"}),
    "mp4 до 9,5МБ": ("mp4", {"max": "9.5mb"}),
    "mp4 with subtitles h265": ("mp4", {"subtitles": "burn", "codec": "h265"}),
    "mp4 с 0:30 до 1:10": ("mp4", {"trim": "0:30-1:10"}),
    "mp3 from 1:00:05 to 1:10:00": ("mp3", {"trim": "1:00:05-1:10:00"}),
    "mp3 44.1 кГц моно": ("mp3", {"rate": "44100", "channels": "1"}),
    "jpg 300 dpi страницы 1-3, 7": ("jpg", {"dpi": "300", "pages": "1-3,7"}),
    "jpg pages 5-": ("jpg", {"pages": "5-"}),
    "mp4 в высоком качестве": ("mp4", {"quality": "high"}),
    "mp4 качество=низкое ширина=320": ("mp4", {"quality": "low", "width": "320"}),
    "mp4 поверни на 90": ("mp4", {"rotate": "90"}),
    "mp3 1.5x": ("mp3", {"speed": "1.5"}),
    "jpg без метаданных": ("jpg", {"strip": "yes"}),
    "zip пароль: Тайна-1": ("zip", {"password": "Тайна-1"}),
    "zip password=a=b,c": ("zip", {"password": "a=b,c"}),
    "в pdf": ("pdf", {}),
    "h265": ("h265", {}),
}


@pytest.mark.parametrize("text", MEANT)
def test_plain_words_are_understood(text: str) -> None:
    ask = asking.parse(text)
    word, options = MEANT[text]

    assert (ask.word.lower(), ask.options, ask.rest) == (word, options, ())


@pytest.mark.parametrize("text", ["720p без звука", "меньше 10 мб", "0:30-1:10", "качество=низкое"])
def test_a_wish_names_no_format(text: str) -> None:
    assert asking.parse(text).is_wish
    assert not asking.parse(text).is_clear


@pytest.mark.parametrize(
    ("text", "rest"),
    [("mp4 very please", ("very", "please")), ("mp4 720", ("720",)), ("mp3 320 or 128 maybe", ("or", "maybe"))],
)
def test_what_is_not_understood_is_left_over(text: str, rest: tuple[str, ...]) -> None:
    assert asking.parse(text).rest == rest


def test_a_password_is_confidential() -> None:
    assert asking.parse("zip пароль=x").is_confidential
    assert not asking.parse("mp4 720p").is_confidential


def test_every_option_has_a_name_for_people() -> None:
    rows = {option.name for option in vars(catalogue).values() if isinstance(option, Option)}
    assert words.OPTIONS.keys() == rows | {"rate", "codec"}


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_a_name_in_any_language_means_its_option(locale: str) -> None:
    for name, label in words.OPTIONS.items():
        assert plainly.read(f"{label(locale)}=1")[0] == {name: "1"}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    options, rest = plainly.read(text)
    assert all(options) or not options
    assert len(rest) <= len(text)
