"""Flower by Celery's own command is as closed as the one that `make run` starts."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from setup.parts import ROOT
from tests.e2e.mutabor import free_port
from tests.servers import wait_until

PATIENCE = 60  # seconds


@pytest.fixture
def flower(tmp_path: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "celery", "-A", "conversion", "-q", "flower", f"--port={port}"]
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "FLOWER_BASIC_AUTH": ""}
    with (tmp_path / "flower.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield port, psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def test_it_asks_for_a_login_on_the_loopback(flower: tuple[int, psutil.Process], tmp_path: Path) -> None:
    port, process = flower
    root = f"http://127.0.0.1:{port}"
    wait_until(lambda: _status(root) != 0, PATIENCE, "Flower answers")

    assert _status(root) == _status(f"{root}/api/tasks") == 401
    name, _, word = (tmp_path / "flower.login").read_text().strip().partition(":")
    assert httpx.get(root, auth=(name, word), trust_env=False, timeout=30).status_code == 200
    listening = {one.laddr.ip for one in process.net_connections("inet") if one.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def _status(url: str) -> int:
    try:
        return httpx.get(url, trust_env=False, timeout=30).status_code
    except httpx.TransportError:
        return 0
