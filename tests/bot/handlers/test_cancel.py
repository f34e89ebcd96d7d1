"""/cancel and the Cancel buttons, with no worker running."""

from bot.records import deliveries
from playground.client import Client
from tests.bot.handlers.conftest import FILM, anything, is_menu, with_keyboard


def test_the_button_cancels(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    status = client.ann.wait(with_keyboard)

    answer = client.ann.press(status, "Cancel")

    after = client.ann.wait_edit(status, lambda m: m.text.startswith("🚫"))
    assert answer["text"] == "Cancelled"
    assert after.text == "🚫 film.mkv → MP4\nCancelled."
    assert after.labels == []


def test_only_who_asked_or_an_administrator_may_cancel(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)
    status = client.ann.wait(with_keyboard, chat=group)

    refused = client.boris.press(status, "Cancel")
    client.boris.send_text("/cancel", chat=group, reply_to=status.id)
    told = client.boris.wait(anything, chat=group, after=status.id)
    allowed = client.carol.press(status, "Cancel")

    assert refused["text"] == told.text == "Нажать может только тот, кто отправил запрос, или администратор чата."
    assert allowed["text"] == "Cancelled"


def test_a_reply_to_the_file_or_to_its_status_cancels_that_one(client: Client, chatting: None) -> None:
    first = client.boris.send_file(FILM, caption="mp4")
    client.boris.send_file(FILM, caption="webm")
    status = client.boris.wait(lambda m: "WEBM" in m.text)

    client.boris.send_text("/cancel", reply_to=first.id)
    client.boris.wait(lambda m: m.text == "Отменено: film.mkv → MP4")
    client.boris.send_text("/cancel", reply_to=status.id)
    client.boris.wait(lambda m: m.text == "Отменено: film.mkv → WEBM")
    client.boris.send_text("/cancel", reply_to=status.id)

    client.boris.wait(lambda m: m.text.startswith("Этот файл я сейчас не преобразую."))
    assert not deliveries.unfinished(client.boris.id, None)


def test_alone_it_cancels_the_only_one(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    status = client.ann.wait(with_keyboard)

    client.ann.send_text("/cancel")

    client.ann.wait(lambda m: m.text == "Cancelled: film.mkv → MP4")
    client.ann.wait_edit(status, lambda m: m.text.startswith("🚫"))


def test_alone_it_lets_people_choose_among_several(client: Client, chatting: None) -> None:
    for target in ("mp4", "webm"):
        client.ann.send_file(FILM, caption=target)
    client.ann.send_text("/cancel")
    choice = client.ann.wait(is_menu)

    client.ann.press(choice, "film.mkv → WEBM")

    told = client.ann.wait_edit(choice, lambda m: not m.labels)
    assert choice.labels == ["film.mkv → WEBM", "film.mkv → MP4", "Cancel all"]
    assert told.text == "Cancelled: film.mkv → WEBM"
    assert [view.target for view in deliveries.unfinished(client.ann.id, None)] == ["mp4"]


def test_all_means_all_of_the_askers(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    for person in (client.ann, client.ann, client.carol):
        sent = person.send_file(FILM, chat=group)
        person.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)
    asked = client.ann.send_text(f"/cancel@playground_{client.bot}_bot all", chat=group)

    told = client.ann.wait(lambda m: m.reply_to == asked.id, chat=group)

    assert told.text == "Cancelled 2 conversions."
    assert [view.user_id for view in deliveries.unfinished(group, None)] == [client.carol.id]


def test_there_may_be_nothing_to_cancel(client: Client, chatting: None) -> None:
    client.ann.send_text("/cancel")

    assert client.ann.wait(anything).text.startswith("You have no conversions running here.")


def test_in_a_topic_it_is_no_reply_to_the_topics_beginning(client: Client, chatting: None) -> None:
    studio = client.group("Studio")
    sent = client.ann.send_file(FILM, chat=studio, thread=2)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=studio, reply_to=sent.id, thread=2)
    client.ann.wait(with_keyboard, chat=studio)
    client.ann.send_text(f"/cancel@playground_{client.bot}_bot", chat=studio, thread=2)

    told = client.ann.wait(lambda m: m.text.startswith("Cancelled: film.mkv"), chat=studio)

    assert told.thread == 2
