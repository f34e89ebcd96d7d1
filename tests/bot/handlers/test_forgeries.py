"""Whatever a client sends as a button's data, it gets no more than its own buttons give."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import callbacks
from bot.records import deliveries
from playground.client import Client
from tests.bot.handlers.conftest import FILM, is_menu, with_keyboard
from tests.bot.handlers.test_menu import forge, group_menu

PATTERNS = [value for value in vars(callbacks).values() if isinstance(value, re.Pattern)]
# Data of ours with what no button of ours says, and with what a menu's state doesn't allow.
FORGED = [
    "convert:nonsense",
    "convert:../../etc",
    "convert:docx",
    "unite:pdf",
    "tick:999:nonsense",
    "tune:nonsense",
    "option:nonsense",
    "value:nonsense:1",
    "value:password:hunter2",
    "value:quality:ultra",
    "value:height:99999999",
    "type:nonsense",
    "rule:999999999999999999",
    "convert-ticked",
    f"cancel:{'0' * 32}",
    "set:manner:loud",
]


def test_forged_buttons_are_answered_and_nothing_is_converted(client: Client, chatting: None) -> None:
    client.orders.flood_limits(enabled=False)
    last = 0
    for data in FORGED:
        client.ann.send_file(FILM)
        menu = client.ann.wait(is_menu, after=last)
        forge(client, menu, [data])
        assert client.ann.press(menu, data) is not None, data
        last = max(message.id for message in client.ann.messages())
    assert not deliveries.unfinished(client.ann.id, None)
    client.ann.send_text("/start")
    client.ann.wait(lambda m: m.text.startswith("👋"))


def test_another_persons_conversion_is_not_cancelled_from_elsewhere(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    [hers] = deliveries.unfinished(client.ann.id, None)
    client.boris.send_file(FILM)
    menu = client.boris.wait(is_menu)
    forge(client, menu, [callbacks.cancel(hers.id)])

    answer = client.boris.press(menu, callbacks.cancel(hers.id))

    assert answer["text"] == "Эта кнопка больше не действует."
    assert [view.id for view in deliveries.unfinished(client.ann.id, None)] == [hers.id]


def test_another_persons_conversion_is_not_repeated_from_elsewhere(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    [hers] = deliveries.unfinished(client.ann.id, None)
    client.boris.send_file(FILM)
    menu = client.boris.wait(is_menu)
    forge(client, menu, [callbacks.again(hers.id)])

    answer = client.boris.press(menu, callbacks.again(hers.id))

    assert answer["text"] == "Эта кнопка больше не действует."
    assert not deliveries.unfinished(client.boris.id, None)


def test_everything_means_everything_of_who_presses(client: Client, chatting: None) -> None:
    menu = group_menu(client, client.ann)
    client.ann.press(menu, "MP4")
    client.until(lambda: deliveries.unfinished(menu.chat, None))
    forge(client, menu, [callbacks.cancel(callbacks.EVERYTHING)])

    client.boris.press(menu, callbacks.cancel(callbacks.EVERYTHING))

    assert len(deliveries.unfinished(menu.chat, None)) == 1


@pytest.mark.parametrize("data", ["convert:mp4", "tune:mp4", "tick:0:mp4", "convert-ticked", "convert-tuned", "page:1"])
def test_a_member_changes_no_menu_of_somebody_else(client: Client, chatting: None, data: str) -> None:
    menu = group_menu(client, client.ann)
    forge(client, menu, [data])

    assert client.boris.press(menu, data)["text"]
    assert not deliveries.unfinished(menu.chat, None)
    assert client.message(menu.chat, menu.id).labels == [data]


def test_a_caption_edited_after_the_fact_converts_nothing(client: Client, chatting: None) -> None:
    sent = client.ann.send_file(FILM)
    client.ann.wait(is_menu)
    client.ann.edit(sent, "mp4")
    client.ann.send_text("/start")
    client.ann.wait(lambda m: m.text.startswith("👋"))

    assert not deliveries.unfinished(client.ann.id, None)


@settings(max_examples=300)
@given(st.text(max_size=64))
def test_any_text_is_the_data_of_one_kind_of_button_at_most(text: str) -> None:
    assert sum(pattern.fullmatch(text) is not None for pattern in PATTERNS) <= 1
