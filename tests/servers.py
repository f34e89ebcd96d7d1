"""Real servers for the tests: each on a socket of its own, ended with the test."""

import os
import pwd
import shutil
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


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL on a Unix socket, with an empty cluster; it refuses root, so root lends it another user."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    folder = Path(tempfile.mkdtemp(prefix="mutabor-pg-"))
    as_user: list[str] = []
    if os.getuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)
    data = str(folder / "data")
    make = [*as_user, str(programs / "initdb"), "-D", data, "-U", "mutabor", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    serve = [*as_user, str(programs / "postgres"), "-D", data, "-k", str(folder), "-h", "", "-F"]
    url = f"postgresql://mutabor@/postgres?host={folder}"
    with subprocess.Popen(serve, stderr=subprocess.DEVNULL, cwd=folder) as server:
        try:
            wait_until(lambda: _connects(url), PATIENCE, "PostgreSQL answers")
            yield url
        finally:
            server.terminate()
            server.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _connects(url: str) -> bool:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()
