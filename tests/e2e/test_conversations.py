"""Whole conversations: a file goes in, the converted one comes back."""

import time
from pathlib import Path

import pytest

from conversion import detection
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.e2e.conftest import PATIENCE, SAMPLES, answer, converted, is_ended, is_working
from tests.e2e.mutabor import FILMS_AT_ONCE, Mutabor


def format_of(client: Client, message: Message, tmp_path: Path) -> str | None:
    """What the result is by its bytes."""
    path = tmp_path / "result"
    path.write_bytes(client.download(message))
    return detection.detect(path, message.file_name.rsplit(".", 1)[-1])


def test_a_file_and_a_button_become_the_result_in_one_message(client: Client, eve: Person, tmp_path: Path) -> None:
    sent = eve.send_file(SAMPLES / "sample.mkv")
    menu = eve.wait(lambda m: bool(m.labels), timeout=PATIENCE)
    assert eve.press(menu, "MP4")["text"] == ""
    result = eve.wait_edit(menu, is_ended, timeout=PATIENCE)

    assert menu.reply_to == sent.id
    assert (result.kind, result.file_name) == ("video", "sample.mp4")
    assert format_of(client, result, tmp_path) == "mp4"
    assert "🗑 Forget" in result.labels
    assert [message.id for message in eve.messages() if message.from_bot] == [result.id]


@pytest.mark.parametrize(
    "wanted",
    [
        "sample.wav mp3 audio",
        "sample.heic jpg document",
        "sample.webp png document",
        "sample.docx pdf document",
        "sample.md html document",
        "sample.xlsx pdf document",
        "sample.pdf txt document",
        "sample.tar.gz zip document",
        "sample.mp4 gif document",
    ],
)
def test_a_caption_is_enough(client: Client, eve: Person, tmp_path: Path, wanted: str) -> None:
    source, target, kind = wanted.split()
    result = converted(eve, SAMPLES / source, f"/convert {target}")

    assert (result.kind, result.file_name) == (kind, f"sample.{target}"), result
    assert format_of(client, result, tmp_path) == target


@pytest.mark.parametrize(
    "wanted",
    [
        "photo sample.jpg png",
        "video sample.mp4 webm",
        "audio sample.mp3 wav",
        "voice sample.ogg mp3",
        "animation sample.mp4 gif",
        "sticker sample.webp png",
        "video_note sample.mp4 mp3",
    ],
)
def test_every_kind_of_attachment_is_a_file(client: Client, eve: Person, tmp_path: Path, wanted: str) -> None:
    kind, source, target = wanted.split()
    sent = eve.send_file(SAMPLES / source, kind=kind)
    menu = eve.wait(lambda m: bool(m.labels), after=sent.id, timeout=PATIENCE)
    asked = eve.send_text(target, reply_to=sent.id)
    result = eve.wait(is_ended, after=asked.id, timeout=PATIENCE)

    assert menu.reply_to == sent.id
    assert result.has_file, result
    assert format_of(client, result, tmp_path) == target


def test_an_album_has_one_menu_and_each_file_its_result(eve: Person) -> None:
    pictures = eve.send_album([SAMPLES / "sample.png", SAMPLES / "sample.webp", SAMPLES / "sample.bmp"])
    menu = eve.wait(lambda m: bool(m.labels) and m.text.startswith("3"), timeout=PATIENCE)
    eve.press(menu, "JPG")
    ended = eve.wait_edit(menu, lambda m: m.text.startswith("✅ 3 files → JPG"), timeout=PATIENCE)
    eve.client.until(lambda: len([m for m in eve.messages() if m.from_bot and m.has_file]) == 3, PATIENCE)

    assert ended.text.endswith("Ready: 3 of 3")
    results = [m for m in eve.messages() if m.from_bot and m.id != menu.id]
    assert [m.file_name for m in results] == ["sample.jpg"] * 3
    assert [m.reply_to for m in results] == [picture.id for picture in pictures]


def test_a_russian_speaker_reads_russian(pavel: Person) -> None:
    menu_after = pavel.send_file(SAMPLES / "sample.png")
    menu = pavel.wait(lambda m: bool(m.labels), after=menu_after.id, timeout=PATIENCE)

    assert "Во что" in menu.text or "превратить" in menu.text


def test_a_running_film_is_cancelled_at_once_and_the_next_file_starts(
    mutabor: Mutabor, client: Client, eve: Person, long_film: Path, short_film: Path
) -> None:
    """All of the queue's hands are busy: the next film can only start because one was cancelled."""
    films = [eve.send_file(long_film, caption="webm") for _hand in range(FILMS_AT_ONCE)]
    running = [answer(eve, sent, is_working) for sent in films]
    waiting = eve.send_file(SAMPLES / "sample.mkv", caption="webm")
    client.until(lambda: len(mutabor.tools("ffmpeg")) >= len(films), PATIENCE)
    tools = mutabor.tools("ffmpeg")

    eve.press(running[0], "Cancel")
    pressed = time.monotonic()
    client.until(lambda: len(mutabor.tools("ffmpeg")) < len(tools), 5)
    assert time.monotonic() - pressed < 1.0
    eve.wait_edit(running[0], lambda m: m.text.startswith("🚫"), timeout=5)
    assert client.message(eve.id, running[1].id).text.startswith("⏳")

    assert answer(eve, waiting, is_ended).has_file
    eve.send_text("/cancel all")
    client.until(lambda: not mutabor.tools("ffmpeg"), PATIENCE)
    assert client.message(eve.id, running[0].id).text.startswith("🚫")


def test_a_picture_is_not_stuck_behind_two_films(
    mutabor: Mutabor, client: Client, eve: Person, pavel: Person, long_film: Path
) -> None:
    films = [eve.send_file(long_film, caption="webm") for _hand in range(FILMS_AT_ONCE)]
    for sent in films:
        answer(eve, sent, is_working)
    converted(pavel, SAMPLES / "sample.png", "webp")  # the worker's children have their tools loaded now

    begun = time.monotonic()
    result = converted(pavel, SAMPLES / "sample.png", "webp")
    seconds = time.monotonic() - begun

    assert result.has_file
    assert seconds < 3.0
    eve.send_text("/cancel all")
    client.until(lambda: not mutabor.tools("ffmpeg"), PATIENCE)


def test_in_a_group_a_reply_converts_and_only_the_asker_may_cancel(
    mutabor: Mutabor, client: Client, eve: Person, pavel: Person, long_film: Path
) -> None:
    group = client.add_group("Friends", [client.carol, eve, pavel])
    sent = pavel.send_file(long_film, chat=group)
    asked = eve.send_text("/convert@playground_424242_bot webm", chat=group, reply_to=sent.id)
    status = eve.wait(is_working, chat=group, after=asked.id, timeout=PATIENCE)
    assert status.reply_to == sent.id

    refusal = pavel.press(status, "Отмен" if "Отмен" in str(status.labels) else "Cancel")
    assert refusal["text"]
    assert client.message(group, status.id).text.startswith("⏳")

    eve.press(status, status.labels[0])
    eve.wait_edit(status, lambda m: m.text.startswith("🚫"), timeout=10)
    client.until(lambda: not mutabor.tools("ffmpeg"), PATIENCE)


def test_an_answer_stays_in_its_topic(client: Client) -> None:
    forum = client.group("Studio")
    sent = client.ann.send_file(SAMPLES / "sample.mp3", chat=forum, thread=2)
    client.ann.send_text("/convert@playground_424242_bot wav", chat=forum, thread=2, reply_to=sent.id)
    result = client.ann.wait(is_ended, chat=forum, timeout=PATIENCE)

    assert (result.thread, result.file_name) == (2, "sample.wav")


def test_a_result_follows_a_group_that_becomes_a_supergroup(client: Client, eve: Person, short_film: Path) -> None:
    group = client.add_group("Growing", [client.carol, eve])
    sent = eve.send_file(short_film, chat=group)
    asked = eve.send_text("/convert@playground_424242_bot webm", chat=group, reply_to=sent.id)
    eve.wait(lambda m: bool(m.labels), chat=group, after=asked.id, timeout=PATIENCE)
    bigger = client.carol.migrate(group)
    result = eve.wait(is_ended, chat=bigger, timeout=PATIENCE)

    assert result.file_name == "short.webm"


def test_a_deleted_original_is_no_obstacle(eve: Person, client: Client) -> None:
    sent = eve.send_file(SAMPLES / "sample.png")
    menu = eve.wait(lambda m: bool(m.labels), timeout=PATIENCE)
    eve.delete(sent)
    eve.press(menu, "JPG")

    assert eve.wait_edit(menu, is_ended, timeout=PATIENCE).has_file
