"""A chat that wants reactions instead of status messages."""

from bot.records import deliveries
from playground.client import Client
from tests.bot.handlers.conftest import FILM, is_menu


def test_a_reaction_stands_in_for_the_status_message(client: Client, chatting: None) -> None:
    client.ann.send_text("/settings")
    menu = client.ann.wait(is_menu)
    assert client.ann.press(menu, "Reactions")["text"] == "Done"
    sent = client.ann.send_file(FILM, caption="mp4")

    client.until(lambda: client.message(sent.chat, sent.id).reactions)
    client.ann.send_text("/cancel", reply_to=sent.id)
    answer = client.ann.wait(lambda m: m.text.startswith("Cancelled: film.mkv"))

    assert "✓ Reactions" in client.message(menu.chat, menu.id).labels
    assert client.message(sent.chat, sent.id).reactions[str(client.bot)] == [{"type": "emoji", "emoji": "👀"}]
    assert [m.id for m in client.ann.messages() if m.from_bot] == [menu.id, answer.id]
    assert not deliveries.unfinished(client.ann.id, None)


def test_an_album_is_told_of_file_by_file(client: Client, chatting: None) -> None:
    client.ann.send_text("/settings")
    client.ann.press(client.ann.wait(is_menu), "Reactions")
    album = client.ann.send_album([FILM, FILM], caption="mp4")

    client.until(lambda: all(client.message(one.chat, one.id).reactions for one in album))
    assert [view.batch_id for view in deliveries.unfinished(client.ann.id, None)] == [None, None]


def test_where_reactions_are_refused_there_is_a_status_message(client: Client, chatting: None) -> None:
    client.ann.send_text("/settings")
    client.ann.press(client.ann.wait(is_menu), "Reactions")
    client.orders.error("setMessageReaction", 400, "Bad Request: REACTION_INVALID", times=-1)
    client.ann.send_file(FILM, caption="mp4")

    assert client.ann.wait(lambda m: m.labels == ["Cancel"]).text.startswith("🕓 film.mkv → MP4")
