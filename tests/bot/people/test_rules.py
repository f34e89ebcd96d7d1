"""A chat has so many rules, each for other files."""

from itertools import islice

import pytest

from bot.people import rules
from bot.people.askers import Asker
from bot.people.rules import MOST_RULES, Wanted
from conversion import formats
from conversion.formats import Format, Kind

pytestmark = pytest.mark.usefixtures("database")

CHAT = -100
PDF, PNG = formats.named("pdf png")
SOURCES = [row for row in formats.FORMATS if row.kind == Kind.DOCUMENT]


def asker(bot: int) -> Asker:
    return Asker(bot, CHAT, None, 1, "en", None, is_private=False, speaks_as_chat=False, update_id=1)


def put(bot: int, source: Format, target: Format = PDF) -> bool:
    return rules.put(asker(bot), Wanted(source, target, {}))


def test_another_rule_for_the_same_files_takes_the_place_of_the_first() -> None:
    assert put(1, SOURCES[0])
    assert put(1, SOURCES[0], PNG)
    assert [rule.target for rule in rules.every(1, CHAT, None)] == ["png"]


def test_there_are_so_many_and_none_of_another_bot_counts() -> None:
    for source in islice(SOURCES, MOST_RULES):
        assert put(1, source)

    assert not put(1, SOURCES[MOST_RULES])
    assert put(1, SOURCES[0], PNG), "a changed one is not one more"
    assert put(2, SOURCES[MOST_RULES]), "in that chat the other bot has none"
    assert len(rules.every(1, CHAT, None)) == MOST_RULES
