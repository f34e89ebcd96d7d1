"""One attempt at a conversion by a worker: claim the row, convert, tell the row how it ended."""

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import OperationalError

from conversion import database, deadlines, formats, joining, media, pipeline, room
from conversion.errors import (
    CancelledError,
    ConversionError,
    CrashError,
    DeadlineError,
    EngineError,
    LeaseLostError,
    PassingError,
    StoppedError,
    TooLargeError,
)
from conversion.queue import bells, cleaning, moves, records
from conversion.queue.records import ConversionTask
from conversion.settings import settings

P = ParamSpec("P")
T = TypeVar("T")
LOOK = 0.5  # seconds between two looks whether to go on
STEP = 0.005  # of the whole: less is not worth a write
TELL = 1.0  # seconds between two writes of the progress

log = structlog.get_logger()


class LeaseWatch:
    """Keeps a row's lease while its conversion runs, tells its progress, and ends it when the row was taken away."""

    def __init__(self, task: ConversionTask) -> None:
        self._task = task
        self._held_until = time.monotonic() + settings().lease_seconds
        self._looked = self._told = time.monotonic()
        self._progress = 0.0

    def beat(self, fraction: float | None) -> None:
        """Raises `CancelledError` or `LeaseLostError`."""
        moment = time.monotonic()
        moved = fraction is not None and abs(fraction - self._progress) >= STEP
        due = moment - self._told >= (TELL if moved else settings().renew_seconds)
        if due:
            self._progress = fraction or self._progress
            self._ask(self._renew, moment)
            self._told = self._looked = moment
        elif moment - self._looked >= LOOK:
            self._ask(self._look, moment)
            self._looked = moment

    def _ask(self, question: Callable[[float], None], moment: float) -> None:
        """A database that is away may come back, until the lease is over."""
        try:
            question(moment)
        except OperationalError as error:
            if moment > self._held_until:
                raise LeaseLostError(self._task.id) from error

    def _renew(self, moment: float) -> None:
        if moves.renew(self._task.id, self._task.fence, "converting", self._progress):
            self._held_until = moment + settings().lease_seconds
        else:
            self._look(moment)

    def _look(self, _moment: float) -> None:
        row = records.get(self._task.id)
        if row.status == "cancelled":
            raise CancelledError(row.id)
        if row.status != "converting" or row.fence != self._task.fence:
            raise LeaseLostError(row.id)


def run(task_id: str, worker: str) -> None:
    """Convert the file of that row, if it is still waiting; ``worker`` is the node name of who does it.

    Raises the `ConversionError` that ended the conversion, for Celery's error callback; returns where there was
    nothing to do, it was cancelled, or it is to be tried again.
    """
    task = moves.claim(task_id, worker)
    if task is None:
        log.info("bell_without_work", task_id=task_id)
        return
    with structlog.contextvars.bound_contextvars(task_id=task.id, fence=task.fence):
        try:
            _attempt(task)
        finally:
            bells.ring_next(task.queue)


def _attempt(task: ConversionTask) -> None:
    """Every way out tells the row; one that nobody foresaw ends the lease, and counts as a lost attempt."""
    scratch = cleaning.scratch_root() / cleaning.scratch_name(task.id, task.fence)
    try:
        _convert(task, scratch)
    except StoppedError as stop:
        log.info("conversion_stopped", reason=type(stop).__name__)
    except PassingError as fault:
        _retry(task, fault)
    except (ConversionError, SoftTimeLimitExceeded, MemoryError, RecursionError) as error:
        if room.is_used_up():
            _retry(task, PassingError("the disk is full", type(error).__name__, str(error)))
        else:
            _fail(task, _verdict(error))
    except OSError as error:
        _retry(task, PassingError(type(error).__name__, str(error)))
    except SystemExit:
        _surely(moves.hand_back, task.id, task.fence)
        log.info("conversion_handed_back")
    except BaseException:
        _surely(moves.expire, task.id, task.fence)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _convert(task: ConversionTask, scratch: Path) -> None:
    scratch.mkdir(parents=True)
    first = {"key": task.source_key, "name": task.source_name, "format": task.source_format}
    log.info("conversion_started", target=task.target, size=task.source_size, files=1 + len(task.further))
    if task.further:
        requests = [
            _request(task, file, scratch / f"file{number}") for number, file in enumerate((first, *task.further))
        ]
        result = joining.convert(requests, scratch, LeaseWatch(task))
    else:
        result = pipeline.convert(_request(task, first, scratch), LeaseWatch(task))
    key = media.new_key(task.id, result.name)
    size = media.put(result.path, key)
    found = {"source_format": result.source.name, **asdict(result.report)}
    output = {"output_key": key, "output_name": result.name, "output_size": size}
    if _surely(moves.finish, task.id, task.fence, **output, **found) or _is_told(task, key):
        log.info("conversion_done", target=task.target, size=size)
    else:
        media.forget_key(key)


def _request(task: ConversionTask, file: Mapping[str, Any], scratch: Path) -> pipeline.Request:
    """The request for one of its files, which is brought there."""
    scratch.mkdir(exist_ok=True)
    source = scratch / "original"
    media.get(file["key"] or "", source)
    claimed = formats.from_name(file["format"] or "")
    target = formats.named(task.target)[0]
    return pipeline.Request(source, file["name"], claimed, target, task.asked, scratch, deadlines.MOST)


def _surely(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A database that is away for a moment costs no attempt."""
    return database.insist(settings().lease_seconds, function, *args, **kwargs)


def _is_told(task: ConversionTask, key: str) -> bool:
    """Whether the row has this result although it did not say so: the answer was lost, not the question."""
    return records.get(task.id).output_key == key


def _verdict(error: BaseException) -> ConversionError:
    if isinstance(error, SoftTimeLimitExceeded):
        return DeadlineError(str(deadlines.MOST))
    return error if isinstance(error, ConversionError) else TooLargeError(type(error).__name__)


def _fail(task: ConversionTask, error: ConversionError) -> None:
    """The row first, then the exception for the error callback."""
    failed = _surely(moves.fail, task.id, error, task.fence)
    if failed is None:
        return
    tell = log.error if isinstance(error, EngineError | CrashError) else log.info
    tell("conversion_failed", error=type(error).__name__, error_id=failed.error_id, detail=error.args)
    raise error


def _retry(task: ConversionTask, fault: PassingError) -> None:
    if _surely(moves.postpone, task.id, task.fence):
        log.warning("conversion_postponed", detail=fault.args, seconds=settings().retry_seconds)
    else:
        _fail(task, fault)
