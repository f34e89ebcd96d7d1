"""The longer answers stay within a message."""

from pathlib import Path

from bot.access.quotas import Quota
from bot.messages import lists
from bot.people.chats import ChatSettings
from playground import entities
from tests.bot import making


def shown(text: str) -> str:
    found, _entities = entities.parse(text, "HTML", None)
    return found


def test_a_long_list_of_conversions_is_cut(bot_home: Path) -> None:
    views = [making.add() for _number in range(lists.MOST_CONVERSIONS + 5)]

    text = shown(lists.conversions(views, {}, "ru"))

    assert text.startswith("Здесь 25 ваших преобразований")
    assert text.endswith("…и ещё 5")
    assert len(text.splitlines()) == lists.MOST_CONVERSIONS + 3


def test_the_settings_tell_what_of_a_day_is_used_up() -> None:
    chosen = ChatSettings(bot_id=1, chat_id=1)
    limited, _keyboard = lists.settings(chosen, (Quota(500, 5000 << 20, 7200.0), 3), "en")
    free, _keyboard = lists.settings(chosen, (Quota(0, 0, 0.0), 3), "en")

    assert "\nToday: 3 files, at most 500 files, 4.9 GB, 2 hr a day\n" in shown(limited)
    assert "\nToday: 3 files\n" in shown(free)
