"""One attempt at a conversion by a worker: claim the row, convert, tell the row how it ended."""

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import OperationalError

from conversion import bells, cleaning, formats, media, moves, pipeline, records
from conversion.errors import (
    CancelledError,
    ConversionError,
    DeadlineError,
    EngineError,
    LeaseLostError,
    PassingError,
    StoppedError,
    TooLargeError,
)
from conversion.records import ConversionTask
from conversion.settings import settings

DEADLINE = 570.0  # seconds for all tools of one conversion: Celery's soft limit is only the backstop
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
        _fail(task, _verdict(error))
    except OSError as error:
        _retry(task, PassingError(type(error).__name__, str(error)))
    except SystemExit:
        moves.hand_back(task.id, task.fence)
        log.info("conversion_handed_back")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        moves.expire(task.id, task.fence)


def _convert(task: ConversionTask, scratch: Path) -> None:
    scratch.mkdir(parents=True)
    source = scratch / "original"
    media.get(task.source_key or "", source)
    claimed = formats.from_name(task.source_format or "")
    target = formats.named(task.target)[0]
    request = pipeline.Request(source, task.source_name, claimed, target, task.asked, scratch, DEADLINE)
    log.info("conversion_started", target=task.target, size=task.source_size)
    result = pipeline.convert(request, LeaseWatch(task))
    key = media.new_key(task.id, result.name)
    size = media.put(result.path, key)
    found = {"source_format": result.source.name, **asdict(result.report)}
    if moves.finish(task.id, task.fence, output_key=key, output_name=result.name, output_size=size, **found):
        log.info("conversion_done", target=task.target, size=size)
    else:
        media.forget_key(key)


def _verdict(error: BaseException) -> ConversionError:
    if isinstance(error, SoftTimeLimitExceeded):
        return DeadlineError(str(DEADLINE))
    return error if isinstance(error, ConversionError) else TooLargeError(type(error).__name__)


def _fail(task: ConversionTask, error: ConversionError) -> None:
    """The row first, then the exception for the error callback."""
    failed = moves.fail(task.id, error, task.fence)
    if failed is None:
        return
    tell = log.error if isinstance(error, EngineError) else log.info
    tell("conversion_failed", error=type(error).__name__, error_id=failed.error_id, detail=error.args)
    raise error


def _retry(task: ConversionTask, fault: PassingError) -> None:
    if moves.postpone(task.id, task.fence):
        log.warning("conversion_postponed", detail=fault.args, seconds=settings().retry_seconds)
    else:
        _fail(task, fault)
