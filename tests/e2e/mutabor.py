"""A whole Mutabor in processes of its own: the commands that `make run` starts, killed and started again at will."""

import configparser
import os
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psutil
from redis import Redis

from playground.client import Client
from tests import servers

ROOT = Path(__file__).parents[2]
WORKERS = ("worker-video", "worker-light", "worker-default", "worker-cleanup")
PARTS = ("bot", *WORKERS, "beat")  # flower is no part of any conversation
FILMS_AT_ONCE = 2  # whatever the machine
PATIENCE = 180  # seconds for a part to come up on a loaded machine


def commands() -> dict[str, list[str]]:
    """Each part's command as the process supervisor has it."""
    parser = configparser.RawConfigParser(strict=False)
    parser.read(ROOT / "supervisord.conf")
    programs = {name.removeprefix("program:"): parser.get(name, "command", fallback="") for name in parser.sections()}
    return {name: _filled_in(programs[name]) for name in PARTS}


def _filled_in(command: str) -> list[str]:
    """The programs of this interpreter's environment; of the operator's options only the films' hands."""
    command = command.replace("%(ENV_WORKER_VIDEO_OPTIONS)s", f"--concurrency={FILMS_AT_ONCE}")
    words = [word for word in shlex.split(command) if not word.startswith("%(ENV_")]
    program, *arguments = (word.replace("%%", "%") for word in words)
    return [sys.executable if program == "python" else str(Path(sys.executable).with_name(program)), *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mutabor:
    """One installation in ``folder``; `start` and `stop` its parts by name, or all."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'mutabor.sqlite'}",
            "PLAYGROUND_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }
        manner = {"LOG_LEVEL": "INFO", "PYTHONUNBUFFERED": "1", "REMAP_SIGTERM": "SIGQUIT"}
        manner |= {"RESULTS_TTL": "0h"}  # tests send the same files, and each is to be converted
        self.environment = os.environ | manner | own | self.environment
        self.commands = commands() | {
            "redis": [
                "redis-server",
                "--port",
                "0",
                "--unixsocket",
                str(self.socket),
                "--save",
                "",
                "--dir",
                str(self.folder),
            ],
            "playground": [sys.executable, "-m", "playground"],
            "migrate": [sys.executable, "-m", "alembic", "upgrade", "head"],
        }

    @property
    def socket(self) -> Path:
        return self.folder / "redis.sock"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> Client:
        """The people of the default bot's world."""
        return Client(self.url)

    def log(self, part: str) -> str:
        return (self.folder / f"{part}.log").read_text()

    def start(self, *parts: str) -> None:
        for part in parts:
            with (self.folder / f"{part}.log").open("ab") as log:
                self.processes[part] = subprocess.Popen(
                    self.commands[part],
                    env=self.environment,
                    cwd=ROOT if part == "migrate" else self.folder,  # a developer's .env may hold a real token
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )

    def start_all(self) -> None:
        self.start("redis", "playground")
        servers.wait_until(self.socket.exists, PATIENCE, "Redis listens")
        servers.wait_until(self._plays, PATIENCE, "the playground listens")
        self.start("migrate")
        assert self.processes.pop("migrate").wait(PATIENCE) == 0, self.log("migrate")
        self.start(*PARTS)
        self.wait_for(*PARTS)

    def wait_for(self, *parts: str) -> None:
        """Until these parts are at work."""
        signs = {"bot": "bot_started", "beat": "beat: Starting"} | dict.fromkeys(WORKERS, " ready.")
        for part in parts:
            try:
                servers.wait_until(partial(self._says, part, signs[part]), PATIENCE, f"{part} is ready")
            except AssertionError as error:
                error.add_note(self.log(part)[-3000:])
                raise

    def _says(self, part: str, words: str) -> bool:
        return words in self.log(part)

    def _plays(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self, part: str) -> None:
        """SIGKILL of the main process, as the kernel does when memory runs out."""
        self.processes[part].kill()
        self.processes.pop(part).wait(PATIENCE)
        (self.folder / f"{part}.log").rename(self.folder / f"{part}.{os.urandom(3).hex()}.log")

    def pause(self, part: str) -> None:
        """Nothing of that part runs until `resume`; within a transaction it would lock everybody else out."""
        servers.wait_until(lambda: self._frozen_outside_of_transactions(part), PATIENCE, f"{part} rests")

    def _frozen_outside_of_transactions(self, part: str) -> bool:
        for process in self._family(part):
            process.suspend()
        with closing(sqlite3.connect(self.folder / "mutabor.sqlite", timeout=0.3, isolation_level=None)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                self.resume(part)
                return False
        return True

    def resume(self, part: str) -> None:
        for process in self._family(part):
            process.resume()

    def pool_children(self, part: str) -> list[psutil.Process]:
        """The processes in which a worker runs its tasks."""
        return psutil.Process(self.processes[part].pid).children()

    def working_child(self, part: str, tool: str) -> list[psutil.Process]:
        """The pool child for which that program runs, with all that it has started."""
        for child in self.pool_children(part):
            below = child.children(recursive=True)
            if any(process.name() == tool for process in below):
                return [child, *below]
        raise AssertionError(f"no child of {part} runs {tool}")

    def _family(self, part: str) -> list[psutil.Process]:
        main = psutil.Process(self.processes[part].pid)
        return [main, *main.children(recursive=True)]

    def revive(self) -> None:
        """Start what a failed test has left dead."""
        dead = [part for part in PARTS if part not in self.processes or self.processes[part].poll() is not None]
        if dead:
            self.start(*dead)
            self.wait_for(*dead)

    def stop(self) -> None:
        """As Ctrl-C does: all parts at once, Redis last."""
        order = [name for name in self.processes if name != "redis"]
        for name in order:
            self.processes[name].send_signal(signal.SIGTERM)
        for name in order:
            _wait(self.processes[name])
        if "redis" in self.processes:
            self.processes["redis"].terminate()
            _wait(self.processes["redis"])

    def redis(self) -> "Redis":
        return Redis(unix_socket_path=str(self.socket))

    def tools(self, name: str) -> list[psutil.Process]:
        """The running programs of that name that work below this installation's folder."""
        return [
            process for process in psutil.process_iter(["name"]) if process.info["name"] == name and self.owns(process)
        ]

    def owns(self, process: psutil.Process) -> bool:
        """Whether it is a part of this installation, or works for one."""
        try:
            named = " ".join([*process.cmdline(), process.environ().get("DATA_DIR", ""), process.cwd()])
            return process.status() != psutil.STATUS_ZOMBIE and str(self.folder) in named
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(25)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
