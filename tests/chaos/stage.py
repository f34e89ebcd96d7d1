"""A whole Mutabor for the chaos: `setup.run` with its supervisor, on a small disk, beside a Telegram of its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from redis import Redis
from sqlalchemy import Engine, create_engine

from playground.client import Client
from setup.remote import Remote
from tests import servers
from tests.e2e.mutabor import ROOT, free_port

BOT = 4711
PATIENCE = 300  # seconds for a start on a loaded machine
DISK = "400m"  # of which the fault "disk full" leaves nothing
STRANGERS = ("REDIS_URL", "DATABASE_URL", "MEDIA_URL", "TELEGRAM_BOT_TOKEN", "FLOWER_BASIC_AUTH", "ADMIN_IDS")
Process = subprocess.Popen[bytes]


@dataclass
class Stage:
    """What runs. ``postgresql`` is None where the database is SQLite; ``is_small`` tells a disk of its own.

    ``coming_up`` is the number of seconds in which everything has come up on this machine, as loaded as it is.
    """

    folder: Path
    postgresql: servers.PostgreSQL | None
    settings: Mapping[str, str]
    is_small: bool
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    moved: list[tuple[int, int]] = field(default_factory=list)
    coming_up: float = 0.0
    telegram: Process = field(init=False)
    mutabor: Process = field(init=False)

    def __post_init__(self) -> None:
        own = {
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.postgresql.url if self.postgresql else f"sqlite:///{self.data / 'mutabor.sqlite'}",
            "TELEGRAM_BOT_TOKEN": f"{BOT}:chaos",
            "TELEGRAM_API_URL": f"http://127.0.0.1:{self.port}",
            "FLOWER_PORT": str(free_port()),
            "DISK_RESERVE": "30MB",  # of the small disk
            "PYTHONUNBUFFERED": "1",
        }
        inherited = {name: value for name, value in os.environ.items() if name not in STRANGERS}
        self.environment = inherited | own | dict(self.settings)

    def start(self) -> None:
        """Returns when everything runs."""
        played = self.environment | {"DATA_DIR": str(self.folder), "PLAYGROUND_PORT": str(self.port)}
        self.telegram = self._start("playground", played)
        servers.wait_until(self._telegram_answers, PATIENCE, "Telegram answers")
        begun = time.monotonic()
        self.mutabor = self._start("setup.run", self.environment, "--end-with-parent")
        servers.wait_until(lambda: "Mutabor runs.\n" in self.log(), PATIENCE, "Mutabor runs")
        self.coming_up = time.monotonic() - begun

    def _start(self, module: str, environment: Mapping[str, str], *arguments: str) -> Process:
        with (self.folder / f"{module}.log").open("ab") as log:
            command = [sys.executable, "-m", module, *arguments]
            return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)

    @property
    def data(self) -> Path:
        """Mutabor's ``DATA_DIR``."""
        return self.folder / "data"

    @property
    def lease(self) -> float:
        """Seconds after which a silent worker's work is taken over."""
        return float(self.settings.get("LEASE_SECONDS", "60"))

    def log(self) -> str:
        """What Mutabor has said."""
        return (self.folder / "setup.run.log").read_text(errors="replace")

    def client(self) -> Client:
        """The people of Telegram."""
        return Client(f"http://127.0.0.1:{self.port}", BOT)

    def _telegram_answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def redis(self) -> "Redis":
        """The private Redis."""
        return Redis(unix_socket_path=str(self.data / "redis.sock"), socket_timeout=5)

    def engine(self) -> Engine:
        """The database, as somebody from outside sees it."""
        url = self.environment["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://")
        return create_engine(url, connect_args={"timeout": 60} if self.postgresql is None else {})

    def part(self, name: str) -> psutil.Process | None:
        """The main process of a part; None while it is down."""
        pid = Remote(self.data / "supervisor.sock").report().parts.get(name)
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(pid) if pid else None
        return None

    def parts(self) -> dict[str, psutil.Process]:
        """Those that run."""
        pids = Remote(self.data / "supervisor.sock").report().parts
        return {name: psutil.Process(pid) for name, pid in pids.items() if pid and psutil.pid_exists(pid)}

    def tools(self) -> list[psutil.Process]:
        """What runs for a conversion at the moment: programs, decoders and those that watch them."""
        below = descendants(self.mutabor.pid)
        return [process for process in below if name_of(process) not in PARTS_NAMES and not _rests(process)]

    def control(self, *words: str) -> None:
        """What an operator tells the supervisor."""
        command = [sys.executable, "-m", "setup.control", *words]
        subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, check=False, timeout=60)

    def clean(self) -> None:
        """What beat has done every six hours."""
        command = [sys.executable, "-c", "from conversion.queue import cleaning; cleaning.clean_media()"]
        subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE)

    def end(self) -> None:
        """However it stands: nothing is left."""
        if hasattr(self, "mutabor"):
            self.stop()
            self.mutabor.kill()
        if hasattr(self, "telegram"):
            self.telegram.kill()
            self.telegram.wait()

    def stop(self) -> list[psutil.Process]:
        """As Ctrl-C does; returns what is left."""
        before = descendants(self.mutabor.pid)
        self.mutabor.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.mutabor.wait(30)
        left = psutil.wait_procs([process for process in before if process.is_running()], timeout=3)[1]
        for process in left:
            process.kill()
        return left


PARTS_NAMES = (
    "supervisord",
    "celery",
    "python",
    "python3",
    "redis-server",
    "cat",
    "mutabor-fork",
    "mutabor-spawn",
    "mutabor-rest",
    "",
)


def _rests(process: psutil.Process) -> bool:
    """Whether it is a supervisor with nothing to watch."""
    if name_of(process) != "mutabor-watch":
        return False
    return all(name_of(child) == "mutabor-rest" for child in descendants(process.pid))


def name_of(process: psutil.Process) -> str:
    """Its name; "" where it has ended."""
    try:
        return "" if process.status() == psutil.STATUS_ZOMBIE else str(process.name())
    except psutil.NoSuchProcess:
        return ""


def descendants(pid: int) -> list[psutil.Process]:
    """Everything below a process; nothing where it has ended."""
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


@contextmanager
def staged(database: str, settings: Mapping[str, str]) -> Iterator[Stage]:
    """A Mutabor that runs until the block ends, and leaves nothing behind."""
    with contextlib.ExitStack() as afterwards:
        folder = Path(tempfile.mkdtemp(prefix="mutabor-chaos-"))
        if not os.environ.get("KEEP_CHAOS"):
            afterwards.callback(shutil.rmtree, folder, ignore_errors=True)
        (folder / "data").mkdir()
        if is_small := _mounted(folder / "data"):
            afterwards.callback(subprocess.run, ["umount", "--lazy", str(folder / "data")], check=True)
        server = servers.PostgreSQL() if database == "postgresql" else None
        if server is not None:
            afterwards.callback(shutil.rmtree, server.folder, ignore_errors=True)
            afterwards.callback(server.stop, signal.SIGKILL)
        stage = Stage(folder, server, settings, is_small)
        afterwards.callback(stage.end)
        stage.start()
        yield stage


def _mounted(folder: Path) -> bool:
    """Give the folder a small disk of its own, where this process may."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0700", "tmpfs", str(folder)]
    return bool(shutil.which("mount")) and subprocess.run(command, check=False, capture_output=True).returncode == 0
