"""Whatever a conversion is at when a part dies or Redis goes: it has one ending."""

import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from playground.client import Client
from playground.persons import Person
from playground.seen import Message
from tests.e2e.conftest import PATIENCE, SAMPLES, answer, is_ended, is_working
from tests.e2e.mutabor import Mutabor
from tests.servers import wait_until

AT_ONCE = 10  # seconds for an answer on a loaded machine; two are promised
STATES = (
    "SELECT t.status, d.status FROM conversion_tasks t JOIN deliveries d ON d.task_id = t.id WHERE d.chat_id = :chat"
)

Hold = Callable[[Client, Mutabor], None]


def states(mutabor: Mutabor, person: Person) -> list[tuple[str, str]]:
    """Of the person's conversions, and of their telling."""
    engine = create_engine(f"sqlite:///{mutabor.folder / 'mutabor.sqlite'}")
    with engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(STATES), {"chat": person.id})]


def results(person: Person) -> list[Message]:
    return [message for message in person.messages() if message.from_bot and message.has_file]


def hold_fetch(client: Client, _mutabor: Mutabor) -> None:
    client.orders.delay("download", 20.0)


def hold_delivery(client: Client, _mutabor: Mutabor) -> None:
    client.orders.delay("editMessageMedia", 20.0)


def hold_start(_client: Client, mutabor: Mutabor) -> None:
    mutabor.pause("worker-light")


@pytest.mark.parametrize(
    ("hold", "states_then"),
    [
        (hold_fetch, ("accepted", "fetching")),
        (hold_start, ("ready", "pending")),
        (hold_delivery, ("done", "delivering")),
    ],
    ids=["fetching", "ready", "delivering"],
)
def test_a_worker_killed_in_any_state_loses_nothing(
    mutabor: Mutabor, client: Client, eve: Person, hold: Hold, states_then: tuple[str, str]
) -> None:
    worker = "worker-light" if states_then == ("ready", "pending") else "worker-default"
    hold(client, mutabor)
    sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
    wait_until(lambda: states(mutabor, eve) == [states_then], PATIENCE, f"it is {states_then}")

    mutabor.kill(worker)
    client.orders.clear()
    mutabor.start(worker)
    mutabor.wait_for(worker)

    assert answer(eve, sent, is_ended).file_name == "sample.jpg"
    assert len(results(eve)) == 1


def test_redis_that_comes_back_empty_holds_nothing_up(mutabor: Mutabor, client: Client, eve: Person) -> None:
    mutabor.pause("worker-light")
    sent = [eve.send_file((f"{n}.png", (SAMPLES / "sample.png").read_bytes()), caption="jpg") for n in range(3)]
    wait_until(lambda: [one for one, _ in states(mutabor, eve)] == ["ready"] * 3, PATIENCE, "they wait")
    mutabor.kill("redis")
    mutabor.start("redis")
    mutabor.resume("worker-light")

    client.until(lambda: len(results(eve)) == len(sent), PATIENCE)


def test_the_bot_answers_while_redis_is_silent_and_does_the_work_afterwards(
    mutabor: Mutabor, client: Client, eve: Person
) -> None:
    mutabor.pause("redis")
    try:
        asked = eve.send_text("/help")
        eve.wait(bool, after=asked.id, timeout=AT_ONCE)
        sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
        status = answer(eve, sent, timeout=AT_ONCE)
        assert status.text.startswith("🕓")
    finally:
        mutabor.resume("redis")

    assert eve.wait_edit(status, is_ended, timeout=PATIENCE).file_name == "sample.jpg"


def test_the_bot_stops_within_ten_seconds_while_redis_is_silent(mutabor: Mutabor, eve: Person) -> None:
    mutabor.pause("redis")
    try:
        sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
        status = answer(eve, sent, timeout=AT_ONCE)
        begun = time.monotonic()
        bot = mutabor.processes.pop("bot")
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0
        assert time.monotonic() - begun < 10
    finally:
        mutabor.resume("redis")
        mutabor.revive()

    assert eve.wait_edit(status, is_ended, timeout=PATIENCE).file_name == "sample.jpg"


def test_connections_that_break_again_and_again_double_nothing(mutabor: Mutabor, client: Client, eve: Person) -> None:
    names = [f"{number}.png" for number in range(6)]
    for name in names:
        eve.send_file((name, (SAMPLES / "sample.png").read_bytes()), caption="jpg")
        mutabor.redis().client_kill_filter(_type="normal", skipme=True)

    def all_there() -> bool:
        mutabor.redis().client_kill_filter(_type="normal", skipme=True)
        return len(results(eve)) >= len(names)

    client.until(all_there, PATIENCE)
    assert sorted(m.file_name for m in results(eve)) == [name.replace("png", "jpg") for name in names]


def test_two_beats_do_no_more_than_one(mutabor: Mutabor, client: Client, eve: Person) -> None:
    other = str(mutabor.folder / "other-schedule")
    mutabor.commands["beat-two"] = [*mutabor.commands["beat"], "-s", other, "-S", "celery.beat.PersistentScheduler"]
    mutabor.start("beat-two")
    try:
        wait_until(partial(_rings, mutabor, "beat-two"), PATIENCE, "the second one begins to ring")
        sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
        assert answer(eve, sent, is_ended).file_name == "sample.jpg"
    finally:
        mutabor.kill("beat-two")
    assert len(results(eve)) == 1


def _rings(mutabor: Mutabor, beat: str) -> bool:
    return "beat: Starting" in mutabor.log(beat)


def test_without_beat_everything_works_as_long_as_nothing_is_lost(mutabor: Mutabor, eve: Person) -> None:
    mutabor.kill("beat")
    try:
        sent = eve.send_file(SAMPLES / "sample.png", caption="jpg")
        assert answer(eve, sent, is_ended).file_name == "sample.jpg"
    finally:
        mutabor.start("beat")


def test_a_frozen_worker_wakes_as_a_ghost_and_changes_nothing(
    mutabor: Mutabor, client: Client, eve: Person, short_film: Path
) -> None:
    """Its work has been taken from it: what it makes of it is thrown away."""
    sent = eve.send_file(short_film, caption="webm")
    answer(eve, sent, is_working)
    wait_until(lambda: bool(mutabor.tools("ffmpeg")), PATIENCE, "its headers have been read, and it is converted")
    ghost = mutabor.working_child("worker-video", "ffmpeg")
    for process in ghost:
        process.suspend()
    try:
        result = answer(eve, sent, is_ended, timeout=2 * PATIENCE)
    finally:
        for process in ghost:
            process.resume()

    assert result.file_name == "short.webm"
    wait_until(lambda: not mutabor.tools("ffmpeg"), PATIENCE, "the ghost gives up")
    assert len(results(eve)) == 1
