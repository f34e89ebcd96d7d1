"""Keyboards: which buttons, in which order, within Telegram's limits."""

import re

import pytest
from telegram import InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.language import words
from bot.language.translation import LANGUAGES
from bot.messages import callbacks, keyboards
from bot.messages.keyboards import Showing
from bot.people.chats import ChatSettings
from conversion.formats import FORMATS, Kind

MOST_BUTTONS, MOST_IN_A_ROW = 100, 8
TOOLS = ["⚙ Settings", "☑ Several"]
SIGNS = "".join(words.KIND_SIGNS.values())


def labels(keyboard: InlineKeyboardMarkup) -> list[str]:
    return [button.text for row in keyboard.inline_keyboard for button in row]


def data(keyboard: InlineKeyboardMarkup) -> list[str]:
    return [str(button.callback_data) for row in keyboard.inline_keyboard for button in row]


def pages(offered: int) -> list[InlineKeyboardMarkup]:
    """All pages of a menu with so many targets."""
    found = [keyboards.targets(FORMATS[:offered], [Kind.VIDEO], "en")]
    while callbacks.page(len(found)) in data(found[-1]):
        found.append(keyboards.targets(FORMATS[:offered], [Kind.VIDEO], "en", Showing(len(found))))
    return found


@pytest.mark.parametrize("offered", [1, 8, 9, 10, 20, len(FORMATS)])
def test_every_target_is_on_exactly_one_page_within_telegrams_limits(offered: int) -> None:
    keyboard_pages = pages(offered)

    targets = [one for page in keyboard_pages for one in data(page) if callbacks.CONVERT.match(one)]
    assert sorted(targets) == sorted(callbacks.convert(target.name) for target in FORMATS[:offered])
    for page in keyboard_pages:
        assert len(labels(page)) <= MOST_BUTTONS
        assert max(map(len, page.inline_keyboard)) <= MOST_IN_A_ROW
        assert all(len(one.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA for one in data(page))


def test_up_to_nine_targets_need_no_more() -> None:
    assert "More…" not in labels(keyboards.targets(FORMATS[:9], [Kind.VIDEO], "en"))
    assert "More…" in labels(keyboards.targets(FORMATS[:10], [Kind.VIDEO], "en"))


def test_targets_of_another_kind_bear_its_sign() -> None:
    film, song = FORMATS[0], next(row for row in FORMATS if row.kind == Kind.AUDIO)

    assert labels(keyboards.targets([film, song], [Kind.VIDEO], "en")) == ["MP4", "🎧 MP3", *TOOLS]
    assert labels(keyboards.targets([film, song], [Kind.VIDEO, Kind.AUDIO], "en")) == ["🎬 MP4", "🎧 MP3", *TOOLS]


def test_the_rest_is_grouped_by_kind() -> None:
    keyboard = keyboards.targets(FORMATS, [Kind.VIDEO], "en", Showing(1))

    for row in keyboard.inline_keyboard[:-1]:
        signs = {button.text[0] if button.text[0] in SIGNS else "" for button in row}
        assert len(signs) == 1


def test_every_button_is_understood_after_a_restart() -> None:
    patterns = [value for value in vars(callbacks).values() if isinstance(value, re.Pattern)]
    made = [
        *(one for page in pages(len(FORMATS)) for one in data(page)),
        *data(keyboards.targets(FORMATS, [Kind.VIDEO], "en", Showing(0, callbacks.SEVERAL, ["mp4"]))),
        *data(keyboards.targets(FORMATS, [Kind.VIDEO], "en", Showing(2, callbacks.TUNING))),
        *data(keyboards.cancel("0" * 32, "ru")),
        *data(keyboards.cancel_one_of({"f" * 32: "film"}, "ru")),
        *data(keyboards.settings(ChatSettings(language="ru", quality="low", manner="quiet"), "ru")),
    ]

    for one in made:
        assert sum(bool(re.match(pattern, one)) for pattern in patterns) == 1


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_is_chosen_is_ticked(locale: str) -> None:
    rows = keyboards.settings(ChatSettings(language="ru"), locale).inline_keyboard

    assert [button.text for button in rows[0] if button.text.startswith("✓")] == ["✓ Русский"]
    assert [button.callback_data for button in rows[1] if button.text.startswith("✓")] == ["set:quality:"]


def test_in_the_mode_for_several_each_page_has_ticks_and_one_button_to_begin() -> None:
    for page in (0, 1, 2):
        keyboard = keyboards.targets(FORMATS, [Kind.VIDEO], "en", Showing(page, callbacks.SEVERAL, ["mp4", "gif"]))
        assert data(keyboard)[-1] == callbacks.convert_ticked()
        assert labels(keyboard)[-1] == "▶ Convert: 2"
        assert len(keyboard.inline_keyboard) <= MOST_BUTTONS
        assert not any(callbacks.CONVERT.match(one) for one in data(keyboard))
    first = labels(keyboards.targets(FORMATS, [Kind.VIDEO], "en", Showing(0, callbacks.SEVERAL, ["mp4"])))
    assert "✓ MP4" in first


def test_in_the_mode_for_settings_a_press_opens_the_options() -> None:
    keyboard = keyboards.targets(FORMATS, [Kind.VIDEO], "en", Showing(0, callbacks.TUNING))

    assert callbacks.tune("mp4") in data(keyboard)
    assert data(keyboard)[-1] == callbacks.page(0)
