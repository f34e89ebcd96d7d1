"""Several files that are to become one, asked for in words, and files of an album that come late."""

import io

import pytest
from PIL import Image

from bot.records import deliveries
from bot.updates import inbox
from playground.client import Client
from playground.seen import Message
from tests.bot.handlers.conftest import SONG, is_menu

STRANGE = ("notes.xyzzy", b"\x00\x01\x02 nobody knows these bytes " * 20)


def picture(name: str) -> tuple[str, bytes]:
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, "PNG")
    return name, written.getvalue()


def begun(message: Message) -> bool:
    return message.text.startswith("🕓")


@pytest.mark.parametrize("caption", ["one pdf", "в один pdf", "merge", "склей", "собери всё в пдф"])
def test_an_albums_caption_asks_for_one_of_all(client: Client, chatting: None, caption: str) -> None:
    album = client.ann.send_album([picture("1.png"), picture("2.png"), picture("3.png")], caption=caption)

    message = client.ann.wait(lambda m: m.text == "🧩 One PDF: I begin as soon as the last file is here.")
    status = client.ann.wait_edit(message, begun)

    assert status.text.startswith("🕓 1.png +2 → PDF")
    assert status.reply_to == album[0].id
    assert [m.id for m in client.ann.messages() if m.from_bot] == [status.id]


@pytest.mark.parametrize("caption", ["zip", "zip all", "всё в архив"])
def test_what_packs_files_packs_the_album_as_one(client: Client, chatting: None, caption: str) -> None:
    client.ann.send_album([picture("1.png"), STRANGE], caption=caption)

    status = client.ann.wait(begun)

    assert status.text.startswith("🕓 1.png +1 → ZIP")


def test_what_cannot_be_one_is_asked_about(client: Client, chatting: None) -> None:
    client.boris.send_album([picture("1.png"), SONG], caption="в один mp3")

    menu = client.boris.wait(lambda m: "не могут стать" in m.text)

    assert "🧩 Один ZIP" in menu.labels
    assert deliveries.unfinished(client.boris.id, None) == []


def test_a_word_unites_the_files_of_a_menu(client: Client, chatting: None) -> None:
    album = client.ann.send_album([picture("1.png"), picture("2.png")])
    menu = client.ann.wait_edit(client.ann.wait(is_menu), lambda m: m.text.startswith("2 files"))

    client.ann.send_text("merge into one pdf", reply_to=album[1].id)

    assert client.ann.wait_edit(menu, begun).text.startswith("🕓 1.png +1 → PDF")


def test_a_single_file_cannot_be_merged(client: Client, chatting: None) -> None:
    client.ann.send_file(picture("1.png"))
    menu = client.ann.wait(is_menu)

    client.ann.send_text("merge")

    assert "a single file" in client.ann.wait(lambda m: m.id > menu.id).text


def test_strangers_are_packed_with_others_and_left_out_of_the_rest(client: Client, chatting: None) -> None:
    client.ann.send_album([STRANGE, picture("1.png"), picture("2.png")])
    menu = client.ann.wait_edit(client.ann.wait(is_menu), lambda m: m.text.startswith("3 files"))

    assert "1 of them is of a kind I don't know: it can only be packed." in menu.text
    assert [label for label in menu.labels if "One" in label] == ["🧩 One ZIP"]

    client.ann.press(menu, "JPG")
    client.ann.wait_edit(menu, begun)
    assert [view.source_name for view in reversed(deliveries.unfinished(client.ann.id, None))] == ["1.png", "2.png"]


def test_late_files_of_an_album_become_all_that_was_ticked(client: Client, chatting: None) -> None:
    album = client.ann.send_album([picture("1.png"), picture("2.png")])
    menu = client.ann.wait_edit(client.ann.wait(is_menu), lambda m: m.text.startswith("2 files"))
    client.ann.press(menu, "Several")
    for target in ("jpg", "webp"):
        ticking = client.ann.wait_edit(menu, lambda m: m.text.endswith("should become."))
        client.ann.press(ticking, f"tick:0:{target}")
    client.ann.press(menu, "convert-ticked")
    client.ann.wait_edit(menu, begun)

    put_late(client, album[0], picture("3.png"))

    wanted = {(f"{number}.png", target, menu.id) for number in (1, 2, 3) for target in ("jpg", "webp")}
    client.until(lambda: seen(client) == wanted)


def seen(client: Client) -> set[tuple[str, str, int | None]]:
    views = deliveries.unfinished(client.ann.id, None)
    return {(view.source_name, view.target, view.batch_id) for view in views}


def put_late(client: Client, first: Message, file: tuple[str, bytes]) -> None:
    """One more file of that album."""
    elsewhere = client.carol.send_file(file, chat=client.group()).raw["document"]
    message = first.raw | {"document": elsewhere, "message_id": first.id + 100}
    inbox.put(client.bot, [{"update_id": 2_000_000_000, "message": message}])
    client.ann.send_text("hello")  # whatever comes has the inbox read
