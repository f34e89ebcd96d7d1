"""Real servers for the tests: each on a socket of its own, ended with the test."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

PATIENCE = 20  # seconds for a server to come up


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll until the condition holds; fails the test where it never does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


@contextmanager
def redis(socket: Path) -> Iterator[str]:
    """A Redis on a Unix socket, without files."""
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(socket.parent)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_until(lambda: _answers(Redis(unix_socket_path=str(socket))), PATIENCE, "Redis answers")
            yield f"unix://{socket}"
        finally:
            server.terminate()


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisConnectionError:
        return False


class PostgreSQL:
    """A PostgreSQL on a Unix socket, with an empty cluster; it refuses root, so root lends it another user."""

    def __init__(self) -> None:
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.folder = Path(tempfile.mkdtemp(prefix="mutabor-pg-"))
        self.url = f"postgresql://mutabor@/postgres?host={self.folder}"
        self._as_user: list[str] = []
        if os.getuid() == 0:
            self._as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)
        self._run("initdb", "-U", "mutabor", "-A", "trust", "-E", "UTF8", "--no-sync").wait()
        self.start()

    def _run(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [*self._as_user, str(self._programs / program), "-D", str(self.folder / "data"), *arguments]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        """Serve; waits until it does."""
        self.process = self._run("postgres", "-k", str(self.folder), "-h", "", "-F")
        wait_until(self._serves, PATIENCE, "PostgreSQL answers")

    def _serves(self) -> bool:
        """After a kill the old one's children may still hold its memory: then it is started once more."""
        if self.process.poll() is not None:
            self.process = self._run("postgres", "-k", str(self.folder), "-h", "", "-F")
        return _connects(self.url)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: without waiting for clients; SIGKILL: as a power cut."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE)


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL for the time of the block; its URL."""
    server = PostgreSQL()
    try:
        yield server.url
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def _connects(url: str) -> bool:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()
