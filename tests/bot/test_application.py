"""The bot as a process: it starts whatever is away, says what is wrong, and ends when it is told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.updates import inbox
from playground.client import Client
from tests.servers import wait_until

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds for a process to start on a loaded machine


class Process:
    """``python -m bot`` with the test's environment, and what it writes."""

    def __init__(self, home: Path, **environment: str) -> None:
        self._path = home / "bot.log"
        with self._path.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot"],
                cwd=home,  # not where a developer's .env may lie
                env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> str:
        return self._path.read_text()

    def wait_for(self, words: str, times: int = 1) -> None:
        wait_until(lambda: self.log.count(words) >= times or self._process.poll() is not None, PATIENCE, words)
        assert self.log.count(words) >= times, self.log

    def wait(self) -> int:
        """Its exit status, when it ends by itself."""
        return self._process.wait(PATIENCE)

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Its exit status, and how many seconds it took."""
        begun = time.monotonic()
        if self._process.poll() is None:
            self._process.send_signal(how)
        return self._process.wait(PATIENCE), time.monotonic() - begun

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def running(home: Path, **environment: str) -> Iterator[Process]:
    process = Process(home, **environment)
    try:
        yield process
    except TimeoutError as error:
        raise AssertionError(process.log) from error
    finally:
        process.kill()


def unheard_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_ends_within_seconds(bot_home: Path, client: Client, how: signal.Signals) -> None:
    with running(bot_home) as process:
        client.ann.send_text("/start")
        assert "turn files" in client.ann.wait(lambda m: bool(m.text), timeout=PATIENCE).text
        assert (bot_home / "bot.alive").exists()
        status, seconds = process.end(how)

    assert status == 0
    assert seconds < 8
    assert "Traceback" not in process.log


def test_letters_from_before_the_start_are_answered(bot_home: Path, client: Client) -> None:
    sent = client.ann.send_text("/start")
    inbox.put(client.bot, [{"update_id": 1, "message": sent.raw}])
    with running(bot_home, PYTHONPROFILEIMPORTTIME="1") as process:
        client.until(lambda: len([m for m in client.ann.messages() if m.from_bot]) == 2, PATIENCE)
    assert " bot.application\n" in process.log
    assert " aiohttp\n" not in process.log, "a bot that polls needs no web server"


def test_commands_are_announced_to_each_audience_in_every_language(bot_home: Path, client: Client) -> None:
    client.ann.send_text("hello")
    with running(bot_home, ADMIN_IDS=f"{client.ann.id},{client.boris.id}"):
        client.until(lambda: len(client.calls("setMyCommands")) == 9, PATIENCE)
        client.until(lambda: all(call.code for call in client.calls("setMyCommands")), PATIENCE)
        calls = client.calls("setMyCommands")

    announced = [
        (json.loads(call.parameters["scope"])["type"], call.parameters.get("language_code"), call.code)
        for call in calls
        if call.code == 200
    ]
    audiences = ["default", "all_group_chats", "all_chat_administrators"]
    assert announced == [
        *((audience, language, 200) for language in (None, "ru") for audience in audiences),
        ("chat", None, 200),
        ("chat", "ru", 200),
    ]
    [missing] = [call for call in calls if call.code != 200]
    assert missing.description == "Bad Request: chat not found"  # Борис has never written to the bot


def test_what_is_only_nice_to_have_may_fail(bot_home: Path, client: Client) -> None:
    client.orders.error("setMyCommands", 500, "Internal Server Error", times=-1)
    client.orders.error("deleteWebhook", 500, "Internal Server Error", times=-1)
    with running(bot_home):
        client.ann.send_text("/start")
        client.ann.wait(lambda m: bool(m.text), timeout=PATIENCE)


def test_a_server_that_is_away_is_tried_again_and_again(bot_home: Path) -> None:
    with running(bot_home, TELEGRAM_API_URL=f"http://127.0.0.1:{unheard_port()}") as process:
        process.wait_for("telegram_away", times=3)
        status, seconds = process.end()

    assert status == 0
    assert seconds < 8
    assert "Traceback" not in process.log


def test_a_refused_token_is_a_line_in_the_log_and_not_shown(bot_home: Path, client: Client) -> None:
    client.orders.error("getMe", 401, "Unauthorized", times=-1)
    with running(bot_home, TELEGRAM_BOT_TOKEN=f"{client.bot}:very-secret", LOG_LEVEL="DEBUG") as process:
        process.wait_for("token_refused")
        process.end()

    assert "very-secret" not in process.log
    assert "Traceback" not in process.log


def test_a_mistyped_token_ends_it_with_a_sentence(bot_home: Path) -> None:
    with running(bot_home, TELEGRAM_BOT_TOKEN="very-secret") as process:
        assert process.wait() == 2

    assert "a token looks like 123456:ABC-DEF" in process.log
    assert "very-secret" not in process.log
    assert "Traceback" not in process.log


def test_behind_a_webhook_it_answers_too(bot_home: Path, client: Client) -> None:
    port = unheard_port()
    with running(bot_home, WEBHOOK_URL=f"http://127.0.0.1:{port}/hook", WEBHOOK_PORT=str(port)) as process:
        process.wait_for("webhook_served")
        client.ann.send_text("/start")
        client.ann.wait(lambda m: bool(m.text), timeout=PATIENCE)
        status, seconds = process.end()

    assert (status, client.calls("getUpdates")) == (0, [])
    assert seconds < 8
