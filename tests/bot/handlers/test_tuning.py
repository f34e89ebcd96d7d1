"""The ⚙ and ☑ of a menu: options by buttons or in words, several targets at once, what was picked before first."""

from pathlib import Path

import pytest

from bot.people import picks
from bot.records import deliveries
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.bot.handlers.conftest import FILM, SAMPLES, is_menu, names_of, served

ZIP = ("things.zip", (SAMPLES / "sample.zip").read_bytes())


def pressed(person: Person, menu: Message, button: str) -> Message:
    """The menu after that button changed it."""
    person.press(menu, button)
    return person.wait_edit(menu, lambda m: m.labels != menu.labels or m.text != menu.text)


def opened(person: Person, file: tuple[str, bytes], target: str, settings: str = "⚙ Settings") -> Message:
    """The options of a target."""
    person.send_file(file)
    menu = person.wait(is_menu)
    return pressed(person, pressed(person, menu, settings), target)


def test_options_are_set_by_buttons_and_converted_with(client: Client, chatting: None) -> None:
    panel = opened(client.ann, FILM, "tune:mp4")
    assert panel.text.startswith("film.mkv → MP4\n")
    assert {"Quality", "Height", "No sound", "▶ Convert"} <= set(panel.labels)

    values = pressed(client.ann, panel, "Height")
    assert {"240p", "720p", "Automatic", "⌨ Write it…"} <= set(values.labels)
    panel = pressed(client.ann, values, "720p")
    panel = pressed(client.ann, panel, "No sound")
    assert panel.text.startswith("film.mkv → MP4 · 720p · no sound\n")
    assert {"✓ Height: 720p", "✓ No sound"} <= set(panel.labels)
    client.ann.press(panel, "▶ Convert")

    client.ann.wait_edit(panel, lambda m: m.text.startswith("🕓 film.mkv → MP4 · 720p · no sound"))
    [view] = deliveries.unfinished(client.ann.id, None)
    assert view.options == {"height": 720, "mute": True}


def test_what_is_set_can_be_left_to_the_bot_again(client: Client, chatting: None) -> None:
    panel = opened(client.ann, FILM, "tune:mp4")
    panel = pressed(client.ann, panel, "No sound")
    panel = pressed(client.ann, panel, "✓ No sound")
    panel = pressed(client.ann, pressed(client.ann, panel, "Quality"), "Low")
    panel = pressed(client.ann, pressed(client.ann, panel, "✓ Quality: Low"), "Automatic")

    assert panel.text.startswith("film.mkv → MP4\n")


def test_settings_outlive_a_restart_and_the_last_ones_are_remembered(client: Client, bot_home: Path) -> None:
    with served():
        panel = pressed(client.ann, opened(client.ann, FILM, "tune:mp4"), "No sound")
    with served():
        client.ann.press(panel, "▶ Convert")
        client.ann.wait_edit(panel, lambda m: m.text.startswith("🕓 film.mkv → MP4 · no sound"))

        again = opened(client.ann, FILM, "tune:mp4")
        assert "✓ No sound" in again.labels


def test_what_was_written_with_the_file_is_set_already(client: Client, chatting: None) -> None:
    sent = client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)
    client.ann.send_text("/convert 240p", reply_to=sent.id)
    menu = client.ann.wait(is_menu, after=menu.id)

    panel = pressed(client.ann, pressed(client.ann, menu, "⚙ Settings"), "tune:mp4")
    assert "✓ Height: 240p" in panel.labels
    values = pressed(client.ann, panel, "✓ Height: 240p")
    client.ann.press(pressed(client.ann, values, "Automatic"), "▶ Convert")

    client.ann.wait_edit(panel, lambda m: m.text.startswith("🕓 film.mkv → MP4\n"))


@pytest.mark.parametrize(("written", "shown"), [("0:01-0:02", "0:01–0:02"), ("0:01", None)])
def test_a_value_that_must_be_written_is_asked_for(
    client: Client, chatting: None, written: str, shown: str | None
) -> None:
    panel = opened(client.ann, FILM, "tune:mp3")
    client.ann.press(panel, "Part of it")
    prompt = client.ann.wait(lambda m: m.text.startswith("⌨️"))
    assert prompt.text == ("⌨️ Part of it\nWrite it as an answer to this message. For example: 0:30-1:10")

    answer = client.ann.send_text(written, reply_to=prompt.id)

    if shown is None:
        refused = client.ann.wait(lambda m: m.text.startswith("trim=0:01 won't work here."), after=answer.id)
        assert refused.reply_to == answer.id
    else:
        changed = client.ann.wait_edit(panel, lambda m: f"✓ Part of it: {shown}" in m.labels)
        assert changed.text.startswith(f"film.mkv → MP3 · {shown}")
        client.until(lambda: client.message(client.ann.id, prompt.id).deleted)


def test_a_password_is_written_and_shown_to_nobody(client: Client, chatting: None) -> None:
    panel = opened(client.boris, ZIP, "tune:7z", "⚙ Опции")
    client.boris.press(panel, "Закрыть паролем")
    prompt = client.boris.wait(lambda m: m.text.startswith("⌨️"))

    answer = client.boris.send_text("Тайна-1", reply_to=prompt.id)

    panel = client.boris.wait_edit(panel, lambda m: "✓ Закрыть паролем: •••" in m.labels)
    client.until(lambda: client.message(client.boris.id, answer.id).deleted)
    assert "Тайна" not in panel.text
    client.boris.press(panel, "▶ Превратить")
    client.boris.wait_edit(panel, lambda m: m.text.startswith("🕓 things.zip → 7Z"))


def test_a_target_without_options_says_so(client: Client, chatting: None) -> None:
    client.ann.send_file(("table.csv", b"a,b\n1,2\n"))
    menu = client.ann.wait(is_menu)
    page = pressed(client.ann, menu, "⚙ Settings")

    assert client.ann.press(page, "tune:xlsx")["text"] == "There is nothing to set for XLSX."


def test_several_targets_are_ticked_and_converted_together(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = pressed(client.ann, client.ann.wait(is_menu), "☑ Several")
    assert client.ann.press(menu, "Tick what you want")["text"] == "Tick what you want"

    menu = pressed(client.ann, menu, "MP4")
    menu = pressed(client.ann, menu, "GIF")
    menu = pressed(client.ann, menu, "MP3")
    menu = pressed(client.ann, menu, "tick:0:gif")
    client.ann.press(menu, "▶ Convert: 2")

    status = client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓"))
    assert status.text.splitlines()[:3] == [
        "🕓 film.mkv → MP4, MP3",
        "🕓 film.mkv → MP4: №1",
        "🕓 film.mkv → MP3: №1",
    ]
    assert sorted(view.target for view in deliveries.unfinished(client.ann.id, None)) == ["mp3", "mp4"]


def test_what_was_picked_before_stands_first(client: Client, chatting: None) -> None:
    picks._everyones.cache_clear()
    client.boris.send_file(FILM, caption="webm 240p")
    client.boris.wait(lambda m: m.text.startswith("🕓"))
    client.ann.send_file(FILM, caption="ogg")
    client.ann.wait(lambda m: m.text.startswith("🕓"))

    client.ann.send_file(FILM)

    assert names_of(client.ann.wait(is_menu))[:3] == ["OGG", "WEBM", "MP4"]


def test_an_answer_to_a_forgotten_question_is_told_so(client: Client, chatting: None) -> None:
    panel = opened(client.ann, FILM, "tune:mp3")
    client.ann.press(panel, "Part of it")
    prompt = client.ann.wait(lambda m: m.text.startswith("⌨️"))
    client.ann.press(panel, "▶ Convert")

    client.ann.send_text("0:01-0:02", reply_to=prompt.id)

    client.ann.wait(lambda m: m.text == "This menu is out of date. Please send the file again.")


def test_only_the_last_question_stands(client: Client, chatting: None) -> None:
    panel = opened(client.ann, FILM, "tune:mp4")
    client.ann.press(panel, "Part of it")
    first = client.ann.wait(lambda m: m.text.startswith("⌨"))

    client.ann.press(panel, "Part of it")

    second = client.ann.wait(lambda m: m.text.startswith("⌨"), after=first.id)
    client.until(lambda: [m.id for m in client.ann.messages() if m.text.startswith("⌨")] == [second.id])
