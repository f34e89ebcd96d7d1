"""Options in words, as a status message says them."""

import pytest

from bot.language import option_words, wording
from conversion.options import Value

ASKED: list[tuple[dict[str, Value], str, str]] = [
    ({"bitrate": 320, "trim": "30-70"}, "320 kbit/s · 0:30–1:10", "320 кбит/с · 0:30–1:10"),
    ({"height": 720, "mute": True}, "720p · no sound", "720p · без звука"),
    ({"quality": "low", "normalise": False}, "low quality", "низкое качество"),
    ({"height": 512, "width": 512, "fit": "cover"}, "512 × 512 · edges cut off", "512 × 512 · края обрезаны"),
    ({"width": 800}, "800 px wide", "ширина 800 px"),
    ({"max": 10_000_000}, "up to 10 MB", "до 10 МБ"),
    ({"max": 9_500_000}, "up to 9.5 MB", "до 9,5 МБ"),
    ({"trim": "90-"}, "from 1:30", "с 1:30"),
    ({"trim": "0-5"}, "up to 0:05", "до 0:05"),
    ({"rate": "44100", "channels": "1"}, "44.1 kHz · mono", "44,1 кГц · моно"),
    ({"codec": "h265", "subtitles": "burn"}, "H265 · subtitles in the picture", "H265 · субтитры в кадре"),
    ({"background": "#ffffff", "grey": True}, "background white · black and white", "фон белый · чёрно-белое"),
    ({"background": "#123456"}, "background #123456", "фон #123456"),
    ({"pages": "1-3,7", "paper": "a4"}, "pages 1–3,7 · A4", "страницы 1–3,7 · A4"),
    ({"lock": "Secret", "level": 9}, "locked by a password · compression 9", "под паролем · сжатие 9"),
]


@pytest.mark.parametrize(("asked", "english", "russian"), ASKED)
def test_what_was_understood_is_said_in_words(asked: dict[str, Value], english: str, russian: str) -> None:
    assert " · ".join(wording.said("en", asked)).replace("\xa0", " ") == english
    assert " · ".join(wording.said("ru", asked)).replace("\xa0", " ") == russian


def test_every_option_has_a_title_and_words_for_its_values() -> None:
    assert option_words.TITLES.keys() == option_words.OPTIONS.keys()
    assert {key.partition("=")[0] for key in option_words.SAID} == option_words.OPTIONS.keys()
