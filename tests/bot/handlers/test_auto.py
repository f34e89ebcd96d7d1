"""Rules: who makes them, which files they are for, and what is said where the bot can't see any."""

import pytest

from bot.people import rules
from bot.records import deliveries
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.bot.handlers.conftest import FILM, SONG, anything, is_menu, with_keyboard


def say(client: Client, person: Person, text: str, chat: int, thread: int | None = None) -> Message:
    """The bot's answer to a command in a group."""
    command, _space, rest = text.partition(" ")
    sent = person.send_text(f"{command}@playground_{client.bot}_bot {rest}".strip(), chat=chat, thread=thread)
    return person.wait(lambda m: m.reply_to == sent.id, chat=chat)


@pytest.fixture
def group(client: Client, chatting: None) -> int:
    """A group in which the bot sees everything."""
    client.orders.privacy(on=False)
    return client.group("Weekend trip")


def test_every_file_of_a_format_is_converted_by_itself(client: Client, group: int) -> None:
    told = say(client, client.carol, "/auto mkv mp4 720p", group)
    song = client.ann.send_file(SONG, chat=group)
    film = client.ann.send_file(FILM, chat=group)

    status = client.ann.wait(with_keyboard, chat=group)

    assert told.text == "👌 From now on here: MKV → MP4 · 720p. All rules: /auto"
    assert (status.reply_to, status.text.split("\n")[0]) == (film.id, "🕓 film.mkv → MP4 · 720p")
    assert not [m for m in client.messages(group) if m.reply_to == song.id]
    assert [view.user_id for view in deliveries.unfinished(group, None)] == [client.ann.id]


def test_a_kind_is_named_in_either_language_and_a_format_goes_before_it(client: Client, group: int) -> None:
    say(client, client.carol, "/auto видео webm", group)
    say(client, client.carol, "/auto матрёшка to mp4", group)
    client.ann.send_file(FILM, chat=group)
    client.ann.wait(with_keyboard, chat=group)
    client.ann.send_file(("film.mp4", FILM[1]), chat=group)
    client.until(lambda: len(deliveries.unfinished(group, None)) == 2)

    assert [view.target for view in deliveries.unfinished(group, None)] == ["webm", "mp4"]


def test_a_file_that_is_so_already_is_left_alone(client: Client, group: int) -> None:
    say(client, client.carol, "/auto audio mp3", group)
    client.ann.send_file(SONG, chat=group)
    say(client, client.ann, "/status", group)

    assert not deliveries.unfinished(group, None)


def test_a_rule_of_a_topic_holds_there_alone(client: Client, group: int) -> None:
    studio = client.group("Studio")
    told = say(client, client.carol, "/auto mkv mp4", studio, thread=3)
    client.ann.send_file(FILM, chat=studio, thread=2)
    film = client.ann.send_file(FILM, chat=studio, thread=3)

    status = client.ann.wait(with_keyboard, chat=studio)

    assert told.text.startswith("👌 From now on in this topic: MKV → MP4.")
    assert (status.reply_to, status.thread) == (film.id, 3)
    assert len(deliveries.unfinished(studio, None)) == 1


def test_rules_are_the_administrators_and_everybody_may_read_them(client: Client, group: int) -> None:
    assert say(client, client.boris, "/auto mkv mp4", group).text.startswith("Менять настройки")
    say(client, client.carol, "/auto mkv mp4", group)
    listed = say(client, client.ann, "/auto", group)

    assert listed.text.startswith("1 rule here")
    assert listed.labels == ["✖ MKV → MP4"]
    assert client.ann.press(listed, "MKV")["text"] == "Only administrators can change this chat's settings."
    assert client.carol.press(listed, "MKV")["text"] == "Rule removed"
    client.ann.wait_edit(listed, lambda m: m.text.startswith("There are no rules here."))
    assert not rules.every(client.bot, group, None)


def test_all_rules_go_at_once(client: Client, group: int) -> None:
    say(client, client.carol, "/auto mkv mp4", group)
    say(client, client.carol, "/auto images png", group)

    assert say(client, client.carol, "/auto off", group).text == "Removed 2 rules."
    assert say(client, client.carol, "/auto off", group).text == "There are no rules here."


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("mkv", "Rules – what I convert by myself"),
        ("mkv docx", "I can't turn MKV into DOCX."),
        ("fonts mp4", "Nothing of the kind “Fonts” can become MP4."),
        ("mkw mp4", "I don't know the format mkw. Did you mean MKV"),
        ("mkv mp5", "I don't know the format mp5. Did you mean MP"),
        ("pdf docx password=secret", "A password can't be part of a rule"),
    ],
)
def test_what_can_be_no_rule_is_refused_with_a_reason(client: Client, group: int, words: str, answer: str) -> None:
    assert say(client, client.carol, f"/auto {words}", group).text.startswith(answer)
    assert not rules.every(client.bot, group, None)


def test_where_the_bot_sees_no_files_it_says_what_helps(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")

    blind = say(client, client.carol, "/auto mkv mp4", group)
    client.carol.set_bot("administrator", group)
    seeing = say(client, client.carol, "/auto mkv mp4", group)

    assert "I don't see files here yet" in blind.text
    assert "make me an administrator" in blind.text
    assert seeing.text == "👌 From now on here: MKV → MP4. All rules: /auto"


def test_in_private_a_rule_spares_the_menu_and_a_caption_goes_before_it(client: Client, chatting: None) -> None:
    sent = client.ann.send_text("/auto mkv mp4")
    client.ann.wait(anything, after=sent.id)
    client.ann.send_file(FILM)
    status = client.ann.wait(with_keyboard)
    client.ann.send_file(FILM, caption="webm")
    client.ann.wait(lambda m: "WEBM" in m.text)
    client.ann.send_file(SONG)

    menu = client.ann.wait(is_menu)

    assert status.text.startswith("🕓 film.mkv → MP4")
    assert menu.text.startswith("song.mp3")


def test_rules_follow_a_group_that_becomes_a_supergroup(client: Client, group: int) -> None:
    say(client, client.carol, "/auto mkv mp4", group)
    new = client.carol.migrate(group)
    client.ann.send_file(FILM, chat=new)

    assert client.ann.wait(with_keyboard, chat=new).text.startswith("🕓 film.mkv → MP4")
