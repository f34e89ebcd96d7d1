"""The bot is taken in, put out, blocked, and its group grows."""

from bot.records import deliveries
from playground.client import Client
from tests.bot.handlers.conftest import FILM, anything, is_menu, with_keyboard


def test_a_group_that_takes_the_bot_in_is_greeted_in_one_line(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    client.carol.set_bot("left", group)
    client.boris.set_bot("member", group)

    greeting = client.boris.wait(anything, chat=group).text

    assert greeting == (
        f"👋 Привет! Ответьте на файл командой /convert@playground_{client.bot}_bot mp4 — пришлю результат."
    )


def test_becoming_an_administrator_is_no_reason_to_greet(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    client.carol.set_bot("administrator", group)
    asked = client.ann.send_text(f"/help@playground_{client.bot}_bot", chat=group)

    assert client.ann.wait(anything, chat=group).reply_to == asked.id


def test_who_blocks_the_bot_wants_nothing_converted_any_more(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    client.boris.send_file(FILM, caption="mp4")
    client.boris.wait(with_keyboard)

    client.ann.block_bot()

    client.until(lambda: not deliveries.unfinished(client.ann.id, None))
    assert deliveries.unfinished(client.boris.id, None)
    client.ann.unblock_bot()
    client.ann.send_file(FILM)
    assert client.ann.wait(is_menu).text.startswith("film.mkv")


def test_what_runs_in_a_group_ends_when_the_bot_is_put_out(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)
    client.ann.wait(with_keyboard, chat=group)

    client.carol.set_bot("kicked", group)

    client.until(lambda: not deliveries.unfinished(group, None))


def test_a_group_that_grew_is_left_and_what_runs_goes_along(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)
    client.ann.wait(with_keyboard, chat=group)

    new = client.carol.migrate(group)
    client.carol.set_bot("left", group)
    client.ann.send_text(f"/status@playground_{client.bot}_bot", chat=new)

    assert "film.mkv → MP4" in client.ann.wait(anything, chat=new).text


def test_the_supergroup_that_a_group_becomes_is_not_greeted_again(client: Client, chatting: None) -> None:
    new = client.carol.migrate(client.group("Weekend trip"))
    client.carol.set_bot("left", new)
    client.carol.set_bot("member", new)  # as Telegram tells it: taken into another group
    asked = client.ann.send_text(f"/help@playground_{client.bot}_bot", chat=new)

    assert client.ann.wait(anything, chat=new).reply_to == asked.id


def test_in_a_topic_that_is_deleted_meanwhile_the_answer_comes_to_general(client: Client, chatting: None) -> None:
    studio = client.group("Studio")
    client.orders.delay("getChatMember", 2.0)
    client.carol.send_text(f"/settings@playground_{client.bot}_bot", chat=studio, thread=2)
    client.until(lambda: client.calls("getChatMember"))

    client.carol.delete_topic(studio, 2)

    assert client.carol.wait(is_menu, chat=studio).thread is None
