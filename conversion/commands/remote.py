"""A conversion by a worker, waited for."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from conversion import errors, media
from conversion.celery import app
from conversion.commands.convert import Bar, beside
from conversion.errors import EngineError
from conversion.queue import records, submissions
from conversion.queue.requests import TOP_PRIORITY, Request

POLL = 0.2  # seconds


def worker_is_there() -> bool:
    """Whether a worker answers within a second."""
    try:
        with app.connection_for_write(transport_options={"socket_connect_timeout": 1}) as connection:
            connection.ensure_connection(max_retries=1, timeout=1)
            return bool(app.control.ping(timeout=1.0, limit=1, connection=connection))
    except (OperationalError, RedisError, OSError):
        return False


def convert(sources: Sequence[Path], output: Path, request: Request, bar: Bar) -> Path:
    """Have it converted, fetch the result; whatever interrupts this cancels the conversion."""
    task = submissions.enter(sources, replace(request, priority=TOP_PRIORITY))
    try:
        while not task.is_finished:
            time.sleep(POLL)
            task = records.get(task.id)
            bar.beat(task.progress or None)
    finally:
        submissions.cancel(task.id)
    if task.status != "done" or task.output_key is None:
        raise errors.BY_NAME.get(task.error_type or "", EngineError)(*(task.error_args or [task.status]))
    written = beside(output, task.output_name or output.name)
    with media.open_for_reading(task.output_key) as stored, written.open("wb") as file:
        media.copy(stored, file)
    return written
