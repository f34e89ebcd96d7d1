"""Operators' commands: what they tell and do, and that nobody else knows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.access import bans, draining
from bot.errors import ChatRefusesError
from bot.language import operator_words
from bot.records import deliveries
from bot.settings import settings
from conversion.errors import ToolFailedError
from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.bot import making
from tests.bot.handlers.conftest import FILM, anything, is_menu, served, with_keyboard

UNKNOWN = "I don't know this command."


@pytest.fixture
def operated(client: Client, bot_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """A bot that answers and has an operator: Carol."""
    monkeypatch.setenv("ADMIN_IDS", str(client.carol.id))
    settings.cache_clear()
    with served():
        yield client.carol


def answer(person: Person, text: str) -> Message:
    sent = person.send_text(text)
    return person.wait(anything, after=sent.id)


@pytest.mark.parametrize("name", operator_words.COMMANDS)
def test_to_everybody_else_the_commands_are_unknown(client: Client, operated: Person, name: str) -> None:
    assert answer(client.ann, f"/{name}").text.startswith(UNKNOWN)
    assert not answer(operated, f"/{name}").text.startswith(UNKNOWN)


def test_in_a_group_operators_commands_are_not_heard(client: Client, operated: Person) -> None:
    group = client.group("Weekend trip")
    operated.send_text(f"/stats@playground_{client.bot}_bot", chat=group)
    asked = operated.send_text(f"/help@playground_{client.bot}_bot", chat=group)

    assert operated.wait(anything, chat=group).reply_to == asked.id


def test_stats_count_endings_failures_queues_and_the_disk(client: Client, operated: Person) -> None:
    making.done(making.add())
    making.failed(making.add(), ToolFailedError("ffmpeg", "1"))
    making.cancelled(making.add())
    making.add()

    told = answer(operated, "/stats").text

    assert "✅ 1  ❌ 1  🚫 1  ⏳ 1" in told
    assert "ToolFailedError: 1" in told
    assert "video: 1 / 0" in told
    assert "People: 1, chats: 1. Results not sent yet: 4." in told
    assert "MKV → MP4: " in told
    assert " free of " in told


def test_find_tells_what_stands_behind_an_error_number(client: Client, operated: Person) -> None:
    view = making.failed(making.add(), ToolFailedError("ffmpeg", "1", "moov <atom> not found"))

    told = answer(operated, f"/find {view.error_id}").text

    assert told.startswith("🔎 ToolFailedError, ")
    assert "Conversion: MKV → MP4" in told
    assert "moov <atom> not found" in told
    assert f"Chat: {view.chat_id}, person: {view.user_id}" in told
    assert "film" not in told
    assert answer(operated, "/find 00000000").text.startswith("I know no error 00000000.")


def test_find_knows_results_that_could_not_be_told(client: Client, operated: Person) -> None:
    view = making.done(making.add())
    making.change(view, trouble=ChatRefusesError.__name__, trouble_args=["no"], trouble_id="abcdef12")

    assert answer(operated, "/find ABCDEF12").text.startswith("🔎 ChatRefusesError, ")


def test_the_banned_hear_it_once_a_day_with_the_reason_and_what_ran_is_cancelled(
    client: Client, operated: Person
) -> None:
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    client.ann.send_text("/settings")
    menu = client.ann.wait(is_menu)

    told = answer(operated, f"/ban {client.ann.id} sends <spam>")
    refused = answer(client.ann, "/help")
    client.ann.send_text("/help")
    assert client.ann.press(menu, "High")["text"] == ""
    after = answer(operated, f"/unban {client.ann.id}")

    assert told.text == f"{client.ann.id} is banned. 1 conversion cancelled."
    assert refused.text.endswith("decided so (sends <spam>).")
    assert after.text == f"{client.ann.id} may use me again."
    assert not deliveries.unfinished(client.ann.id, None)
    assert answer(client.ann, "/help").text.startswith("How to convert")
    assert len([m for m in client.ann.messages() if "decided so" in m.text]) == 1


def test_a_banned_group_is_not_served_and_its_people_are_elsewhere(client: Client, operated: Person) -> None:
    group, name = client.group("Weekend trip"), f"playground_{client.bot}_bot"
    answer(operated, f"/ban {group}")

    client.ann.send_text(f"/help@{name}", chat=group)

    assert client.ann.wait(anything, chat=group).text.startswith("Sorry, I can't help you here any more")
    assert answer(client.ann, "/help").text.startswith("How to convert")
    assert answer(operated, "/ban").text == f"1 ban\n{group}"


def test_operators_are_not_banned(client: Client, operated: Person) -> None:
    assert answer(operated, f"/ban {operated.id}").text.startswith(f"{operated.id} is an operator.")
    assert not bans.every()
    assert answer(operated, "/ban Ann").text.startswith("Whom?")
    assert answer(operated, "/unban 5").text == "5 wasn't banned."


def test_while_it_drains_nothing_new_is_accepted_and_what_runs_goes_on(client: Client, operated: Person) -> None:
    client.ann.send_file(FILM, caption="mp4")
    running = client.ann.wait(with_keyboard)
    client.boris.send_file(FILM)
    menu = client.boris.wait(is_menu)

    assert answer(operated, "/drain").text.startswith("🚧 I accept nothing new. 1 conversion is still")
    sent = client.ann.send_file(FILM)
    assert client.ann.wait(anything, after=sent.id).text.startswith("I'm about to be restarted")
    assert client.boris.press(menu, "MP4")["text"].startswith("Меня скоро перезапустят")
    assert client.message(running.chat, running.id).text.startswith("🕓")
    assert [view.user_id for view in deliveries.unfinished_of(client.ann.id)] == [client.ann.id]
    client.ann.press(running, "Cancel")

    assert answer(operated, "/drain off").text == "I accept new files."
    client.boris.press(menu, "MP4")
    client.boris.wait_edit(menu, lambda m: m.text.startswith("🕓"))


def test_in_a_group_a_command_is_answered_while_it_drains(client: Client, operated: Person) -> None:
    draining.begin(operated.id)
    group = client.group("Weekend trip")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot mp4", chat=group, reply_to=sent.id)

    assert client.ann.wait(anything, chat=group).text.startswith("I'm about to be restarted")


def test_a_broadcast_is_asked_about_and_then_begun_or_not(client: Client, operated: Person) -> None:
    making.add(chat_id=client.ann.id, user_id=client.ann.id)
    assert "reply to it with /broadcast" in answer(operated, "/broadcast").text
    news = operated.send_text("We moved.")
    operated.send_text("/broadcast", reply_to=news.id)
    asked = operated.wait(lambda m: m.text == "📣 Send this to 1 person?")
    operated.press(asked, "Cancel")
    operated.wait_edit(asked, lambda m: m.text == "📣 Sent to nobody." and not m.labels)
    again = operated.send_text("/broadcast", reply_to=news.id)
    asked = operated.wait(lambda m: m.text == "📣 Send this to 1 person?", after=again.id)

    operated.press(asked, "Send")
    begun = operated.wait_edit(asked, lambda m: m.text.startswith("📣 Sending: 0 of 1"))
    operated.press(begun, "Stop")

    operated.wait_edit(asked, lambda m: m.text == "📣 Stopped: sent to 0 of 1" and not m.labels)


def test_limits_are_shown_and_changed_at_once(client: Client, operated: Person) -> None:
    assert "quota_files: 0\n" in answer(operated, "/limits").text
    changed = answer(operated, "/limits quota_files 1").text
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    sent = client.ann.send_file(FILM, caption="webm")

    assert "quota_files: 1 (0)\n" in changed
    assert client.ann.wait(anything, after=sent.id).text.startswith("That is over the daily limit: 1 file")
    assert "quota_files: 0\n" in answer(operated, "/limits quota_files default").text
    for nonsense in ("quota_files", "quota_files -1", "most_queued 0", "quota_houses 3"):
        assert answer(operated, f"/limits {nonsense}").text.startswith("Change one like this:")
