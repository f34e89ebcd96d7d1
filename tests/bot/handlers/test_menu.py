"""The buttons of a menu: who may press them, and what a second press does."""

import httpx

from bot.records import deliveries, offers
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.bot.handlers.conftest import FILM, is_menu, with_keyboard

NOT_OURS = ["convert:docx", "convert:nonsense", f"cancel:{'0' * 32}", "set:quality:ultra", "set:language:xx", "x", "💥"]


def forge(client: Client, menu: Message, labels: list[str]) -> None:
    """Put buttons under the menu that carry their own labels."""
    keyboard = {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}
    where = {"chat_id": menu.chat, "message_id": menu.id}
    url = f"{client.url}/bot{client.token}/editMessageReplyMarkup"
    httpx.post(url, json={**where, "reply_markup": keyboard}, trust_env=False).raise_for_status()


def group_menu(client: Client, asker: Person) -> Message:
    """A menu in the group, asked for by somebody."""
    group = client.group("Weekend trip")
    sent = asker.send_file(FILM, chat=group)
    asker.send_text(f"/convert@playground_{client.bot}_bot", chat=group, reply_to=sent.id)
    return asker.wait(is_menu, chat=group)


def test_pressing_turns_the_menu_into_the_status_message(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)

    answer = client.ann.press(menu, "MP4")

    status = client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓"))
    assert answer["text"] == ""
    assert status.text == "🕓 film.mkv → MP4\nWaiting: number 1 in the queue"
    assert status.labels == ["Cancel"]


def test_the_place_in_the_queue_is_told(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    client.boris.send_file(FILM, caption="mp4")

    assert client.boris.wait(with_keyboard).text == "🕓 film.mkv → MP4\nЖду очереди: место 2"


def test_pressing_twice_makes_one_conversion(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)

    client.ann.touch(menu, "convert:mp4")
    client.ann.touch(menu, "convert:webm")

    client.until(lambda: len(client.calls("answerCallbackQuery")) == 2)
    assert [call.parameters.get("text") for call in client.calls("answerCallbackQuery")] == [None, "Already on it!"]
    assert [view.target for view in deliveries.unfinished(client.ann.id, None)] == ["mp4"]


def test_only_who_asked_or_an_administrator_may_press(client: Client, chatting: None) -> None:
    menu = group_menu(client, client.ann)

    refused = client.boris.press(menu, "MP4")
    client.carol.press(menu, "MP4")

    assert refused["text"] == "Нажать может только тот, кто отправил запрос, или администратор чата."
    [view] = deliveries.unfinished(menu.chat, None)
    assert view.user_id == client.ann.id
    status = client.carol.wait_edit(menu, lambda m: m.text.startswith("🕓"))  # it goes out beside the answer
    assert status.text.startswith("🕓 film.mkv → MP4")


def test_an_administrators_press_leaves_the_menu_in_its_language(client: Client, chatting: None) -> None:
    menu = group_menu(client, client.boris)
    assert "Во что" in menu.text

    client.carol.press(menu, menu.labels[-1])
    shapes = client.carol.wait_edit(menu, lambda m: m.labels != menu.labels)
    assert "Отправить как" in shapes.text
    client.carol.press(shapes, shapes.labels[0])

    status = client.carol.wait_edit(menu, lambda m: m.text.startswith("🕓"))
    assert "Жду очереди" in status.text
    assert status.labels == ["Отменить"]


def test_a_forged_button_does_nothing_but_stop_spinning(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)
    forge(client, menu, NOT_OURS)

    answers = [client.ann.press(menu, label)["text"] for label in NOT_OURS]

    assert answers == ["This button doesn't work any more."] * len(NOT_OURS)
    assert not deliveries.unfinished(client.ann.id, None)


def test_a_page_that_is_not_there_shows_the_last_one(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)
    forge(client, menu, ["page:700"])

    client.ann.press(menu, "page:700")

    client.ann.wait_edit(menu, lambda m: "« Back" in m.labels)


def test_a_menu_that_is_forgotten_asks_for_the_file_again(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)
    client.until(lambda: offers.clean(seconds=-60.0))

    assert client.ann.press(menu, "MP4")["text"] == "This menu is out of date. Please send the file again."
