"""What was converted before is asked for again by a button."""

from bot.records import deliveries
from playground.client import Client
from tests.bot import making
from tests.bot.handlers.conftest import FILM, is_menu, with_keyboard


def test_a_conversion_that_is_over_is_repeated_as_it_was(client: Client, chatting: None) -> None:
    client.boris.send_file(FILM, caption="webm 240p")
    client.boris.wait(with_keyboard)
    [first] = deliveries.unfinished(client.boris.id, None)
    making.cancelled(first)
    client.boris.send_text("/history")
    told = client.boris.wait(lambda m: m.text.startswith("Ваши последние преобразования здесь"))
    assert told.text.splitlines()[2] == "1. 🚫 film.mkv → WEBM · 240p"
    assert told.labels == ["↻ 1. film.mkv → WEBM"]

    client.boris.press(told, told.labels[0])

    again = client.boris.wait(lambda m: m.text.startswith("🕓 film.mkv → WEBM · 240p"), after=told.id)
    assert again.reply_to == first.reply_to
    [second] = deliveries.unfinished(client.boris.id, None)
    assert second.options == {"height": 240}


def test_who_has_had_nothing_converted_is_told_how_to_begin(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)
    client.ann.send_text("/history")

    client.ann.wait(lambda m: m.text.startswith("Nothing has been converted for you here yet."), after=menu.id)


def test_others_cannot_repeat_what_is_not_theirs(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)
    client.ann.wait(with_keyboard, chat=group)
    [view] = deliveries.unfinished(group, None)
    making.cancelled(view)
    client.ann.send_text(f"/history@playground_{client.bot}_bot", chat=group)
    told = client.ann.wait(lambda m: m.text.startswith("Your last conversions here"), chat=group)

    answer = client.boris.press(told, told.labels[0])

    assert answer["text"] == "Нажать может только тот, кто отправил запрос, или администратор чата."
    assert not deliveries.unfinished(group, None)
