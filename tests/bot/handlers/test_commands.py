"""The other commands, in private chats and in groups."""

from functools import partial
from pathlib import Path

import pytest

from bot import pictures
from bot.language import words
from bot.records import deliveries, offers
from bot.settings import settings
from playground.client import Client
from playground.seen import Message
from tests.bot.handlers.conftest import FILM, anything, is_menu, served, with_keyboard

GREETINGS = {
    "/start": ("👋 Hi!", "👋 Привет!"),
    "/help": ("How to convert", "Как преобразовать файл"),
    "/privacy": ("🔒 What I store", "🔒 Что я храню"),
    "/status": ("You have no conversions", "Сейчас у вас здесь нет преобразований"),
    "/formats": ("I can convert", "Я умею преобразовывать"),
    "/settings": ("⚙️ Settings of this chat", "⚙️ Настройки этого чата"),
    "/cancel": ("You have no conversions", "Сейчас у вас здесь нет преобразований"),
    "/nonsense": ("I don't know this command.", "Я не знаю такой команды."),
    "hello": ("Send me a file", "Пришлите мне файл"),
}


def begins(beginning: str, message: Message) -> bool:
    return message.text.startswith(beginning)


@pytest.mark.parametrize(("name", "column"), [("Ann", 0), ("Борис", 1)])
def test_people_are_answered_in_their_language(client: Client, chatting: None, name: str, column: int) -> None:
    person = client.person(name)
    for text, beginnings in GREETINGS.items():
        sent = person.send_text(text)

        assert person.wait(anything, after=sent.id).text.startswith(beginnings[column])


@pytest.mark.parametrize(("name", "file_name"), [("Ann", "welcome-en.png"), ("Борис", "welcome-ru.png")])
def test_start_shows_a_picture_that_is_uploaded_once(client: Client, chatting: None, name: str, file_name: str) -> None:
    person = client.person(name)
    greetings = []
    for _time in range(2):
        sent = person.send_text("/start")
        greetings.append(person.wait(anything, after=sent.id))

    assert [greeting.kind for greeting in greetings] == ["photo", "photo"]
    assert len(greetings[0].text.splitlines()) == 3
    first, second = (call.parameters.get("photo") for call in client.calls("sendPhoto"))
    assert second is not None
    assert second != first
    assert (Path(pictures.__file__).parent / file_name).stat().st_size < 50_000


def test_a_picture_that_telegram_has_forgotten_is_uploaded_again(client: Client, chatting: None) -> None:
    client.ann.send_text("/start")
    client.ann.wait(anything)
    client.orders.error("sendPhoto", 400, "Bad Request: wrong file identifier", times=1)
    sent = client.ann.send_text("/start")

    assert client.ann.wait(anything, after=sent.id).kind == "photo"


def test_a_link_says_what_the_next_file_becomes(client: Client, chatting: None) -> None:
    client.ann.send_text("/start mkv-webm")
    client.ann.wait(lambda m: m.text == "Send me a file (MKV), and it becomes WEBM at once.")

    client.ann.send_file(FILM)
    client.ann.wait(lambda m: m.text.startswith("🕓 film.mkv → WEBM"))
    client.ann.send_file(FILM)

    client.ann.wait(is_menu)


def test_other_languages_read_english(client: Client, chatting: None) -> None:
    eve = client.add_person("Eve", language="de")
    eve.send_text("/start")

    assert eve.wait(anything).text.startswith("👋 Hi!")


def test_formats_says_what_one_format_can_become(client: Client, chatting: None) -> None:
    client.ann.send_text("/formats .MP4")
    client.ann.wait(lambda m: m.text.startswith("MP4 can become\n\n🎬 Video: WEBM, MKV"))

    client.ann.send_text("/formats mp5")
    client.ann.wait(lambda m: m.text.startswith("I don't know the format mp5. Did you mean MP"))


def test_privacy_tells_the_operators_limits(client: Client, chatting: None) -> None:
    client.boris.send_text("/privacy")

    told = client.boris.wait(anything).text
    assert "24 часа" in told
    assert "30 дней" in told


def test_status_lists_the_askers_conversions_here(client: Client, chatting: None) -> None:
    for person, target in ((client.ann, "mp4"), (client.ann, "webm"), (client.boris, "mp4")):
        person.send_file(FILM, caption=target)
        person.wait(with_keyboard)
    client.ann.send_text("/status")

    told = client.ann.wait(lambda m: m.text.startswith("Your 2 conversions here"))

    assert "🕓 film.mkv → MP4: №1" in told.text
    assert "🕓 film.mkv → WEBM: №3" in told.text


def test_a_second_status_takes_the_place_of_the_first(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM, caption="mp4")
    client.ann.wait(with_keyboard)
    client.ann.send_text("/status")
    first = client.ann.wait(lambda m: m.text.startswith("Your 1 conversion here"))

    client.ann.send_text("/status")

    client.ann.wait(lambda m: m.text.startswith("Your 1 conversion here"), after=first.id)
    client.until(lambda: client.message(client.ann.id, first.id).deleted)


def test_formats_are_browsed_by_kind(client: Client, chatting: None) -> None:
    client.boris.send_text("/formats")
    page = client.boris.wait(with_keyboard)
    for button, beginning in (
        ("formats:kind:audio:0", "🎧 Звук"),
        ("FLAC", "FLAC можно превратить в"),
        ("« Назад", "🎧 Звук"),
        ("« Назад", "Я умею преобразовывать"),
    ):
        client.boris.press(page, button)
        page = client.boris.wait_edit(page, partial(begins, beginning))


def test_a_misspelt_format_has_a_button_to_the_right_one(client: Client, chatting: None) -> None:
    client.ann.send_text("/formats webpp")
    page = client.ann.wait(with_keyboard)

    client.ann.press(page, "WEBP")

    client.ann.wait_edit(page, lambda m: m.text.startswith("WEBP can become"))


def test_the_language_can_be_changed(client: Client, chatting: None) -> None:
    client.ann.send_text("/settings")
    menu = client.ann.wait(is_menu)

    client.ann.press(menu, "Русский")

    changed = client.ann.wait_edit(menu, lambda m: m.text.startswith("⚙️ Настройки этого чата"))
    client.ann.send_text("/start")
    assert "\nToday: 0 files\n" in menu.text
    assert menu.buttons == [
        ["✓ 🌐 Automatic", "English", "Русский"],
        ["✓ 🎚 Automatic", "Low", "Medium", "High"],
        ["✓ 💬 Messages", "Reactions"],
    ]
    assert changed.buttons[0] == ["🌐 Автоматически", "English", "✓ Русский"]
    client.ann.wait(lambda m: m.text.startswith("👋 Привет!"))


def test_the_quality_that_was_set_counts_where_it_means_something(client: Client, chatting: None) -> None:
    client.ann.send_text("/settings")
    menu = client.ann.wait(is_menu)
    client.ann.press(menu, "High")
    client.ann.wait_edit(menu, lambda m: "✓ High" in m.labels)

    client.ann.send_file(FILM, caption="mp4")
    client.ann.send_file(FILM, caption="webm quality=low")
    client.ann.wait(lambda m: "WEBM" in m.text)

    assert [view.options for view in deliveries.unfinished(client.ann.id, None)] == [
        {"quality": "low"},
        {"quality": "high"},
    ]


def test_in_groups_settings_are_the_administrators(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    client.boris.send_text(f"/settings@playground_{client.bot}_bot", chat=group)
    refused = client.boris.wait(anything, chat=group)
    client.carol.send_text(f"/settings@playground_{client.bot}_bot", chat=group)
    menu = client.carol.wait(is_menu, chat=group)

    assert refused.text == "Менять настройки этого чата могут только администраторы."
    assert client.boris.press(menu, "English")["text"] == refused.text
    assert client.carol.press(menu, "Русский")["text"] == "Готово"


def test_answers_in_a_group_quote_the_question(client: Client, chatting: None) -> None:
    studio = client.group("Studio")
    asked = client.ann.send_text(f"/start@playground_{client.bot}_bot", chat=studio, thread=2)

    answer = client.ann.wait(anything, chat=studio)

    assert (answer.reply_to, answer.thread) == (asked.id, 2)
    assert f"/convert@playground_{client.bot}_bot mp4" in answer.text


def test_edited_messages_are_left_alone(client: Client, chatting: None) -> None:
    sent = client.ann.send_text("/start")
    client.ann.wait(anything)
    client.ann.edit(sent, "/help")
    client.ann.send_text("/privacy")
    client.ann.wait(lambda m: m.text.startswith("🔒"))

    assert [m.text[:2] for m in client.ann.messages() if m.from_bot] == ["👋 ", "🔒 "]


def test_a_bot_for_some_answers_the_others_in_private_only(
    client: Client, bot_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = client.group("Weekend trip")
    monkeypatch.setenv("ALLOWED_IDS", str(client.ann.id))
    settings.cache_clear()
    client.boris.send_text(f"/start@playground_{client.bot}_bot", chat=group)
    asked = client.ann.send_text(f"/start@playground_{client.bot}_bot", chat=group)
    client.boris.send_file(FILM, caption="mp4")

    with served():
        assert client.boris.wait(anything).text == "Простите, этот бот только для приглашённых."
        assert client.ann.wait(anything, chat=group).reply_to == asked.id
    assert not deliveries.unfinished(client.boris.id, None)


def test_a_group_that_becomes_a_supergroup_keeps_its_settings_and_menus(client: Client, chatting: None) -> None:
    group = client.group("Weekend trip")
    client.carol.send_text(f"/settings@playground_{client.bot}_bot", chat=group)
    client.carol.press(client.carol.wait(is_menu, chat=group), "Русский")
    sent = client.ann.send_file(FILM, chat=group)
    client.ann.send_text(f"/convert@playground_{client.bot}_bot", chat=group, reply_to=sent.id)
    menu = client.ann.wait(lambda m: m.text.startswith("film.mkv"), chat=group)

    new = client.carol.migrate(group)
    client.ann.send_text(f"/help@playground_{client.bot}_bot", chat=new)

    assert client.ann.wait(anything, chat=new).text.startswith("Как преобразовать файл")
    assert offers.get(client.bot, new, menu.id)


def test_every_command_of_the_list_has_a_handler(client: Client, chatting: None) -> None:
    listed = list(words.COMMANDS)
    for command in listed:
        client.ann.send_text(f"/{command}")
    client.ann.send_text("/nonsense")

    last = client.ann.wait(lambda m: m.text.startswith("I don't know this command."))

    assert len([m for m in client.ann.messages() if m.from_bot and m.id <= last.id]) == len(listed) + 1
