"""Failures made to order."""

import json
import time
from typing import Any

import httpx
import pytest
from telegram import Bot, InputMediaDocument
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError, TimedOut

from playground.client import Client
from playground.methods import METHODS
from playground.persons import Person
from tests.playground.conftest import make_bot


async def test_the_next_calls_of_a_method_fail_as_ordered(bot: Bot, ann: Person) -> None:
    ann.client.orders.error("sendMessage", 502, "Bad Gateway", times=2)

    await bot.send_chat_action(ann.id, "typing")
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(ann.id, "x")
    await bot.send_message(ann.id, "x")

    assert [call.code for call in ann.client.calls("sendMessage")] == [502, 502, 200]
    assert len([message for message in ann.messages() if message.from_bot]) == 1


async def test_a_fault_can_be_narrowed_to_a_chat_and_put_off(bot: Bot, ann: Person, client: Client) -> None:
    client.boris.send_text("hi")
    client.orders.error("send*", 400, "Bad Request: ordered", chat_id=client.boris.id, skip=1)

    await bot.send_message(ann.id, "x")
    await bot.send_message(client.boris.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)ordered"):
        await bot.send_document(client.boris.id, b"x", filename="x")
    assert client.orders.faults() == []


async def test_faults_for_good_last_until_they_are_cleared(bot: Bot, ann: Person) -> None:
    ann.client.orders.error("*", 500, "Internal Server Error", times=-1)
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.get_me()
    ann.client.orders.clear()
    await bot.get_me()


async def test_an_ordered_429_tells_how_long_to_wait(bot: Bot, ann: Person) -> None:
    ann.client.orders.flood("editMessageText", 7)
    sent = await bot.send_message(ann.id, "x")

    with pytest.raises(RetryAfter) as refusal:
        await bot.edit_message_text("y", ann.id, sent.message_id)
    assert refusal.value.retry_after == 7
    assert ann.client.refused == 1


async def test_an_ordered_migration_names_the_new_chat(bot: Bot, client: Client) -> None:
    client.orders.fault("sendMessage", migrate_to=-100123)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(client.group(), "x")
    assert migrated.value.new_chat_id == -100123


async def test_a_delayed_call_is_carried_out_although_nobody_waits(client: Client, ann: Person) -> None:
    client.orders.delay("sendMessage", 0.6)
    async with make_bot(client, read_timeout=0.3) as impatient:
        with pytest.raises(TimedOut):
            await impatient.send_message(ann.id, "late")

    assert ann.wait(lambda message: message.text == "late").from_bot


async def test_a_lost_answer_leaves_its_message_behind(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "⏳")
    ann.client.orders.lose_answer("editMessageMedia")
    media = InputMediaDocument(b"result", filename="r.bin")

    with pytest.raises(NetworkError):
        await bot.edit_message_media(media, ann.id, sent.message_id)

    assert ann.client.message(ann.id, sent.message_id).file_name == "r.bin"
    await bot.edit_message_media(media, ann.id, sent.message_id)
    assert len([message for message in ann.messages() if message.from_bot]) == 1


async def test_an_answer_can_be_rubbish(bot: Bot, ann: Person) -> None:
    ann.client.orders.fault("sendMessage", status=200, body="<html>")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(ann.id, "x")


async def test_a_download_can_break_off(bot: Bot, ann: Person) -> None:
    file = await bot.get_file(ann.send_file(("big.bin", b"x" * 500_000)).file["file_id"])
    ann.client.orders.cut_download(0.5)

    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert len(await file.download_as_bytearray()) == 500_000


async def test_a_download_can_come_short(bot: Bot, ann: Person) -> None:
    file = await bot.get_file(ann.send_file(("big.bin", b"x" * 500_000)).file["file_id"])
    ann.client.orders.short_download(0.25)

    assert len(await file.download_as_bytearray()) == 125_000


async def test_downloads_can_be_slow_or_refused(bot: Bot, ann: Person) -> None:
    file = await bot.get_file(ann.send_file(("x.bin", b"x")).file["file_id"])
    ann.client.orders.delay("download", 0.3)
    ann.client.orders.error("download", 502, "Bad Gateway")

    started = time.monotonic()
    await file.download_as_bytearray()
    assert time.monotonic() - started >= 0.3
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()


async def test_calls_are_remembered_with_their_parameters(bot: Bot, ann: Person) -> None:
    await bot.send_document(ann.id, b"12345", caption="c", filename="five.txt")

    [call] = ann.client.calls("sendDocument")
    assert (call.parameters["caption"], call.chat_id, call.code) == ("c", ann.id, 200)
    assert list(call.files.values()) == [{"name": "five.txt", "size": 5}]


def test_an_unknown_method_is_not_found(http: httpx.Client, client: Client) -> None:
    answer = http.get(f"/bot{client.token}/sendMoney")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize("sent", ["query", "form", "json"])
def test_parameters_come_in_any_form(http: httpx.Client, ann: Person, sent: str) -> None:
    values = {"chat_id": str(ann.id), "text": "hi", "disable_notification": "true"}
    url = f"/bot{ann.client.token}/SENDMESSAGE"
    answer = {
        "query": lambda: http.get(url, params=values),
        "form": lambda: http.post(url, data=values),
        "json": lambda: http.post(url, json=values),
    }[sent]()
    assert answer.json()["result"]["text"] == "hi"


def test_nonsense_is_refused_and_not_a_crash(http: httpx.Client, ann: Person) -> None:
    url = f"/bot{ann.client.token}/sendMessage"
    for values in (
        {},
        {"chat_id": "x"},
        {"chat_id": ann.id, "text": "x", "reply_markup": "{"},
        {"chat_id": ann.id, "text": "x", "reply_markup": "[]"},
        {"chat_id": ann.id, "text": "x", "reply_markup": '{"inline_keyboard": [[{"text": "x"}]]}'},
        {"chat_id": ann.id, "text": "x", "entities": [{"type": "bold"}]},
        {"chat_id": ann.id, "text": "x", "entities": [7]},
        {"chat_id": ann.id, "text": "x", "parse_mode": "BBCode"},
    ):
        answer = http.post(url, json=values)
        assert answer.status_code == 400, values
        assert answer.json()["description"].startswith("Bad Request: ")


@pytest.mark.parametrize("path", ["/botrubbish/getMe", "/bot1:x/", "/file/bot1:x/nothing", "/file/botrubbish/x"])
def test_a_malformed_token_or_path_is_not_found(http: httpx.Client, path: str) -> None:
    assert http.get(path).json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def every(value: Any, *names: str) -> dict[str, Any]:
    return dict.fromkeys(names, value)


NONSENSE = [
    {},
    every("]", "text", "caption", "media", "document", "entities", "reply_markup", "reaction", "commands"),
    every(7, "text", "caption", "media", "document", "entities", "reply_markup", "commands", "reply_parameters"),
    every([None, [], 1, "x"], "media", "entities", "reply_markup", "reaction", "commands", "caption_entities"),
    every({"message_id": "x"}, "text", "media", "reply_markup", "reply_parameters", "scope", "menu_button"),
    every("\ud800", "text", "caption", "document", "action", "name", "description"),
    every("many", "message_id", "message_ids", "user_id", "message_thread_id", "from_chat_id"),
]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_nonsense_breaks_a_method(http: httpx.Client, ann: Person, method: str) -> None:
    sent = http.post(f"/bot{ann.client.token}/sendMessage", json={"chat_id": ann.id, "text": "x"}).json()["result"]
    for values in NONSENSE:
        known = {"chat_id": ann.id, "message_id": sent["message_id"]}
        body = json.dumps(known | values, ensure_ascii=True)
        answer = http.post(
            f"/bot{ann.client.token}/{method}", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in (200, 400, 403), (values, answer.text)
        assert answer.json()["ok"] is (answer.status_code == 200)
