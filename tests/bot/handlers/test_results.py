"""The buttons under a result: another format, the same again, other shapes, forgetting; and /privacy."""

import asyncio
from pathlib import Path

import pytest

from bot import settings as bot_settings
from bot.api import telegram
from bot.delivery import delivering
from bot.records import deliveries, presets
from bot.records.deliveries import View
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.bot import making
from tests.bot.handlers.conftest import FILM, SAMPLES, is_menu


async def tell(view: View) -> None:
    async with telegram.make_bot(for_files=True) as bot:
        await delivering.tell(bot, view.task_id)


def view_of(message: Message, client: Client) -> View:
    """Its conversion, as soon as the bot has noted which message it is."""
    client.until(lambda: bool(deliveries.of_message(message.chat, message.id)))
    [view] = deliveries.of_message(message.chat, message.id)
    return view


def converted(person: Person, content: bytes = b"result", name: str = "film.mp4", caption: str = "mp4") -> Message:
    """What comes of a film once a worker has had it; there is none here."""
    sent = person.send_file(FILM, caption=caption)
    status = person.wait(lambda m: m.text.startswith("🕓"), after=sent.id)
    done = making.done(view_of(status, person.client), content, name)
    making.change_task(done, source_format="mkv")
    asyncio.run(tell(done))
    return person.client.message(person.id, status.id)


def test_another_format_opens_the_menu_of_the_same_file(client: Client, chatting: None) -> None:
    result = converted(client.ann)

    assert client.ann.press(result, "Another format")["text"] == ""
    menu = client.ann.wait(is_menu, after=result.id)

    assert menu.text.startswith("film.mkv")
    assert menu.reply_to == view_of(result, client).reply_to
    client.ann.press(menu, "WEBM")
    client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓 film.mkv → WEBM"))


def test_the_next_files_become_the_same_until_somebody_says_stop(client: Client, chatting: None) -> None:
    result = converted(client.ann)

    notice = client.ann.press(result, "Always this")["text"]
    assert notice.startswith("From now on every file you send here becomes MP4.")
    changed = client.ann.wait_edit(result, lambda m: "⏹ Stop doing this" in m.labels)
    client.ann.send_file(("other.avi", (SAMPLES / "sample.avi").read_bytes()))
    client.ann.wait(lambda m: m.text.startswith("🕓 other.avi → MP4"))

    assert client.ann.press(changed, "Stop")["text"] == "OK, I'll ask about each file again."
    client.ann.send_file(("third.avi", (SAMPLES / "sample.avi").read_bytes()))
    assert is_menu(client.ann.wait(lambda m: "third.avi" in m.text))


def test_the_word_stop_is_enough(client: Client, chatting: None) -> None:
    result = converted(client.boris)
    client.boris.press(result, "Всегда так")

    sent = client.boris.send_text("Стоп!")

    client.boris.wait(lambda m: m.text.startswith("Хорошо"), after=sent.id)
    assert presets.of(client.bot, client.boris.id, client.boris.id) is None


def test_a_file_that_cannot_become_the_same_gets_its_menu(client: Client, chatting: None) -> None:
    client.ann.press(converted(client.ann), "Always this")

    client.ann.send_file(("book.epub", (SAMPLES / "sample.epub").read_bytes()))

    assert is_menu(client.ann.wait(lambda m: "book.epub" in m.text))


def test_what_is_forgotten_is_gone_and_the_result_stays(client: Client, chatting: None, bot_home: Path) -> None:
    result = converted(client.ann)

    assert client.ann.press(result, "Forget")["text"] == "Forgotten: file, result and name."

    after = client.ann.wait_edit(result, lambda m: not m.labels)
    assert client.download(after) == b"result"
    assert making.stored(bot_home) == []
    assert (view_of(result, client).source_name, view_of(result, client).file_id) == ("", "")


def test_a_result_appears_in_another_shape_in_its_place(client: Client, chatting: None) -> None:
    result = converted(client.ann, (SAMPLES / "sample.mp4").read_bytes())
    assert result.kind == "video"
    client.ann.press(result, "Send as…")
    offered = client.ann.wait_edit(result, lambda m: "« Back" in m.labels)
    shapes = {"📄 File", "🎞 Animation", "🎤 Voice message", "⭕ Round video", "🩷 Sticker"}
    assert set(offered.labels) == {*shapes, "« Back"}

    assert client.ann.press(offered, "File")["text"] == "It's on its way."
    asyncio.run(tell(view_of(result, client)))

    assert client.message(result.chat, result.id).kind == "document"


def test_a_voice_message_is_made_of_the_source(client: Client, chatting: None) -> None:
    result = converted(client.ann)
    client.ann.press(result, "Send as…")
    client.ann.press(client.ann.wait_edit(result, lambda m: "« Back" in m.labels), "Voice")

    status = client.ann.wait(lambda m: m.text.startswith("🕓 film.mkv → VOICE"), after=result.id)
    assert view_of(status, client).shape == ""
    assert "Another format" in client.ann.wait_edit(result, lambda m: "« Back" not in m.labels).labels[0]


def test_only_who_asked_may_press_in_a_group(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)
    status = client.ann.wait(lambda m: m.text.startswith("🕓"), chat=group)
    asyncio.run(tell(making.done(view_of(status, client))))
    result = client.message(group, status.id)

    assert "Always this" not in " ".join(result.labels)
    assert client.boris.press(result, "Forget")["text"].startswith("Нажать может только тот")
    assert view_of(result, client).source_name == "film.mkv"


def test_a_result_that_is_too_large_can_be_made_smaller_in_its_message(
    client: Client, chatting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_settings, "CLOUD_UPLOAD", 5 << 20)
    status = converted(client.ann, bytes(6_000_000))
    assert status.text.startswith("❌")

    client.ann.press(status, "Fit to 5 MB")

    again = client.ann.wait_edit(status, lambda m: m.text.startswith("🕓"))
    assert [view.options for view in deliveries.of_message(again.chat, again.id)] == [{"max": 5_000_000}]


def test_a_result_that_is_too_large_comes_in_parts(
    client: Client, chatting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_settings, "CLOUD_UPLOAD", 40_000)
    status = converted(client.ann, bytes(100_000))
    client.ann.press(status, "Numbered parts")
    asyncio.run(tell(view_of(status, client)))

    parts = [message for message in client.messages(client.ann.id) if message.from_bot and message.has_file]
    assert [part.file_name for part in parts] == ["film.mp4.001", "film.mp4.002", "film.mp4.003"]


def test_a_repeat_is_answered_by_the_bot_itself(client: Client, chatting: None) -> None:
    converted(client.ann)

    sent = client.boris.send_file(FILM, caption="mp4")

    result = client.boris.wait(lambda m: m.has_file, after=sent.id)
    assert client.download(result) == b"result"


def test_privacy_turns_keeping_off_and_on(client: Client, chatting: None) -> None:
    converted(client.ann)
    client.ann.send_text("/privacy")
    told = client.ann.wait(lambda m: "What I store" in m.text)
    assert "Telegram's ids of the results: 30 days." in told.text

    client.ann.press(told, "Don't reuse my results")
    off = client.ann.wait_edit(told, lambda m: "not stored" in m.text)
    sent = client.boris.send_file(FILM, caption="mp4")
    client.boris.wait(lambda m: m.text.startswith("🕓"), after=sent.id)

    client.ann.press(off, "Reuse my results")
    client.ann.wait_edit(told, lambda m: "30 days." in m.text)


def test_everything_is_forgotten_after_a_second_question(client: Client, chatting: None, bot_home: Path) -> None:
    result = converted(client.ann)
    client.ann.send_text("/privacy")
    told = client.ann.wait(lambda m: "What I store" in m.text)

    client.ann.press(told, "Forget everything now")
    asked = client.ann.wait_edit(told, lambda m: "Forget everything?" in m.text)
    assert view_of(result, client).source_name == "film.mkv"
    client.ann.press(asked, "Back")
    back = client.ann.wait_edit(told, lambda m: "What I store" in m.text)
    client.ann.press(back, "Forget everything now")
    asked = client.ann.wait_edit(told, lambda m: "Forget everything?" in m.text)
    client.ann.press(asked, "Yes, forget everything")

    client.ann.wait_edit(told, lambda m: m.text == "Done: I've forgotten 1 conversion, with files and names.")
    assert making.stored(bot_home) == []
    assert view_of(result, client).source_name == ""
