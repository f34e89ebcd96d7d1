"""`make run`: everything starts, stays, and ends together."""

import base64
import os
import signal
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests import servers
from tests.setup.launched import ROOT, Launched, free_port, gone, launched

PARTS = (
    "playground",
    "redis",
    "bot",
    "worker-video",
    "worker-light",
    "worker-default",
    "worker-cleanup",
    "beat",
    "flower",
)
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def mutabor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    with launched(tmp_path_factory.mktemp("run")) as one:
        yield one


def fetch(url: str, login: str = "") -> tuple[int, str]:
    request = urllib.request.Request(url)
    if login:
        request.add_header("Authorization", f"Basic {base64.b64encode(login.encode()).decode()}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, ""


@pytest.mark.parametrize("name", PARTS)
def test_every_part_runs(mutabor: Launched, name: str) -> None:
    assert "RUNNING" in mutabor.part(name)


def test_the_page_that_it_names_answers(mutabor: Launched) -> None:
    assert f"http://127.0.0.1:{mutabor.port}/" in mutabor.log()
    status, page = fetch(f"http://127.0.0.1:{mutabor.port}/")
    assert status == 200
    assert "<html" in page


def test_flower_asks_for_the_login_that_was_told(mutabor: Launched) -> None:
    login = (mutabor.folder / "data" / "flower.login").read_text().strip()
    address = f"http://127.0.0.1:{mutabor.flower_port}/"

    servers.wait_until(lambda: answers(address), 60, "Flower listens")
    assert f"{address}   login {login}" in mutabor.log()
    assert fetch(address)[0] == 401
    assert fetch(address, "mutabor:wrong")[0] == 401
    assert fetch(address, login)[0] == 200


def answers(address: str) -> bool:
    try:
        return bool(fetch(address))
    except OSError:
        return False


def test_no_secret_is_readable_by_others(mutabor: Launched) -> None:
    secrets = [mutabor.folder / "data" / name for name in ("flower.login", "flower.cookie", "redis.sock")]
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in [*secrets, mutabor.folder / "data"]] == [0, 0, 0, 0]
    assert not [word for process in mutabor.everything() for word in process.cmdline() if "mutabor:" in word]


def test_the_private_redis_listens_on_no_port(mutabor: Launched) -> None:
    [redis] = mutabor.find("redis-server unixsocket:")
    assert not [connection for connection in redis.net_connections() if connection.status == psutil.CONN_LISTEN]


@pytest.mark.parametrize("name", ["bot", "worker-light", "redis", "flower"])
def test_a_part_that_dies_is_started_again(mutabor: Launched, name: str) -> None:
    pid = int(mutabor.control("pid", name).stdout)
    os.kill(pid, signal.SIGKILL)

    servers.wait_until(lambda: is_another(mutabor, name, pid), 60, f"{name} runs again")


def is_another(mutabor: Launched, name: str, pid: int) -> bool:
    answer = mutabor.part(name)
    return "RUNNING" in answer and f"pid {pid}," not in answer


def test_one_part_can_be_stopped_and_started(mutabor: Launched) -> None:
    assert "stopped" in mutabor.control("stop", "beat").stdout
    assert "STOPPED" in mutabor.part("beat")
    assert "started" in mutabor.control("start", "beat").stdout


def test_a_second_one_on_the_same_folder_is_refused(mutabor: Launched) -> None:
    command = [str(ROOT / ".venv/bin/python"), "-m", "setup.run"]
    second = subprocess.run(command, cwd=ROOT, env=mutabor.environment, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "runs already" in second.stderr


def test_a_taken_page_port_is_said_and_ends_the_start(mutabor: Launched, tmp_path: Path) -> None:
    command = [str(ROOT / ".venv/bin/python"), "-m", "setup.run"]
    environment = mutabor.environment | {"DATA_DIR": str(tmp_path)}
    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"Port {mutabor.port} is taken" in second.stderr


def to_make(one: Launched) -> None:
    one.make.terminate()


def to_the_terminal(one: Launched) -> None:
    os.killpg(one.make.pid, signal.SIGINT)


def to_supervisord(one: Launched) -> None:
    [supervisord] = one.find("supervisor.supervisord")
    supervisord.terminate()


def kill_supervisord(one: Launched) -> None:
    [supervisord] = one.find("supervisor.supervisord")
    supervisord.kill()


def kill_make(one: Launched) -> None:
    one.make.kill()


@pytest.mark.parametrize("stop", [to_make, to_the_terminal, to_supervisord, kill_supervisord, kill_make])
def test_however_it_is_stopped_all_of_it_ends_within_ten_seconds_and_another_goes_on(
    stop: Callable[[Launched], None], film: Path, mutabor: Launched, taken_port: int, tmp_path: Path
) -> None:
    before = mutabor.part("bot").split(",")[0]
    with launched(tmp_path / "stopped", flower_port=taken_port) as one:
        assert f"Port {taken_port} is taken" in one.log()
        one.submit(film, "webm")
        servers.wait_until(lambda: bool(one.find("ffmpeg")), 60, "ffmpeg converts")
        everything = one.everything()

        since = time.monotonic()
        stop(one)
        servers.wait_until(lambda: gone(everything), 30, "all of it has ended")

    assert time.monotonic() - since < 10
    assert mutabor.part("bot").split(",")[0] == before


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Flower's, which shall stop nothing but Flower."""
    with socket.create_server(("127.0.0.1", 0)) as squatter:
        yield squatter.getsockname()[1]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two minutes of high definition: a conversion of many minutes."""
    path = tmp_path_factory.mktemp("film") / "long.mp4"
    source = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=120"]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-c:v", "libx264", "-preset", "ultrafast", path], check=True)
    return path


def test_the_log_of_every_part_comes_out_of_make(mutabor: Launched) -> None:
    for sign in ("bot_started", "Redis is starting", "beat: Starting", "video@", "Mutabor runs."):
        assert sign in mutabor.log()


def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path), "FLOWER_PORT": "fifty"}
    command = [str(ROOT / ".venv/bin/python"), "-m", "setup.run"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "flower_port" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_missing_redis_is_said_with_its_package(tmp_path: Path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PATH": "", "PLAYGROUND_PORT": str(free_port())}
    command = [str(ROOT / ".venv/bin/python"), "-m", "setup.run"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "apt-get install redis-server" in run.stderr


def test_the_parts_of_a_mutabor_that_does_not_run_are_said_not_to_run(tmp_path: Path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    asked = subprocess.run(["make", "status"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert asked.returncode != 0
    assert asked.stderr.startswith(f"Mutabor does not run with DATA_DIR={tmp_path}.")
    assert "Traceback" not in asked.stderr
