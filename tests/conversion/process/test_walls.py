"""What a program or a decoder that a file has taken over can't do."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversion import errors, process
from tests.conversion.process.witness import Patience
from tests.faulty import decoders, evil


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that is no part of the conversion."""
    path = tmp_path / "others" / "secret.txt"
    path.parent.mkdir()
    path.write_text("for nobody")
    return path


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[str]:
    """Somebody who listens on a UNIX socket, as a private Redis does."""
    path = str(tmp_path / "others.sock")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        yield path


@pytest.fixture
def confined(tmp_path: Path) -> process.Runner:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return process.Runner(scratch, Patience(), 60)


def test_a_program_can_do_none_of_eighteen_evil_things(
    confined: process.Runner, secret: Path, listener: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    source = Path(evil.__file__).read_text()
    said = confined.run([sys.executable, "-c", source, secret, listener]).stdout

    assert said.split("\n") == ["tried", ""]
    assert secret.read_text() == "for nobody"
    assert list(secret.parent.iterdir()) == [secret]


def test_unconfined_it_could_do_most_of_them(secret: Path, listener: str) -> None:
    """The program is evil indeed: without walls the test above would fail."""
    done = []
    for name, attempt in evil.attempts(secret, listener).items():
        if (
            "parent" not in name
            and "everybody" not in name
            and "/tmp" not in name
            and name not in ("mount", "become root")
        ):
            try:
                attempt()
            except OSError:
                continue
            done.append(name)
    assert {"read a file", "list a folder", "change a file", "remove a file", "connect to a UNIX socket"} <= set(done)


def test_a_decoder_sees_its_source_and_its_scratch_folder_only(confined: process.Runner, secret: Path) -> None:
    with pytest.raises(errors.ToolFailedError, match="PermissionError"):
        confined.call(decoders.read, secret)
    assert (
        process.Runner(confined.scratch, Patience(), 60, readable=[secret]).call(decoders.read, secret) == "for nobody"
    )
    (confined.scratch / "own").write_text("mine")
    assert confined.call(decoders.read, confined.scratch / "own") == "mine"


def test_what_is_readable_is_not_writable(confined: process.Runner, secret: Path) -> None:
    runner = process.Runner(confined.scratch, Patience(), 60, readable=[secret.parent])
    assert runner.run(["sh", "-c", f"cat {secret}; echo changed > {secret}"], check=False).stdout == "for nobody"
    assert secret.read_text() == "for nobody"


def test_root_gives_up_what_only_root_may(confined: process.Runner) -> None:
    status = confined.run(["cat", "/proc/self/status"]).stdout
    assert [line for line in status.splitlines() if line.startswith(("CapEff", "CapPrm", "CapAmb"))] == [
        "CapPrm:\t0000000000000000",
        "CapEff:\t0000000000000000",
        "CapAmb:\t0000000000000000",
    ]


def test_all_walls_stand_here() -> None:
    assert process.walls() == dict.fromkeys(process.walls(), True)


def test_when_memory_runs_out_a_conversion_goes_before_the_worker(confined: process.Runner) -> None:
    mine = int(Path("/proc/self/oom_score_adj").read_text())
    assert int(confined.run(["cat", "/proc/self/oom_score_adj"]).stdout) > mine
    assert int(confined.call(Path.read_text, Path("/proc/self/oom_score_adj"))) > mine
