"""Whose turn it is: priority first, then one conversion of each owner before anybody's second."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Subquery, case, func, select, update

from conversion.database import now, reading, writing
from conversion.queue.records import UNFINISHED, ConversionTask


def _order(queue: str) -> Subquery:
    """The queue's unfinished conversions with ``turn``: how many of the same owner stand before it."""
    running_first = case((ConversionTask.status == "converting", 0), else_=1)
    turn: ColumnElement[int] = func.row_number().over(
        partition_by=ConversionTask.owner,
        order_by=(running_first, ConversionTask.priority.desc(), ConversionTask.created_at, ConversionTask.id),
    )
    columns = (ConversionTask.id, ConversionTask.status, ConversionTask.priority, ConversionTask.created_at)
    waiting = (ConversionTask.queue == queue, ConversionTask.status.in_(UNFINISHED))
    return (
        select(*columns, ConversionTask.not_before, ConversionTask.rung_at, turn.label("turn"))
        .where(*waiting)
        .subquery()
    )


def next_in_turn(queue: str, spare: int) -> list[ConversionTask]:
    """Stamp as rung, and return, the next conversions to ring for.

    As many as may wait at the broker: ``spare`` and one for each that is converting, less those rung already.
    """
    ids = _candidates(queue, spare)
    if not ids:
        return []
    stamp = (
        update(ConversionTask)
        .where(ConversionTask.id.in_(ids), ConversionTask.status == "ready", ConversionTask.rung_at.is_(None))
        .values(rung_at=now())
        .returning(ConversionTask)
        .execution_options(synchronize_session=False)
    )
    with writing(durable=False) as session:
        stamped = {task.id: task for task in session.scalars(stamp)}
    return [stamped[task_id] for task_id in ids if task_id in stamped]


def _candidates(queue: str, spare: int) -> list[str]:
    """Ids of the next conversions to ring for; another process may be stamping the same ones just now."""
    order = _order(queue)
    ready = order.c.status == "ready"
    with reading() as session:
        running = session.scalar(select(func.count()).where(order.c.status == "converting")) or 0
        rung = session.scalar(select(func.count()).where(ready, order.c.rung_at.is_not(None))) or 0
        room = spare + running - rung
        if room <= 0:
            return []
        candidates = (
            select(order.c.id)
            .where(ready, order.c.rung_at.is_(None), order.c.not_before <= now())
            .order_by(order.c.priority.desc(), order.c.turn, order.c.created_at, order.c.id)
            .limit(room)
        )
        return list(session.scalars(candidates))


def unstamp(task_ids: Sequence[str]) -> None:
    """These were not rung after all."""
    statement = update(ConversionTask).where(ConversionTask.id.in_(task_ids), ConversionTask.status == "ready")
    with writing(durable=False) as session:
        session.execute(statement.values(rung_at=None).execution_options(synchronize_session=False))


def unanswered(queue: str, older_than: float) -> list[str]:
    """The ids of those rung more than that many seconds ago and still waiting."""
    statement = select(ConversionTask.id).where(
        ConversionTask.queue == queue, ConversionTask.status == "ready", ConversionTask.rung_at < now() - older_than
    )
    with reading() as session:
        return list(session.scalars(statement))


def waiting_queues() -> list[str]:
    """The queues that have something ready."""
    statement = select(ConversionTask.queue).where(ConversionTask.status == "ready").distinct()
    with reading() as session:
        return list(session.scalars(statement))


def places(queue: str) -> dict[str, int]:
    """The place of each conversion that waits in the queue; 1 is next."""
    order = _order(queue)
    statement = (
        select(order.c.id)
        .where(order.c.status != "converting")
        .order_by(order.c.priority.desc(), order.c.turn, order.c.created_at, order.c.id)
    )
    with reading() as session:
        return {task_id: place for place, task_id in enumerate(session.scalars(statement), start=1)}
