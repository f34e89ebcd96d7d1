"""A Mutabor started by `make run`, with folders and ports of its own."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests import servers

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds for a start on a loaded machine
STRANGERS = ("REDIS_URL", "DATABASE_URL", "MEDIA_URL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "FLOWER_BASIC_AUTH")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Launched:
    """One `make run` and all that it started."""

    folder: Path
    port: int = field(default_factory=free_port)
    flower_port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if name not in STRANGERS}
        own = {
            "DATA_DIR": str(self.folder / "data"),
            "PLAYGROUND_PORT": str(self.port),
            "FLOWER_PORT": str(self.flower_port),
        }
        self.environment = inherited | own | self.extra
        with (self.folder / "log").open("ab") as log:
            self.make = psutil.Popen(
                ["make", "run"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def wait_until_it_runs(self) -> None:
        servers.wait_until(lambda: "Mutabor runs.\n" in self.log() or self.make.poll() is not None, PATIENCE, "it runs")
        assert self.make.poll() is None, self.log()

    def everything(self) -> list[psutil.Process]:
        return [self.make, *self.make.children(recursive=True)]

    def find(self, words: str) -> list[psutil.Process]:
        """The processes whose command line holds these words."""
        return [process for process in self.everything() if words in " ".join(_command(process))]

    def part(self, name: str) -> str:
        """What supervisorctl says of a part."""
        return self.control("status", name).stdout

    def control(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [str(ROOT / ".venv/bin/python"), "-m", "setup.control", *words]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def submit(self, source: Path, target: str) -> None:
        """Asks for a conversion, as a program does."""
        code = "import sys, conversion; conversion.submit(sys.argv[1], sys.argv[2])"
        command = [str(ROOT / ".venv/bin/python"), "-c", code, str(source), target]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def end(self) -> None:
        """However it stands: nothing is left."""
        alive = [process for process in self.everything() if process.is_running()] if self.make.is_running() else []
        for process in alive:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(alive, timeout=10)


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def gone(processes: list[psutil.Process]) -> bool:
    """Whether none of them runs; the dead whom nobody buried count as gone."""
    return not any(process.is_running() and _status(process) != psutil.STATUS_ZOMBIE for process in processes)


def _status(process: psutil.Process) -> str:
    try:
        return str(process.status())
    except psutil.NoSuchProcess:
        return psutil.STATUS_ZOMBIE


@contextmanager
def launched(folder: Path, **options: int | dict[str, str]) -> Iterator[Launched]:
    """Runs until the block ends."""
    folder.mkdir(exist_ok=True)
    one = Launched(folder, **options)  # type: ignore[arg-type]  # its own fields, by name
    try:
        one.wait_until_it_runs()
        yield one
    finally:
        one.end()
