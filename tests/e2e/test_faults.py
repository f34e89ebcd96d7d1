"""Whatever dies, is away or gets lost: every file has one ending, and nobody sees it twice."""

import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.e2e.conftest import PATIENCE, SAMPLES, answer, converted, is_ended, is_working
from tests.e2e.mutabor import WORKERS, Mutabor
from tests.servers import wait_until

SECRET = "playground-token-for-this-machine"


def results(person: Person) -> list[Message]:
    return [message for message in person.messages() if message.from_bot and message.has_file]


def test_a_killed_video_worker_is_replaced_and_the_result_comes_once(
    mutabor: Mutabor, client: Client, eve: Person, short_film: Path
) -> None:
    sent = eve.send_file(short_film, caption="webm")
    answer(eve, sent, is_working)
    mutabor.kill("worker-video")
    killed = time.monotonic()
    wait_until(lambda: not mutabor.tools("ffmpeg"), 3, "ffmpeg goes with its worker")
    mutabor.start("worker-video")
    mutabor.wait_for("worker-video")

    result = answer(eve, sent, is_ended)
    seconds = time.monotonic() - killed

    assert result.file_name == "short.webm"
    assert seconds < 90
    assert [message.id for message in results(eve)] == [result.id]


def test_a_killed_pool_child_costs_one_attempt(mutabor: Mutabor, eve: Person, short_film: Path) -> None:
    sent = eve.send_file(short_film, caption="webm")
    answer(eve, sent, is_working)
    for child in mutabor.pool_children("worker-video"):
        child.kill()

    result = answer(eve, sent, is_ended)

    assert result.file_name == "short.webm"
    assert len(results(eve)) == 1


def test_a_bot_that_is_killed_again_and_again_loses_nothing(mutabor: Mutabor, client: Client, eve: Person) -> None:
    picture = (SAMPLES / "sample.png").read_bytes()
    sent = []
    for number in range(12):
        sent.append(eve.send_file((f"{number}.png", picture), caption="jpg"))
        if number % 4 == 3:
            mutabor.kill("bot")
            mutabor.start("bot")
    client.until(lambda: len(results(eve)) >= len(sent), PATIENCE)
    mutabor.wait_for("bot")
    last = converted(eve, ("last.png", picture), "jpg")

    assert last.file_name == "last.jpg"
    assert sorted(m.file_name for m in results(eve)) == sorted([f"{number}.jpg" for number in range(12)] + ["last.jpg"])


def test_files_that_came_while_everything_was_down_are_converted(mutabor: Mutabor, client: Client, eve: Person) -> None:
    mutabor.kill("bot")
    for worker in ("worker-light", "worker-default"):
        mutabor.kill(worker)
    sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
    mutabor.start("bot")
    status = answer(eve, sent)
    assert status.text.startswith("🕓")
    mutabor.start("worker-light", "worker-default")
    mutabor.wait_for("bot", "worker-light", "worker-default")

    assert eve.wait_edit(status, is_ended, timeout=PATIENCE).has_file


def test_redis_may_lose_everything(mutabor: Mutabor, eve: Person, short_film: Path) -> None:
    mutabor.pause("worker-default")
    try:
        sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
        status = answer(eve, sent)
        mutabor.redis().flushall()
    finally:
        mutabor.resume("worker-default")

    assert eve.wait_edit(status, is_ended, timeout=PATIENCE).has_file


@pytest.mark.parametrize("method", ["editMessageMedia", "sendMessage", "getFile"])
def test_a_lost_answer_shows_one_result(client: Client, eve: Person, method: str) -> None:
    """A lost answer to the status message leaves it as a dead line: another one becomes the result."""
    client.orders.lose_answer(method, chat_id=None if method == "getFile" else eve.id)
    eve.send_file(SAMPLES / "sample.png", caption="jpg")
    client.until(lambda: results(eve), PATIENCE)
    converted(eve, SAMPLES / "sample.webp", "gif")  # whatever else might come has come before this

    assert sorted(m.file_name for m in results(eve)) == ["sample.gif", "sample.jpg"]


def test_after_a_429_the_result_is_still_delivered(client: Client, eve: Person) -> None:
    client.orders.flood("editMessageMedia", retry_after=3, chat_id=eve.id)
    result = converted(eve, SAMPLES / "sample.png", "jpg")

    assert result.has_file
    calls = [call for call in client.calls("editMessageMedia") if call.chat_id == eve.id]
    assert [call.code for call in calls] == [429, 200]
    assert calls[1].at - calls[0].at >= 3


def test_an_incomplete_download_is_fetched_again(client: Client, eve: Person) -> None:
    client.orders.short_download(0.5)

    assert converted(eve, SAMPLES / "sample.png", "jpg").has_file


def test_who_blocks_the_bot_is_no_trouble_for_others(
    mutabor: Mutabor, client: Client, eve: Person, pavel: Person, short_film: Path
) -> None:
    sent = eve.send_file(short_film, caption="webm")
    answer(eve, sent, is_working)
    eve.block_bot()

    assert converted(pavel, SAMPLES / "sample.png", "jpg").has_file
    client.until(lambda: _telling(mutabor, eve.id) == ["shown"], PATIENCE)


def _telling(mutabor: Mutabor, chat_id: int) -> list[str]:
    engine = create_engine(f"sqlite:///{mutabor.folder / 'mutabor.sqlite'}")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT status FROM deliveries WHERE chat_id = :chat"), {"chat": chat_id})
        return [status for (status,) in found]


def test_a_stopping_bot_ends_within_seconds(mutabor: Mutabor, eve: Person) -> None:
    begun = time.monotonic()
    mutabor.processes["bot"].send_signal(signal.SIGTERM)
    assert mutabor.processes.pop("bot").wait(10) == 0
    assert time.monotonic() - begun < 8

    (mutabor.folder / "bot.log").rename(mutabor.folder / "bot.stopped.log")
    mutabor.start("bot")
    mutabor.wait_for("bot")
    assert converted(eve, SAMPLES / "sample.png", "jpg").has_file


def test_the_token_is_nowhere_to_be_read(mutabor: Mutabor) -> None:
    """In no log, no row, no file. (The playground's own log of requests is not Mutabor's.)"""
    assert {"bot", *WORKERS} <= {path.name.split(".")[0] for path in mutabor.folder.glob("*.log")}
    places = [
        path
        for path in mutabor.folder.rglob("*")
        if path.is_file() and "playground" not in str(path.relative_to(mutabor.folder))
    ]

    assert len(places) > len(WORKERS)
    assert [path for path in places if SECRET.encode() in path.read_bytes()] == []
