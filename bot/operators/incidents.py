"""Incidents: what stands behind an error number that somebody was told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.rows import Delivery, InboxRow
from conversion.database import reading
from conversion.queue.records import ConversionTask


@dataclass(frozen=True, slots=True)
class Incident:
    """One failure. ``at`` is seconds since 1970; what is not known of it is None.

    ``detail`` is what the error says to operators; ``source`` and ``target`` are names of formats, ``size`` is in
    bytes, ``worker`` the node that held the conversion last. No file's name: it is nobody's business.
    """

    error: str
    at: float
    chat_id: int | None
    user_id: int | None = None
    detail: Sequence[str] = ()
    task_id: str | None = None
    source: str | None = None
    target: str | None = None
    size: int | None = None
    worker: str | None = None


def find(error_id: str) -> Incident | None:
    """The failure with that number: of a conversion, of telling its result, or of handling an update."""
    with reading() as session:
        return _of_conversion(session, error_id) or _of_update(session, error_id)


def _of_conversion(session: Session, error_id: str) -> Incident | None:
    task = session.scalar(select(ConversionTask).where(ConversionTask.error_id == error_id))
    told_as = Delivery.trouble_id == error_id if task is None else Delivery.task_id == task.id
    delivery = session.scalar(select(Delivery).where(told_as))
    if task is not None:
        return _incident(task, delivery, task.error_type, task.error_args)
    if delivery is None:
        return None
    return _incident(
        session.get_one(ConversionTask, delivery.task_id), delivery, delivery.trouble, delivery.trouble_args
    )


def _incident(
    task: ConversionTask, delivery: Delivery | None, error: str | None, detail: Sequence[str] | None
) -> Incident:
    return Incident(
        error=error or "",
        detail=detail or (),
        at=task.finished_at or task.created_at,
        chat_id=None if delivery is None else delivery.chat_id,
        user_id=None if delivery is None else delivery.user_id,
        task_id=task.id,
        source=task.source_format,
        target=task.target,
        size=task.source_size,
        worker=task.worker or None,
    )


def _of_update(session: Session, error_id: str) -> Incident | None:
    letter = session.scalar(select(InboxRow).where(InboxRow.error_id == error_id))
    if letter is None:
        return None
    return Incident(letter.error or "", letter.processed_at or letter.received_at, letter.chat_id)
