"""What every test may ask for: a home of its own, a database, a Redis."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything of Mutabor is imported: this run's files stand apart from those of a running Mutabor.
HOME = Path(tempfile.mkdtemp(prefix="mutabor-test-"))
for _name in (
    "DATABASE_URL",
    "REDIS_URL",
    "MEDIA_URL",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_URL",
    "ADMIN_IDS",
    "ALLOWED_IDS",
):
    os.environ.pop(_name, None)
os.environ["DATA_DIR"] = str(HOME)
os.environ["LOG_LEVEL"] = "INFO"
os.environ["ENV_FILE"] = ""  # none: an operator's .env may name a real database, Redis and bot

from conversion import database as databases  # noqa: E402
from conversion import media, sealing  # noqa: E402
from conversion.queue import records  # noqa: E402
from conversion.settings import settings  # noqa: E402
from tests import servers  # noqa: E402

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a background job: what the tests start shall hear Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)

SAMPLES = Path(__file__).parent / "samples"


SPREAD = ("test_routes.py",)  # over all processes; the tests of any other file share servers and stay together


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name not in SPREAD:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))


def pytest_unconfigure() -> None:
    if not os.environ.get("KEEP_TEST_HOME"):
        shutil.rmtree(HOME, ignore_errors=True)


def _forget() -> None:
    """Settings and what was made from them are read anew."""
    if databases.engine.cache_info().currsize:
        databases.engine().dispose()
    for cached in (settings, databases.engine, media._store, sealing._fernet):
        cached.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A DATA_DIR of the test's own, with an empty SQLite database."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    _forget()
    assert records.ConversionTask.metadata is databases.Base.metadata  # the tables are known
    databases.Base.metadata.create_all(databases.engine())
    yield tmp_path
    _forget()


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """A real Redis on the socket that this run's settings name; its URL."""
    with servers.redis(settings().redis_socket) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A real PostgreSQL on a socket of its own; its URL."""
    with servers.postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database of either kind; the test runs on both."""
    if request.param == "postgresql":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgresql"))
        _forget()
        databases.Base.metadata.drop_all(databases.engine())
        databases.Base.metadata.create_all(databases.engine())
    yield request.param
    if request.param == "postgresql":
        databases.Base.metadata.drop_all(databases.engine())
