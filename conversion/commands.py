"""What the command line's commands do."""

import shutil
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from conversion import bells, checkup, errors, formats, media, pipeline, process, records, registry, submissions
from conversion.celery import app
from conversion.errors import EngineError, UnknownFormatError
from conversion.records import Request

DEADLINE = 24 * 3600.0  # seconds; whoever sits at a terminal has Ctrl-C
POLL = 0.2  # seconds

console = Console(stderr=True)


def convert(arguments: Namespace) -> int:
    """Convert IN to OUT, with a progress bar."""
    source, output = Path(arguments.source), Path(arguments.output)
    target = formats.from_filename(output.name)
    if target is None:
        raise UnknownFormatError(output.name)
    request = submissions.requested(source.name, target.name, arguments.asked)
    source.stat()
    with _bar(source.name, output.name) as bar:
        if _worker_is_there():
            written = _by_worker(source, output, request, bar)
        else:
            written = _here(source, output, request, bar)
    print(written)  # noqa: T201 (the command's answer)
    return 0


class _Bar:
    """The progress bar, as a watch."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._task = progress.add_task(title, total=None)

    def beat(self, fraction: float | None) -> None:
        """A fraction from 0 to 1, None: unknown."""
        if fraction is not None:
            self._progress.update(self._task, total=1.0, completed=fraction)


@contextmanager
def _bar(source: str, output: str) -> Iterator[_Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = _Bar(progress, f"{source} → {output}")
        yield bar
        bar.beat(1.0)


def _worker_is_there() -> bool:
    """Whether a worker answers within a second."""
    try:
        with app.connection_for_write(transport_options={"socket_connect_timeout": 1}) as connection:
            connection.ensure_connection(max_retries=1, timeout=1)
            return bool(app.control.ping(timeout=1.0, limit=1, connection=connection))
    except (OperationalError, RedisError, OSError):
        return False


def _by_worker(source: Path, output: Path, request: Request, bar: _Bar) -> Path:
    task = submissions.enter(source, replace(request, priority=9))
    try:
        while not task.is_finished:
            time.sleep(POLL)
            task = records.get(task.id)
            bar.beat(task.progress or None)
    finally:
        submissions.cancel(task.id)
    if task.status != "done" or task.output_key is None:
        raise errors.BY_NAME.get(task.error_type or "", EngineError)(*(task.error_args or [task.status]))
    written = _beside(output, task.output_name or output.name)
    with media.open_for_reading(task.output_key) as stored, written.open("wb") as file:
        media.copy(stored, file)
    return written


def _here(source: Path, output: Path, request: Request, bar: _Bar) -> Path:
    target = submissions.target_named(request.target)
    with tempfile.TemporaryDirectory(prefix="mutabor-") as scratch:
        asked = pipeline.Request(source.absolute(), source.name, None, target, request.options, Path(scratch), DEADLINE)
        result = pipeline.convert(asked, bar)
        written = _beside(output, result.name)
        shutil.move(result.path, written)
    return written


def _beside(output: Path, name: str) -> Path:
    """OUT itself, or a zip beside it where one output became several."""
    is_packed = name.endswith(".zip") and not output.name.lower().endswith(".zip")
    return output.with_suffix(".zip") if is_packed else output


def list_formats(arguments: Namespace) -> int:
    """The catalogue, or what one format can become and with which options."""
    if arguments.source is None:
        table = Table("format", "kind", "extensions", "becomes")
        for source in registry.sources():
            becomes = " ".join(target.name for target in registry.targets_for(source))
            table.add_row(source.name, source.kind, " ".join(source.extensions), becomes)
    else:
        source = submissions.target_named(arguments.source)
        table = Table("target", "kind", "by", "options")
        for target in registry.targets_for(source):
            by = " → ".join(leg.engine.name for leg in registry.way(source, target))
            known = " ".join(f"{option.name}={option.range}" for option in registry.options_for(source, target))
            table.add_row(target.name, target.kind, by, known)
    Console().print(table)
    return 0


def status(_arguments: Namespace) -> int:
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


def doctor(_arguments: Namespace) -> int:
    """Tools, versions, the formats they bring, the walls around them; exit status 1 where anything is missing."""
    table = Table("tool", "version", "brings")
    reports = checkup.tools()
    for report in reports:
        missing = f"[red]missing: install {report.package}[/red]"
        table.add_row(report.name, report.version or missing, " ".join(report.formats))
    walls = process.walls()
    walls_table = Table("around every stranger's file", "stands")
    for wall, stands in walls.items():
        walls_table.add_row(wall, "yes" if stands else "[red]no[/red]")
    Console().print(table, walls_table)
    return 0 if all(report.version for report in reports) and all(walls.values()) else 1
