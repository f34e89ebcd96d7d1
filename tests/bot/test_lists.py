"""The longer answers stay within a message."""

from pathlib import Path

import pytest
from telegram.constants import MessageLimit

from bot import asking, lists
from bot.translation import LANGUAGES
from conversion import formats, registry
from playground import entities
from tests.bot import making


def shown(text: str) -> str:
    found, _entities = entities.parse(text, "HTML", None)
    return found


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_format_is_listed_under_its_kind_within_one_message(locale: str) -> None:
    text = shown(lists.sources(locale))

    assert len(text) <= MessageLimit.MAX_TEXT_LENGTH
    listed = {name for line in text.splitlines() if ": " in line for name in line.split(": ")[1].split(", ")}
    assert {source.label for source in registry.sources()} <= listed


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_any_format_can_become_fits_into_one_message(locale: str) -> None:
    for source in formats.FORMATS:
        text = shown(lists.targets(asking.parse(source.name), locale))

        assert source.label in text
        assert len(text) <= MessageLimit.MAX_TEXT_LENGTH


def test_a_long_list_of_conversions_is_cut(bot_home: Path) -> None:
    views = [making.add() for _number in range(lists.MOST_CONVERSIONS + 5)]

    text = shown(lists.conversions(views, {}, "ru"))

    assert text.startswith("Здесь 25 ваших преобразований")
    assert text.endswith("…и ещё 5")
    assert len(text.splitlines()) == lists.MOST_CONVERSIONS + 3
