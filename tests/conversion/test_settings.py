"""The environment, as each library needs it."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from conversion.settings import UNIX_SOCKET_PATH_LIMIT, Settings


@pytest.mark.parametrize(
    ("given", "redis_py", "celery"),
    [
        ("redis://:pw@host:6379/2", "redis://:pw@host:6379/2", "redis://:pw@host:6379/2"),
        ("rediss://u:pw@host:6380/0", "rediss://u:pw@host:6380/0", "rediss://u:pw@host:6380/0"),
        ("unix:///run/redis.sock", "unix:///run/redis.sock", "redis+socket:///run/redis.sock"),
        ("unix:///run/r.sock?db=3", "unix:///run/r.sock?db=3", "redis+socket:///run/r.sock?virtual_host=3"),
        ("redis+socket:///run/r.sock", "unix:///run/r.sock", "redis+socket:///run/r.sock"),
        ("unix://:pw@/run/r.sock", "unix://:pw@/run/r.sock", "redis+socket://:pw@/run/r.sock"),
    ],
)
def test_each_library_gets_the_redis_url_it_knows(given: str, redis_py: str, celery: str) -> None:
    made = Settings(redis_url=given)
    assert (made.redis_py_url, made.celery_redis_url) == (redis_py, celery)


@pytest.mark.parametrize(
    "url", ["redis://example.org:6379/0", "rediss://10.0.0.5/0", "redis://user@redis", "redis://0.0.0.0"]
)
def test_a_redis_elsewhere_needs_a_password(url: str) -> None:
    with pytest.raises(ValidationError, match="needs a password"):
        Settings(redis_url=url)


@pytest.mark.parametrize(
    "url", ["redis://localhost:6379/1", "redis://127.0.0.1", "redis://[::1]:6379", "unix:///run/r.sock"]
)
def test_a_redis_on_this_machine_needs_none(url: str) -> None:
    assert Settings(redis_url=url).redis_py_url == url


def test_a_mistyped_address_is_not_repeated() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(redis_url="redis://s3cret@example.org")
    assert "s3cret" not in str(refused.value)


def test_without_a_url_redis_is_private_and_its_socket_is_in_the_data_folder() -> None:
    made = Settings(data_dir=Path("/srv/mutabor"))
    assert made.private_redis
    assert made.redis_py_url == "unix:///srv/mutabor/redis.sock"


def test_a_data_folder_too_deep_for_a_socket_gets_one_elsewhere() -> None:
    deep = Settings(data_dir=Path("/srv") / ("x" * 120))
    assert len(str(deep.redis_socket)) <= UNIX_SOCKET_PATH_LIMIT
    assert deep.redis_socket != Settings(data_dir=Path("/srv") / ("y" * 120)).redis_socket


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgres://u@h/db", "postgresql+psycopg://u@h/db"),
        ("postgresql://u@h/db", "postgresql+psycopg://u@h/db"),
        ("sqlite:////srv/m.db", "sqlite:////srv/m.db"),
    ],
)
def test_postgresql_is_spoken_to_by_psycopg(given: str, url: str) -> None:
    assert Settings(database_url=given).sqlalchemy_url == url


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("24h", timedelta(hours=24)),
        ("30d", timedelta(days=30)),
        ("90", timedelta(seconds=90)),
        ("PT1H", timedelta(hours=1)),
    ],
)
def test_spans_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch, text: str, span: timedelta) -> None:
    monkeypatch.setenv("MEDIA_TTL", text)
    assert Settings().media_ttl == span


def test_a_span_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_TTL", "soon")
    with pytest.raises(ValidationError):
        Settings()
