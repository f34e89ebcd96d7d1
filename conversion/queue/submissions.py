"""Conversions asked for by Python or the command line, without Telegram."""

from collections.abc import Sequence
from pathlib import Path

from conversion import database, media
from conversion.errors import EngineError
from conversion.options import Value
from conversion.queue import bells, moves, records, requests
from conversion.queue.records import ConversionTask
from conversion.queue.requests import Request

Paths = str | Path | Sequence[str | Path]


def submit(path: Paths, target: str, *, priority: int = 5, owner: str = "", **asked: Value) -> ConversionTask:
    """Have a file converted by the workers, or several into one; returns the committed task, with its id.

    ``priority`` is 0…9, 9 first. ``asked`` are the target's options, such as ``quality="high"``. The files are copied:
    the originals may go. Raises FileNotFoundError, ValueError, and `conversion.errors.SourceError` where no engine
    knows such a conversion.
    """
    paths = [Path(path)] if isinstance(path, str | Path) else [Path(one) for one in path]
    return enter(paths, requests.of_paths(paths, target, asked, priority=priority, owner=owner))


def enter(paths: Sequence[Path], request: Request) -> ConversionTask:
    """Commit the row, store copies of the files, ring: in this order, so that no file is without its row."""
    with database.writing() as session:
        task = records.add(session, request)
    try:
        stored = [_stored(task.id, path) for path in paths]
    except EngineError as error:
        moves.fail(task.id, error)
        raise
    (key, _size), *others = stored
    further = [{**file, "key": key, "size": size} for file, (key, size) in zip(request.further, others, strict=True)]
    moves.ready(task.id, key, sum(size for _key, size in stored), further)
    bells.ring_next(task.queue)
    return records.get(task.id)


def _stored(task_id: str, path: Path) -> tuple[str, int]:
    """The media key of a copy, and its size in bytes."""
    key = media.new_key(task_id, path.name)
    with path.open("rb") as source, media.writer(key) as stored:
        media.copy(source, stored)
    return key, media.size(key)


def get(task_id: str) -> ConversionTask:
    """The task as it is now; raises KeyError."""
    return records.get(task_id)


def cancel(task_id: str) -> bool:
    """Cancel it, waiting or running; False where it was over already."""
    return moves.cancel(task_id) is not None
