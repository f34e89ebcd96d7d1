"""The server itself: restarts, the local mode, and who is kept out."""

import io
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from PIL import Image
from telegram import InputFile
from telegram.error import BadRequest

from playground.client import Client
from playground.persons import Person
from playground.server import Playground
from playground.world import Rules
from tests.playground.conftest import MB, make_bot, zeros


async def test_a_restart_brings_everything_back(tmp_path: Path) -> None:
    with Playground(tmp_path) as first:
        client = Client(first.url)
        async with make_bot(client) as bot:
            sent = await bot.send_document(client.ann.send_text("hi").chat, b"data", filename="d.txt")
            await bot.set_my_commands([("start", "Start")])
            await bot.edit_message_caption(client.ann.id, sent.message_id, caption="new")

    with Playground(tmp_path) as second:
        client = Client(second.url)
        seen = client.message(client.ann.id, sent.message_id)
        assert (client.download(seen), seen.text, len(seen.history)) == (b"data", "new", 1)
        async with make_bot(client) as bot:
            [update] = await bot.get_updates()
            assert update.message is not None
            assert update.message.text == "hi"
            assert (await bot.get_my_commands())[0].command == "start"
            assert (await bot.send_message(client.ann.id, "x")).message_id == sent.message_id + 1


def test_bytes_that_no_message_needs_go_at_the_next_start(tmp_path: Path) -> None:
    with Playground(tmp_path) as first:
        Client(first.url).ann.send_file(("kept.txt", b"kept"))
        (tmp_path / "files" / "incoming-rest").write_bytes(b"half an upload")

    with Playground(tmp_path):
        assert [path.read_bytes() for path in (tmp_path / "files").iterdir()] == [b"kept"]


async def test_a_local_server_hands_out_paths_and_takes_big_files(tmp_path: Path) -> None:
    film, upload = zeros(tmp_path / "film.mkv", 21 * MB), zeros(tmp_path / "upload.mkv", 51 * MB)
    with Playground(tmp_path / "home", rules=Rules(local=True)) as local:
        client = Client(local.url)
        received = client.ann.send_file(film)
        async with make_bot(client, local=True) as bot:
            file = await bot.get_file(received.file["file_id"])
            assert await file.download_as_bytearray() == bytes(21 * MB)
            assert file.file_path is not None
            assert file.file_path.startswith(str(tmp_path))
            assert file.file_path.endswith(".mkv")
            sent = await bot.send_document(client.ann.id, film)
            assert client.message(client.ann.id, sent.message_id).file["file_size"] == 21 * MB
            with upload.open("rb") as source:
                streamed = InputFile(source, filename="streamed.mkv", read_file_handle=False)
                assert (await bot.send_document(client.ann.id, streamed)).document
            with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
                await bot.send_document(client.ann.id, "file:///nowhere")


def test_a_cloud_server_knows_no_paths(http: httpx.Client, ann: Person) -> None:
    url = f"/bot{ann.client.token}/sendDocument"
    answer = http.post(url, json={"chat_id": ann.id, "document": "file:///etc/passwd"})
    assert answer.json()["description"] == "Bad Request: wrong file identifier/HTTP URL specified"


def test_it_runs_as_a_process_and_ends_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"PLAYGROUND_PORT": str(port), "DATA_DIR": str(tmp_path), "PLAYGROUND_LOCAL": "true"}
    command = [sys.executable, "-m", "playground"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Playground: http://localhost:{port}/\n"
        client = Client(f"http://localhost:{port}")
        assert client.state()["local"]
        client.ann.send_text("hi")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert (tmp_path / "playground" / "playground.sqlite").is_file()


def test_a_taken_port_is_told_in_a_sentence(playground: Playground, tmp_path: Path) -> None:
    environment = os.environ | {"PLAYGROUND_PORT": str(playground.port), "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "playground"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {playground.port} can't be used")
    assert "Traceback" not in ended.stderr


def test_it_listens_on_this_machine_only(playground: Playground) -> None:
    with socket.socket() as outside:
        own_address = socket.gethostbyname(socket.gethostname())
        if not own_address.startswith("127."):
            assert outside.connect_ex((own_address, playground.port)) != 0


@pytest.mark.parametrize("path", ["/", "/control/bots", "/bot1:x/getMe"])
def test_a_foreign_host_name_is_refused(http: httpx.Client, path: str) -> None:
    assert http.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert http.get(path, headers={"Host": "localhost"}).status_code == 200
    assert http.get(path, headers={"Host": "[::1]:8081"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1234"])
def test_other_sites_pages_are_refused(http: httpx.Client, client: Client, origin: str) -> None:
    path = f"/control/{client.bot}/chats/1001/messages"
    answer = http.post(path, json={"person": 1001, "text": "x"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert http.get(f"/bot{client.token}/getMe", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_its_own_page_may_do_all(http: httpx.Client, client: Client) -> None:
    headers = {"Origin": str(http.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    path = f"/control/{client.bot}/chats/1001/messages"
    assert http.post(path, json={"person": 1001, "text": "x"}, headers=headers).status_code == 200


def test_a_hostile_file_is_saved_and_never_shown(http: httpx.Client, ann: Person) -> None:
    page = ann.send_file(("evil.html", b"<script>alert(1)</script>")).file["file_id"]
    drawing = ann.send_file(("evil.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")).file["file_id"]
    output = io.BytesIO()
    Image.new("RGB", (1, 1)).save(output, "PNG")
    picture = ann.send_file(("nice.png", output.getvalue())).file["file_id"]

    for file_id in (page, drawing):
        answer = http.get(f"/control/{ann.client.bot}/files/{file_id}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    shown = http.get(f"/control/{ann.client.bot}/files/{picture}")
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_the_page_allows_nothing_from_outside(http: httpx.Client) -> None:
    answer = http.get("/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "http" not in answer.text.replace("http-equiv", "")


def test_files_outside_the_page_are_not_served(http: httpx.Client) -> None:
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/file/bot1:x/../../playground.sqlite"):
        assert http.get(path).status_code == 404
