"""The token and people's passwords are nowhere to be read, even where everything is told at length."""

import io
import resource
from collections.abc import Iterator
from pathlib import Path

import httpx
import pikepdf
import psutil
import pytest

from playground.client import Client
from playground.persons import Person
from tests.e2e.conftest import PATIENCE, SAMPLES, answer, converted, is_ended, is_working
from tests.e2e.mutabor import PARTS, Mutabor, free_port
from tests.servers import wait_until

BOT = 5150
HALF = "AAF-distinctive-token-of-this-test-9q"
PASSWORD = "Sesam-0815-Kuckuck"
LOGIN = ("watcher", "pass-of-the-watcher")
FLOWER_PAGES = ("", "workers", "tasks", "broker", "api/workers?refresh=true", "api/tasks", "api/queues/length")


@pytest.fixture(scope="module")
def talkative(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mutabor]:
    """A Mutabor with a real token that tells everything, and its Flower."""
    port, flower = free_port(), free_port()
    environment = {
        "TELEGRAM_BOT_TOKEN": f"{BOT}:{HALF}",
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "DEBUG",
        "FLOWER_PORT": str(flower),
        "FLOWER_BASIC_AUTH": ":".join(LOGIN),
    }
    made = Mutabor(tmp_path_factory.mktemp("talkative"), environment, port)
    made.commands["flower"] = [made.commands["playground"][0], "-m", "setup.flower"]
    try:
        made.start_all()
        made.start("flower")
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def eve(talkative: Mutabor) -> Person:
    client = Client(talkative.url, BOT)
    client.orders.flood_limits(enabled=False)
    return client.add_person("Eve", language="en")


def locked_pdf() -> tuple[str, bytes]:
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(written, encryption=pikepdf.Encryption(owner=PASSWORD, user=PASSWORD))
    return "letter.pdf", written.getvalue()


def test_nothing_that_is_left_or_shown_has_a_secret(talkative: Mutabor, eve: Person, long_film: Path) -> None:
    sent = eve.send_file(long_film, caption="webm")
    status = answer(eve, sent, is_working)
    shown = watched(talkative)
    eve.press(status, "Cancel")
    eve.wait_edit(status, is_ended, timeout=PATIENCE)
    assert converted(eve, SAMPLES / "sample.png", "jpg").has_file
    assert converted(eve, ("cut.png", (SAMPLES / "sample.png").read_bytes()[:300]), "jpg").text.startswith("❌")
    assert converted(eve, locked_pdf(), f"png password={PASSWORD}").has_file
    shown += flower_pages(talkative) + kept(talkative)

    assert len(shown) > len(PARTS) * 3
    for place, content in shown:
        assert HALF.encode() not in content, place
        assert PASSWORD.encode() not in content, place


def watched(mutabor: Mutabor) -> list[tuple[str, bytes]]:
    """What anybody sees of the processes while a tool runs, and all that stands around the tool."""
    wait_until(lambda: bool(mutabor.tools("ffmpeg")), PATIENCE, "its headers have been read, and it is converted")
    [tool, *_] = mutabor.tools("ffmpeg")
    assert {"PATH", "HOME", "LANG"} <= set(tool.environ())
    lines = [
        " ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]) if mutabor.owns(process)
    ]
    return [
        ("environment of ffmpeg", str(tool.environ()).encode()),
        *(("command line", line.encode()) for line in lines),
    ]


def flower_pages(mutabor: Mutabor) -> list[tuple[str, bytes]]:
    """What Flower shows to who has its login; nobody else is let in."""
    root = f"http://127.0.0.1:{mutabor.environment['FLOWER_PORT']}"
    wait_until(lambda: _is_up(root), PATIENCE, "Flower answers")
    assert httpx.get(f"{root}/tasks", trust_env=False).status_code == 401
    pages = [(page, httpx.get(f"{root}/{page}", auth=LOGIN, trust_env=False, timeout=30)) for page in FLOWER_PAGES]
    assert all(answered.status_code == 200 for _, answered in pages), pages
    return [(f"Flower's {page}", answered.content) for page, answered in pages]


def _is_up(root: str) -> bool:
    try:
        return httpx.get(root, trust_env=False).status_code == 401
    except httpx.TransportError:
        return False


def kept(mutabor: Mutabor) -> list[tuple[str, bytes]]:
    """Every file of the installation, with Redis's memory written out; the playground is Telegram's side, not ours."""
    redis = mutabor.redis()
    redis.config_set("rdbcompression", "no")
    redis.save()
    assert (mutabor.folder / "dump.rdb").exists()
    files = [path for path in mutabor.folder.rglob("*") if path.is_file() and "playground" not in str(path)]
    return [(str(path), path.read_bytes()) for path in files]


def test_who_has_a_secret_leaves_no_core(talkative: Mutabor) -> None:
    for part in PARTS:
        process = psutil.Process(talkative.processes[part].pid)
        for one in (process, *process.children(recursive=True)):
            assert one.rlimit(resource.RLIMIT_CORE) == (0, 0), (part, one.cmdline())
