"""The moves between a ConversionTask's states, each one guarded statement: who loses the race does nothing."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, select, update

from conversion.database import now, reading, writing
from conversion.errors import ConversionError, LostWorkerError
from conversion.queue.records import UNFINISHED, ConversionTask
from conversion.settings import settings

MOST_LOSSES = 3
MOST_RETRIES = 3
# What a row that waits once more is like.
AGAIN: dict[str, Any] = {"status": "ready", "lease_until": None, "rung_at": None, "progress": 0.0}


def _move(where: ColumnElement[bool], **values: Any) -> ConversionTask | None:
    """One guarded statement; the row as it became, or None where no row fitted."""
    return _changed(where, values, durable=True)


def _lease(where: ColumnElement[bool], **values: Any) -> ConversionTask | None:
    """The same for who holds a row: after a power cut nobody does."""
    return _changed(where, values, durable=False)


def _changed(where: ColumnElement[bool], values: Mapping[str, Any], *, durable: bool) -> ConversionTask | None:
    statement = update(ConversionTask).where(where).values(**values).returning(ConversionTask)
    with writing(durable=durable) as session:
        return session.scalars(statement, execution_options={"synchronize_session": False}).one_or_none()


def _held(task_id: str, fence: int) -> ColumnElement[bool]:
    """The row, as long as this attempt holds it."""
    return and_(ConversionTask.id == task_id, ConversionTask.status == "converting", ConversionTask.fence == fence)


def _over() -> dict[str, Any]:
    """What every end has in common: nobody holds the row, and what was confided is forgotten."""
    return {"lease_until": None, "finished_at": now(), "secrets": None}


def _error(error: ConversionError) -> dict[str, Any]:
    return {
        "error_type": type(error).__name__,
        "error_args": [str(arg)[:2000] for arg in error.args],
        "error_id": uuid4().hex[:8],
    }


def ready(task_id: str, source_key: str, size: int, further: Sequence[Mapping[str, Any]] = ()) -> bool:
    """``accepted → ready``: the file is in media under that key, and so are the ``further`` ones that go with it."""
    accepted = and_(ConversionTask.id == task_id, ConversionTask.status == "accepted")
    more = {"further": [dict(file) for file in further]} if further else {}
    return _move(accepted, status="ready", source_key=source_key, source_size=size, **more) is not None


def claim(task_id: str, worker: str = "") -> ConversionTask | None:
    """``ready → converting``, for whoever is first; the row then holds this attempt's fence and its worker's name."""
    waiting = and_(ConversionTask.id == task_id, ConversionTask.status == "ready", ConversionTask.not_before <= now())
    return _lease(
        waiting,
        status="converting",
        worker=worker,
        fence=ConversionTask.fence + 1,
        lease_until=now() + settings().lease_seconds,
        started_at=now(),
        stage=None,
        progress=0.0,
        rung_at=None,
    )


def renew(task_id: str, fence: int, stage: str, progress: float) -> bool:
    """Keep the lease and tell how far it is; False: the attempt is over, cancelled or taken."""
    lease = now() + settings().lease_seconds
    return _lease(_held(task_id, fence), lease_until=lease, stage=stage, progress=progress) is not None


def finish(task_id: str, fence: int, **output: Any) -> bool:
    """``converting → done`` with the ``output_key``, its name and size, the ``source_format`` found, the `Report`."""
    done = {"status": "done", "progress": 1.0, **_over()}
    return _move(_held(task_id, fence), **done, **output) is not None


def fail(task_id: str, error: ConversionError, fence: int | None = None) -> ConversionTask | None:
    """``failed``: from ``converting`` with the attempt's fence, without one from ``accepted`` or ``ready``."""
    before = and_(ConversionTask.id == task_id, ConversionTask.status.in_(("accepted", "ready")))
    where = before if fence is None else _held(task_id, fence)
    return _move(where, status="failed", **_over(), **_error(error))


def postpone(task_id: str, fence: int) -> bool:
    """``converting → ready`` after a fault that may pass, not before `retry_seconds` are over; False: no retry left."""
    left = and_(_held(task_id, fence), ConversionTask.retries < MOST_RETRIES)
    later = now() + settings().retry_seconds
    return _move(left, **AGAIN, not_before=later, retries=ConversionTask.retries + 1) is not None


def hand_back(task_id: str, fence: int) -> bool:
    """``converting → ready`` at once, not counted as an attempt: the worker stops for a deploy."""
    return _move(_held(task_id, fence), **AGAIN) is not None


def expire(task_id: str, fence: int | None = None) -> bool:
    """End the lease now: its holder is known to be dead. The sweeper does the rest."""
    mine = ConversionTask.status == "converting" if fence is None else _held(task_id, fence)
    return _move(and_(ConversionTask.id == task_id, mine), lease_until=now()) is not None


def expire_all_of(worker: str) -> int:
    """End the leases of a worker of that name: it has just started, so whoever held them is dead. How many."""
    mine = update(ConversionTask).where(ConversionTask.status == "converting", ConversionTask.worker == worker)
    with writing() as session:
        return len(list(session.scalars(mine.values(lease_until=now()).returning(ConversionTask.id))))


def cancel(task_id: str) -> ConversionTask | None:
    """``cancelled`` from any unfinished state; the runner notices within half a second."""
    unfinished = and_(ConversionTask.id == task_id, ConversionTask.status.in_(UNFINISHED))
    return _move(unfinished, status="cancelled", **_over())


def take_over_lost() -> tuple[list[str], list[ConversionTask]]:
    """Attempts whose lease has expired: back to ``ready``, or ``failed`` at the third loss.

    Returns the queues that have work again, and the tasks that failed.
    """
    expired = and_(ConversionTask.status == "converting", ConversionTask.lease_until <= now())
    hopeless = and_(expired, ConversionTask.losses >= MOST_LOSSES - 1)
    hopeful = {**AGAIN, "fence": ConversionTask.fence + 1, "losses": ConversionTask.losses + 1}
    with reading() as session:
        ids = list(session.scalars(select(ConversionTask.id).where(hopeless)))
    failed = [_give_up(and_(ConversionTask.id == task_id, hopeless)) for task_id in ids]
    with writing() as session:
        lost = update(ConversionTask).where(expired, ConversionTask.losses < MOST_LOSSES - 1)
        queues = set(session.scalars(lost.values(**hopeful).returning(ConversionTask.queue)))
    return sorted(queues), [task for task in failed if task]


def _give_up(where: ColumnElement[bool]) -> ConversionTask | None:
    return _move(where, status="failed", losses=MOST_LOSSES, **_over(), **_error(LostWorkerError()))
