"""What can be converted, page by page, each within a message."""

import pytest
from telegram import InlineKeyboardMarkup
from telegram.constants import MessageLimit

from bot.choosing import catalogues
from bot.choosing.catalogues import Page
from bot.language import sort_words
from bot.language.translation import LANGUAGES
from bot.messages import callbacks
from conversion import formats, registry
from playground import entities


def data(keyboard: InlineKeyboardMarkup | None) -> list[str]:
    return [str(button.callback_data) for row in (keyboard.inline_keyboard if keyboard else ()) for button in row]


def opened(button: str, locale: str) -> Page:
    match = callbacks.FORMATS.match(button)
    assert match
    page = catalogues.named(match["what"] or "", match["name"] or "", int(match["page"] or 0), locale)
    assert page is not None
    return page


def reached(locale: str) -> dict[str, Page]:
    """All pages that buttons lead to, by the button."""
    found = {callbacks.formats(): catalogues.overview(locale)}
    open_ones = list(found)
    while open_ones:
        for button in data(found[open_ones.pop()][1]):
            if button not in found:
                found[button] = opened(button, locale)
                open_ones.append(button)
    return found


@pytest.mark.parametrize("locale", LANGUAGES)
def test_buttons_lead_to_every_format_within_telegrams_limits(locale: str) -> None:
    pages = reached(locale)

    assert {callbacks.formats_from(source.name) for source in registry.sources()} <= pages.keys()
    for text, keyboard in pages.values():
        shown, _entities = entities.parse(text, "HTML", None)
        assert len(shown) <= MessageLimit.MAX_TEXT_LENGTH
        assert len(data(keyboard)) <= 100
        assert all(len(one.encode()) <= 64 for one in data(keyboard))


def test_all_that_a_format_can_become_is_on_its_pages() -> None:
    for source in registry.sources():
        page, told = 0, ""
        while (callbacks.formats_from(source.name, page)) in (
            *data(catalogues.targets(source, "en")[1]),
            callbacks.formats_from(source.name),
        ):
            told += catalogues.targets(source, "en", page)[0]
            page += 1
            if callbacks.formats_from(source.name, page) not in data(catalogues.targets(source, "en", page - 1)[1]):
                break
        assert all(sort_words.called("en", target.name) in told for target in registry.targets_for(source))


def test_a_page_that_is_not_there_shows_the_last_one() -> None:
    [source] = formats.named("mp4")
    assert catalogues.targets(source, "en", 999)[0] == catalogues.targets(source, "en", 0)[0]
    assert catalogues.named("kind", "nonsense", 0, "en") is None
    assert catalogues.named("of", "nonsense", 0, "en") is None
