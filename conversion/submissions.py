"""Conversions asked for by Python or the command line, without Telegram."""

from pathlib import Path

from conversion import bells, database, media, moves, records, requests
from conversion.errors import EngineError
from conversion.options import Value
from conversion.records import ConversionTask
from conversion.requests import Request


def submit(path: str | Path, target: str, *, priority: int = 5, owner: str = "", **asked: Value) -> ConversionTask:
    """Have a file converted by the workers; returns the committed task, with its id.

    ``priority`` is 0…9, 9 first. ``asked`` are the target's options, such as ``quality="high"``. The file is copied:
    the original may go. Raises FileNotFoundError, ValueError, and `conversion.errors.SourceError` where no engine
    knows such a conversion.
    """
    path = Path(path)
    return enter(path, requests.requested(path, target, asked, priority=priority, owner=owner))


def enter(path: Path, request: Request) -> ConversionTask:
    """Commit the row, store a copy of the file, ring: in this order, so that no file is without its row."""
    size = path.stat().st_size
    with database.writing() as session:
        task = records.add(session, request)
    key = media.new_key(task.id, path.name)
    try:
        with path.open("rb") as source, media.writer(key) as stored:
            media.copy(source, stored)
    except EngineError as error:
        moves.fail(task.id, error)
        raise
    moves.ready(task.id, key, size)
    bells.ring_next(task.queue)
    return records.get(task.id)


def get(task_id: str) -> ConversionTask:
    """The task as it is now; raises KeyError."""
    return records.get(task_id)


def cancel(task_id: str) -> bool:
    """Cancel it, waiting or running; False where it was over already."""
    return moves.cancel(task_id) is not None
