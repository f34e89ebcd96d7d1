"""A file in a private chat is answered by a menu."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.language import sort_words
from bot.messages import keyboards
from bot.records import deliveries, offers
from conversion import formats, registry
from playground.client import Client
from playground.seen import Message
from tests import servers
from tests.bot.handlers.conftest import FILM, SAMPLES, SONG, anything, is_menu, names_of, served

WAV = (SAMPLES / "sample.wav").read_bytes()


def picture(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "green").save(written, kind)
    return written.getvalue()


def likely(name: str) -> list[str]:
    [source] = formats.named(name)
    return [sort_words.called("en", target.name) for target in registry.targets_for(source)[: keyboards.LIKELY]]


def test_a_file_is_answered_by_one_message_that_quotes_it_and_offers_its_targets(
    client: Client, chatting: None
) -> None:
    sent = client.ann.send_file(FILM)

    menu = client.ann.wait(is_menu, after=sent.id)

    assert menu.reply_to == sent.id
    assert menu.text == "film.mkv\nWhat should it become?"
    assert names_of(menu) == [*likely("mkv"), "More…"]
    assert "🎧 MP3" in menu.labels
    assert "MP4" in menu.labels
    assert [message.id for message in client.ann.messages()] == [sent.id, menu.id]


@pytest.mark.parametrize(
    ("kind", "file", "shown"),
    [
        ("document", SONG, "song.mp3"),
        ("photo", ("whatever.jpg", picture("JPEG")), "photo.jpg"),
        ("video", ("film.mp4", (SAMPLES / "sample.mp4").read_bytes()), "film.mp4"),
        ("audio", SONG, "song.mp3"),
        ("voice", ("voice.ogg", (SAMPLES / "sample.opus").read_bytes()), "voice.ogg"),
        ("animation", ("fun.mp4", (SAMPLES / "sample.mp4").read_bytes()), "fun.mp4"),
        ("sticker", ("hello.webp", picture("WEBP", (512, 512))), "sticker.webp"),
    ],
)
def test_every_kind_of_attachment_counts_as_a_file(
    client: Client, chatting: None, kind: str, file: tuple[str, bytes], shown: str
) -> None:
    sent = client.ann.send_file(file, kind=kind)

    menu = client.ann.wait(is_menu, after=sent.id)

    assert menu.text.splitlines()[0] == shown


def test_a_round_video_counts_as_a_file(client: Client, chatting: None, tmp_path: Path) -> None:
    source = ["-f", "lavfi", "-i", "testsrc=size=64x64:duration=1"]
    subprocess.run(["ffmpeg", "-v", "error", *source, tmp_path / "round.mp4"], check=True)

    client.ann.send_file(tmp_path / "round.mp4", kind="video_note")

    assert client.ann.wait(is_menu).text.splitlines()[0] == "round video.mp4"


def turned(client: Client, page: Message, button: str) -> Message:
    """The menu after that button: another page of it."""
    client.ann.press(page, button)
    return client.ann.wait_edit(page, lambda m: m.labels != page.labels)


def test_the_rest_is_behind_more_and_leads_back(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    menu = client.ann.wait(is_menu)

    page, shown = menu, set[str]()
    while "More…" in page.labels:
        page = turned(client, page, "More…")
        shown |= set(names_of(page)) - {"« Back", "More…"}
    while "« Back" in page.labels:
        page = turned(client, page, "« Back")

    [source] = formats.named("mkv")
    offered = {sort_words.called("en", target.name) for target in registry.targets_for(source)}
    assert shown == offered - set(likely("mkv"))
    assert names_of(page) == names_of(menu)


def test_a_russian_person_is_answered_in_russian(client: Client, chatting: None) -> None:
    client.boris.send_file(FILM)

    assert client.boris.wait(is_menu).text == "film.mkv\nВо что превратить?"


def test_an_album_gets_one_menu_for_what_all_its_files_can_become(client: Client, chatting: None) -> None:
    album = client.ann.send_album([FILM, SONG, ("talk.wav", WAV)])

    menu = client.ann.wait(is_menu, after=album[-1].id)
    counted = client.ann.wait_edit(menu, lambda m: m.text.startswith("3 files"))

    assert menu.reply_to == album[0].id
    common = {"OGG", "M4A", "FLAC"}
    assert common <= set(names_of(counted))
    assert "MP4" not in names_of(counted)
    assert [m.id for m in client.ann.messages() if m.from_bot] == [menu.id]


def test_files_in_a_burst_share_one_menu_under_the_last_one(client: Client, chatting: None) -> None:
    first = client.boris.send_file(("1.wav", WAV))
    alone = client.boris.wait(is_menu)
    second = client.boris.send_file(("2.wav", WAV))

    menu = client.boris.wait(lambda m: m.text.startswith("2 файла"))
    client.until(lambda: [m.id for m in client.boris.messages() if m.from_bot] == [menu.id])
    client.boris.press(menu, "MP3")

    assert (alone.reply_to, menu.reply_to) == (first.id, second.id)
    status = client.boris.wait_edit(menu, lambda m: m.text.startswith("🕓 2 файла → MP3"))
    assert [line.split(":")[0] for line in status.text.splitlines()[1:3]] == ["🕓 1.wav", "🕓 2.wav"]
    assert status.labels == ["Отменить"]
    assert [m.id for m in client.boris.messages() if m.from_bot] == [menu.id]


def test_files_with_nothing_in_common_become_an_archive_or_get_a_menu_each(client: Client, chatting: None) -> None:
    zipped = ("things.zip", (SAMPLES / "sample.zip").read_bytes())
    album = client.ann.send_album([FILM, zipped])
    menu = client.ann.wait(lambda m: m.text.startswith("2 files"))
    assert menu.labels == ["🧩 One ZIP", "Ask for each"]

    client.ann.press(menu, "Ask for each")

    client.until(lambda: [m.reply_to for m in client.ann.messages() if m.labels] == [m.id for m in album])
    film, things = (message for message in client.ann.messages() if message.labels)
    assert "MP4" in film.labels
    assert "TAR" in things.labels


def test_files_sent_together_can_become_one(client: Client, chatting: None) -> None:
    client.boris.send_album([("1.png", picture("PNG")), ("2.jpg", picture("JPEG")), ("3.webp", picture("WEBP"))])
    menu = client.boris.wait(lambda m: m.text.startswith("3 файла"))
    assert menu.labels[-2:] == ["🧩 Один PDF", "🧩 Один ZIP"]

    client.boris.press(menu, "🧩 Один PDF")

    status = client.boris.wait_edit(menu, lambda m: m.text.startswith("🕓 1.png +2 → PDF"))
    [view] = deliveries.of_message(client.boris.id, status.id)
    assert [file["name"] for file in view.further] == ["2.jpg", "3.webp"]
    assert view.queue == "image"


def test_a_menu_works_after_a_restart_and_without_the_original(client: Client, bot_home: Path) -> None:
    with served():
        sent = client.ann.send_file(FILM)
        menu = client.ann.wait(is_menu)
        servers.wait_until(
            lambda: offers.get(client.bot, client.ann.id, menu.id) is not None, 30, "the menu is remembered"
        )
    client.ann.delete(sent)

    with served():
        client.ann.press(menu, "WEBM")
        client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓 film.mkv → WEBM"))


def test_a_menu_is_offered_even_if_the_file_is_deleted_at_once(client: Client, bot_home: Path) -> None:
    sent = client.ann.send_file(FILM)
    client.ann.delete(sent)

    with served():
        assert client.ann.wait(is_menu).text.startswith("film.mkv")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("🎬 отпуск.mkv", "🎬 отпуск.mkv"),
        ("-rf.mkv", "rf.mkv"),
        ('say "hi" <b>&amp;.mkv', "say hi b &amp;.mkv"),
        ("two\nlines.mkv", "two lines.mkv"),
        ("x" * 300 + ".mkv", None),
    ],
)
def test_an_odd_name_is_no_fault(client: Client, chatting: None, name: str, shown: str | None) -> None:
    client.ann.send_file((name, FILM[1]))

    menu = client.ann.wait(is_menu)

    assert shown is None or menu.text.splitlines()[0] == shown
    client.ann.press(menu, "MP4")
    client.ann.wait_edit(menu, lambda m: m.text.startswith("🕓"))


def test_a_file_without_an_extension_is_known_by_its_bytes(client: Client, chatting: None) -> None:
    client.ann.send_file(("holiday", FILM[1]))

    assert names_of(client.ann.wait(is_menu))[:-1] == likely("mkv")


def test_a_caption_that_is_half_understood_is_told_above_the_menu(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4 <foobar>")
    menu = client.ann.wait(is_menu)
    assert menu.text.startswith("I don't understand “<foobar>”.")
    assert menu.text.endswith("\n\nfilm.mkv\nWhat should it become?")

    client.boris.send_file(FILM, caption="наш кот на даче")
    assert client.boris.wait(is_menu).text == "film.mkv\nВо что превратить?"


def test_an_unknown_kind_of_file_gets_a_sentence(client: Client, chatting: None) -> None:
    sent = client.ann.send_file(("thing.xyz", Path(sys.executable).read_bytes()[:100_000]))

    answer = client.ann.wait(anything, after=sent.id)

    assert answer.text.startswith("I don't know files like thing.xyz.")
    assert answer.reply_to == sent.id


def test_a_file_over_the_servers_limit_is_refused_before_anything_is_downloaded(client: Client, chatting: None) -> None:
    sent = client.ann.send_file(("long.mp4", bytes(21 << 20)))

    answer = client.ann.wait(anything, after=sent.id)

    assert answer.text.startswith("long.mp4 is 21 MB, and Telegram lets me get files of up to 20 MB.")
    assert not client.calls("getFile")


def test_a_bare_file_in_a_group_is_not_spoken_to(client: Client, chatting: None) -> None:
    client.orders.privacy(on=False)
    group = client.group("Weekend trip")
    client.ann.send_file(FILM, chat=group)
    client.ann.send_text("mp4", chat=group)
    asked = client.ann.send_text("/help", chat=group)

    answer = client.ann.wait(anything, chat=group)

    assert answer.reply_to == asked.id
