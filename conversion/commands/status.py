"""``status``: Redis, workers, queue lengths."""

from argparse import Namespace

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from conversion.celery import app
from conversion.queue import bells, records


def run(_arguments: Namespace) -> int:
    """Redis, workers, queue lengths; exit status 1 where something is away."""
    table = Table("what", "state")
    try:
        lengths = {queue.name: bells.length(queue.name) for queue in app.conf.task_queues}
        workers = app.control.ping(timeout=1.0)
    except (OperationalError, RedisError, OSError) as error:
        table.add_row("redis", f"away: {type(error).__name__}")
        Console().print(table)
        return 1
    table.add_row("redis", "there")
    table.add_row("workers", ", ".join(sorted(name for answer in workers for name in answer)) or "none")
    for queue, length in lengths.items():
        table.add_row(f"queue {queue}", f"{length} waiting at the broker{_in_database(queue)}")
    Console().print(table)
    return 0 if workers else 1


def _in_database(queue: str) -> str:
    try:
        counts = records.counts(queue)
    except SQLAlchemyError as error:
        return f", database: {type(error).__name__}"
    return "".join(f", {count} {state}" for state, count in counts.items())
