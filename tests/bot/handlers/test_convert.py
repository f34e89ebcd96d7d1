"""A file and a word become a conversion at once."""

from pathlib import Path

import httpx
import pytest

from bot.records import deliveries
from bot.records.deliveries import View
from conversion.options import Value
from playground.client import Client
from playground.seen import Message
from tests.bot.handlers.conftest import FILM, SAMPLES, SONG, anything, is_menu, names_of, served, with_keyboard


def only_conversion(chat: int, user: int) -> View:
    """The one conversion of that person there."""
    [view] = deliveries.unfinished(chat, user)
    return view


@pytest.mark.parametrize("caption", ["mp4", "в MP4", "/convert mp4", "/convert@playground_{bot}_bot .mp4"])
def test_a_caption_converts_at_once(client: Client, chatting: None, caption: str) -> None:
    sent = client.ann.send_file(FILM, caption=caption.format(bot=client.bot))

    status = client.ann.wait(anything, after=sent.id)

    assert status.text == "🕓 film.mkv → MP4\nWaiting: number 1 in the queue"
    assert status.labels == ["Cancel"]
    assert status.reply_to == sent.id


def test_options_are_written_after_the_format(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="/convert mp4 quality=low height=480")
    client.ann.wait(with_keyboard)

    assert only_conversion(client.ann.id, client.ann.id).options == {"quality": "low", "height": 480}


@pytest.mark.parametrize("words", ["/convert mp4", "mp4"])
def test_a_reply_to_a_file_converts_it(client: Client, chatting: None, words: str) -> None:
    sent = client.boris.send_file(FILM)
    menu = client.boris.wait(is_menu)
    asked = client.boris.send_text(words, reply_to=sent.id)

    status = client.boris.wait(anything, after=asked.id)

    assert status.text.startswith("🕓 film.mkv → MP4\nЖду очереди")
    assert status.reply_to == sent.id
    assert client.message(menu.chat, menu.id).labels == menu.labels


@pytest.mark.parametrize("reply", [True, False])
def test_a_word_may_stand_for_a_button_of_the_menu(client: Client, chatting: None, reply: bool) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)

    client.ann.send_text("webm", reply_to=menu.id if reply else None)

    client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓 film.mkv → WEBM"))


def test_a_reply_to_something_else_does_not_mean_the_last_menu(client: Client, chatting: None) -> None:
    said = client.ann.send_text("hello")
    client.ann.send_file(FILM)
    client.ann.wait(is_menu)
    client.ann.send_text("webm", reply_to=said.id)

    client.ann.wait(lambda m: m.text.startswith("Which file?"))
    assert not deliveries.unfinished(client.ann.id, None)


def test_convert_without_a_format_offers_a_menu_that_keeps_the_options(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot quality=low", chat=group, reply_to=sent.id)
    menu = client.ann.wait(is_menu, chat=group)

    client.ann.press(menu, "MP4")
    client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓"))

    assert menu.reply_to == sent.id
    assert only_conversion(group, client.ann.id).options == {"quality": "low"}


def test_a_group_is_answered_when_it_speaks_to_the_bot(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.boris.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp3", chat=group, reply_to=sent.id)

    status = client.ann.wait(anything, chat=group)

    assert status.text.startswith("🕓 film.mkv → MP3")
    assert status.reply_to == sent.id
    assert only_conversion(group, client.ann.id).thread_id is None


def test_a_caption_in_a_group_counts_where_telegram_shows_it(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    client.ann.send_file(FILM, chat=group, caption=f"/convert@playground_{client.bot}_bot mp3")

    assert client.ann.wait(anything, chat=group).text.startswith("🕓 film.mkv → MP3")


def test_another_bots_command_is_not_ours(client: Client, chatting: None) -> None:
    client.orders.privacy(on=False)
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group, caption="/convert@somebody_else_bot mp3")
    client.ann.send_text("/convert@somebody_else_bot mp3", chat=group, reply_to=sent.id)
    asked = client.ann.send_text("/help", chat=group)

    assert client.ann.wait(anything, chat=group).reply_to == asked.id


def test_a_topic_is_answered_in_the_topic(client: Client, chatting: None) -> None:
    studio = client.group("Studio")
    sent = client.ann.send_file(FILM, chat=studio, thread=3)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp3", chat=studio, reply_to=sent.id, thread=3)

    status = client.ann.wait(anything, chat=studio)

    assert status.thread == 3
    assert only_conversion(studio, client.ann.id).thread_id == 3


def test_what_cannot_be_done_is_answered_by_what_can(client: Client, chatting: None) -> None:
    for caption, beginning in {
        "/convert qwertyuiop": "I don't know the format qwertyuiop. The ones I know: /formats",
        "/convert docx": "I can't turn MKV into DOCX. MKV can become MP4, MP3, GIF",
        "/convert mp4 quickly": "I don't understand “quickly”.",
        "mp4 quality=ultra": "quality=ultra won't work here. Possible: low, medium, high",
        "mp4 colour=red": "colour=red won't work here. Possible: quality, width, height, ",
    }.items():
        sent = client.ann.send_file(FILM, caption=caption)
        answer = client.ann.wait(anything, after=sent.id)

        assert answer.text.startswith(beginning)
        assert answer.reply_to == sent.id

    assert not deliveries.unfinished(client.ann.id, None)


def test_a_format_without_a_file_is_answered_by_how_to_send_one(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    client.ann.send_text("mp3")
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp3", chat=group)

    assert client.ann.wait(anything).text.startswith("Which file? Send it with mp3 as its caption")
    assert f"/convert@playground_{client.bot}_bot mp3" in client.ann.wait(anything, chat=group).text


def test_an_albums_caption_is_for_all_its_files(client: Client, chatting: None) -> None:
    album = client.ann.send_album([FILM, SONG, ("talk.mkv", FILM[1])], caption="m4a")

    status = client.ann.wait(lambda m: m.from_bot)
    client.until(lambda: len(deliveries.of_message(client.ann.id, status.id)) == len(album))
    client.ann.press(status, "Cancel")

    ended = client.ann.wait_edit(status, lambda m: m.text.startswith("🚫 3 files → M4A"))
    assert ended.text.splitlines()[1:] == ["🚫 film.mkv", "🚫 song.mp3", "🚫 talk.mkv"]
    assert [m.id for m in client.ann.messages() if m.from_bot] == [status.id]


def test_a_free_caption_is_no_order(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="look at this mp4")

    assert "More…" in names_of(client.ann.wait(is_menu))


def test_an_update_that_comes_again_converts_once(client: Client, chatting: None) -> None:
    client.orders.repeat_updates(3)
    sent = client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    asked = client.ann.send_text("/status")
    client.ann.wait(anything, after=asked.id)

    assert len(deliveries.unfinished(client.ann.id, None)) == 1
    assert [m.reply_to for m in client.ann.messages() if m.from_bot and m.reply_to] == [sent.id]


def test_a_conversion_begins_although_its_message_is_refused(client: Client, chatting: None, home: Path) -> None:
    client.orders.error("sendMessage", 400, "Bad Request: not now", times=1)
    client.ann.send_file(FILM, caption="mp4")
    asked = client.ann.send_text("/status")

    assert "film.mkv → MP4" in client.ann.wait(anything, after=asked.id).text
    assert only_conversion(client.ann.id, client.ann.id).message_id is None


@pytest.mark.parametrize(
    ("caption", "understood", "options"),
    [
        ("mp3 64k 0:00-0:01", "MP3 · 64 kbit/s · up to 0:01", {"bitrate": 64, "trim": "0-1"}),
        ("в mp4, 240p без звука", "MP4 · 240p · no sound", {"height": 240, "mute": True}),
        ("240p без звука", "MKV · 240p · no sound", {"height": 240, "mute": True}),
        ("меньше 10 мб", "MKV · up to 10 MB", {"max": 10_000_000}),
        ("сделай гифку", "GIF", {}),
    ],
)
def test_plain_words_say_how(
    client: Client, chatting: None, caption: str, understood: str, options: dict[str, Value]
) -> None:
    sent = client.ann.send_file(FILM, caption=caption)
    status = client.ann.wait(anything, after=sent.id)

    assert status.text.splitlines()[0] == f"🕓 film.mkv → {understood}"
    assert only_conversion(client.ann.id, client.ann.id).options == options


@pytest.mark.parametrize("said", ["caption", "command", "word"])
def test_a_misspelt_format_is_offered_as_a_button(client: Client, chatting: None, said: str) -> None:
    sent = client.ann.send_file(FILM, caption="webmm 240p" if said == "caption" else "")
    if said != "caption":
        client.ann.wait(is_menu, after=sent.id)
        client.ann.send_text("/convert webmm 240p" if said == "command" else "webmm 240p", reply_to=sent.id)

    asked = client.ann.wait(lambda m: m.text.startswith("I don't know the format webmm. Did you mean WEBM"))
    assert asked.labels[0] == "WEBM"
    assert asked.labels[-1] == "More…"
    client.ann.press(asked, "WEBM")

    client.ann.wait_edit(asked, lambda m: m.text.startswith("🕓 film.mkv → WEBM · 240p"))


def test_behind_a_misspelt_format_are_all_the_others(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="webmm")
    asked = client.ann.wait(lambda m: m.text.startswith("I don't know the format webmm."))

    client.ann.press(asked, "More…")

    assert "MP4" in names_of(client.ann.wait_edit(asked, lambda m: m.text.startswith("film.mkv")))


def group_order(client: Client, message: Message, group: int) -> Message:
    """Boris asks for an MP3 of what is in that message; what the bot answers."""
    asked = client.boris.send_text(f"/convert@playground_{client.bot}_bot mp3", chat=group, reply_to=message.id)
    return client.boris.wait(anything, chat=group, after=asked.id)


def test_of_an_album_only_the_file_that_was_replied_to_is_converted(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    album = client.ann.send_album([FILM, ("other.mkv", FILM[1])], chat=group)

    status = group_order(client, album[1], group)

    assert (status.reply_to, status.text.split("\n")[0]) == (album[1].id, "🕓 other.mkv → MP3")
    assert len(deliveries.unfinished(group, None)) == 1


def test_in_a_group_an_albums_caption_is_for_all_that_telegram_shows(client: Client, chatting: None) -> None:
    client.orders.privacy(on=False)
    group = client.group("Weekend trip")
    client.ann.send_album([FILM] * 3, chat=group, caption=f"/convert@playground_{client.bot}_bot mp3")

    client.until(lambda: len(deliveries.unfinished(group, None)) == 3)
    assert len({view.batch_id for view in deliveries.unfinished(group, None)}) == 1


def test_a_forwarded_file_and_a_bots_own_result_are_files_as_any_other(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    results = [
        posted(client, "sendDocument", group, ("film.mkv", FILM[1])),
        posted(
            client, "forwardMessage", group, from_chat_id=group, message_id=client.ann.send_file(FILM, chat=group).id
        ),
    ]
    for result in results:
        status = group_order(client, result, group)

        assert (status.reply_to, status.text.split("\n")[0]) == (result.id, "🕓 film.mkv → MP3")


def posted(client: Client, method: str, chat: int, file: tuple[str, bytes] | None = None, **values: int) -> Message:
    """A message of a bot."""
    url = f"{client.url}/bot{client.token}/{method}"
    files = {"document": file} if file else None
    answer = httpx.post(url, data={"chat_id": chat, **values}, files=files, trust_env=False).raise_for_status()
    return client.message(chat, answer.json()["result"]["message_id"])


def test_an_original_that_is_gone_is_converted_all_the_same(client: Client, bot_home: Path) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.boris.send_text(f"/convert@playground_{client.bot}_bot mp3", chat=group, reply_to=sent.id)
    client.ann.delete(sent)
    with served():
        status = client.boris.wait(anything, chat=group)

    assert (status.reply_to, status.text.split("\n")[0]) == (None, "🕓 film.mkv → MP3")


@pytest.mark.parametrize(
    ("caption", "target", "name"),
    [
        ("сожми", "pdf-small", "SMALLER PDF"),
        ("до 5 мб", "pdf-small", "SMALLER PDF · up to 5 MB"),
        ("чёрно-белый", "pdf-grey", "GREY PDF"),
    ],
)
def test_wishes_that_are_formats_of_their_own_for_a_pdf(
    client: Client, chatting: None, caption: str, target: str, name: str
) -> None:
    client.ann.send_file(("paper.pdf", (SAMPLES / "sample.pdf").read_bytes()), caption=caption)

    assert client.ann.wait(anything).text.startswith(f"🕓 paper.pdf → {name}\n")
    assert only_conversion(client.ann.id, client.ann.id).target == target
