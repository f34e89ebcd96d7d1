"""What a line of the log tells, and what it keeps to itself."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from conversion import logs
from conversion.settings import settings

SECRET = "AAHnot-for-the-log"


@pytest.fixture(params=["console", "json"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[io.StringIO]:
    """What the root logger's handler writes, in each format."""
    monkeypatch.setenv("LOG_FORMAT", request.param)
    settings.cache_clear()
    root, stream = logging.getLogger(), io.StringIO()
    known, level = root.handlers, root.level
    logs.configure("test")
    root.handlers[0].setStream(stream)  # type: ignore[attr-defined]  # it is a StreamHandler
    yield stream
    root.handlers = known
    root.setLevel(level)
    structlog.reset_defaults()
    settings.cache_clear()


def fail() -> None:
    secret = SECRET
    raise ValueError(len(secret))


def test_a_traceback_says_where_but_not_what_stood_in_the_variables(written: io.StringIO) -> None:
    try:
        fail()
    except ValueError as error:
        structlog.get_logger().error("handler_failed", exc_info=error)

    assert "handler_failed" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_celery_is_not_heard_of_every_sweep(written: io.StringIO) -> None:
    trace = logging.getLogger("celery.app.trace")
    trace.info("Task %(name)s[%(id)s] succeeded", {"name": "conversion.sweep", "id": "1"})
    trace.info("Task %(name)s[%(id)s] succeeded", {"name": "conversion.convert_video", "id": "2"})
    trace.error("Task %(name)s[%(id)s] raised", {"name": "conversion.sweep", "id": "3"})

    assert "convert_video[2] succeeded" in written.getvalue()
    assert "sweep[1]" not in written.getvalue()
    assert "sweep[3] raised" in written.getvalue()
