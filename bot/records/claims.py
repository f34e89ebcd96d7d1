"""The moves between a Delivery's states, each one guarded statement: who loses the race does nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.access import quotas
from bot.records import batches
from bot.rows import Delivery
from bot.settings import settings
from conversion.database import now, writing
from conversion.errors import ConversionError, LeaseLostError
from conversion.queue.records import FINISHED, UNFINISHED, ConversionTask
from conversion.settings import settings as conversion_settings

MOST_LOSSES = 3
PATIENCE = 24 * 3600.0  # seconds; Telegram may be away for a day
BLIND = {"synchronize_session": False}  # no loaded row is to be kept up to date
# What a delivery is like that begins, or begins anew.
FRESH: dict[str, Any] = {
    "status": "pending",
    "lease_until": None,
    "rung_at": None,
    "attempt": 0,
    "losses": 0,
    "not_before": 0.0,
}
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 600.0  # seconds between two attempts; each pause is twice the one before


@dataclass(frozen=True, slots=True)
class Claim:
    """A lease on a delivery: ``fence`` is the number that a late holder does not know any more."""

    delivery_id: str
    task_id: str
    fence: int
    attempt: int
    losses: int


def claim_fetch(task_id: str) -> Claim | None:
    """``pending → fetching`` for whoever is first, or a lost fetch taken over; None: nothing to fetch."""
    return _claim(and_(Delivery.task_id == task_id, _task_is("accepted"), _is_free("fetching")), "fetching")


def claim_telling(task_id: str) -> Claim | None:
    """``→ delivering`` for whoever is first, once the conversion is over and its turn has come in its batch.

    None: nothing to tell. A fetch that still runs for a cancelled conversion loses its lease.
    """
    mine = and_(Delivery.task_id == task_id, _task_is(*FINISHED), batches.is_its_turn())
    return _claim(and_(mine, or_(_is_free("delivering"), Delivery.status == "fetching")), "delivering")


def _is_free(held_as: str) -> ColumnElement[bool]:
    """Due and waiting, or held by somebody whose lease has expired."""
    waiting = and_(Delivery.status == "pending", Delivery.not_before <= now())
    return or_(waiting, and_(Delivery.status == held_as, Delivery.lease_until <= now()))


def _task_is(*statuses: str) -> ColumnElement[bool]:
    return exists().where(ConversionTask.id == Delivery.task_id, ConversionTask.status.in_(statuses))


def _claim(free: ColumnElement[bool], status: str) -> Claim | None:
    lost = Delivery.status == status  # it was held, and nobody gave it back
    row = _lease(
        and_(free, Delivery.bot_id == settings().bot_id),
        status=status,
        fence=Delivery.fence + 1,
        attempt=Delivery.attempt + 1,
        losses=Delivery.losses + _as_number(lost),
        lease_until=now() + conversion_settings().lease_seconds,
        rung_at=None,
    )
    return Claim(row.id, row.task_id, row.fence, row.attempt, row.losses) if row else None


def _as_number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def renew(claim: Claim) -> bool:
    """Keep the lease; False: it was taken."""
    return _lease(_held(claim), lease_until=now() + conversion_settings().lease_seconds) is not None


def postpone(claim: Claim, seconds: float | None = None) -> bool:
    """Back to ``pending`` for so long, or for the pause that fits the number of attempts. False: not held any more."""
    pause = pause_after(claim.attempt) if seconds is None else seconds
    return _move(_held(claim), status="pending", lease_until=None, rung_at=None, not_before=now() + pause) is not None


def pause_after(attempt: int) -> float:
    """Seconds until the next attempt."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempt - 1, 20))


def settle_fetch(claim: Claim) -> bool:
    """``fetching → pending``: the file is in media, and its conversion ready."""
    return _move(_held(claim), **FRESH) is not None


def settle_telling(claim: Claim) -> bool:
    """``delivering → shown``: the ending is in the chat, and nobody needs the files any more."""
    release = update(ConversionTask).where(ConversionTask.id == claim.task_id).values(held=False)
    with writing() as session:
        shown = session.scalar(
            _statement(_held(claim), status="shown", lease_until=None, shown_at=now()), execution_options=BLIND
        )
        if shown is not None:
            task = session.scalars(release.returning(ConversionTask), execution_options=BLIND).one()
            if task.started_at and task.finished_at:
                quotas.work(session, shown.user_id, shown.chat_id, max(0.0, task.finished_at - task.started_at))
    return shown is not None


def stamp_fetched(claim: Claim, stored: Sequence[tuple[str, int]]) -> bool:
    """So many of several files are in media, by key and size. False: the lease is lost."""
    return _move(_held(claim), fetched=[list(file) for file in stored]) is not None


def reopen(claim: Claim) -> bool:
    """The result that was known is there no more: its file is fetched and converted after all. False: not held."""
    borrowed = and_(ConversionTask.id == claim.task_id, ConversionTask.status == "done")
    with writing() as session:
        row = session.scalar(_statement(_held(claim), **FRESH, known=None), execution_options=BLIND)
        if row is not None:
            again = update(ConversionTask).where(borrowed)
            session.execute(again.values(status="accepted", progress=0.0, finished_at=None), execution_options=BLIND)
    return row is not None


def record_trouble(claim: Claim, error: ConversionError) -> str | None:
    """The result cannot be told, and why; returns the error's id, None where the lease is lost."""
    args = [str(arg)[:500] for arg in error.args]
    trouble = {"trouble": type(error).__name__, "trouble_args": args, "trouble_id": uuid4().hex[:8]}
    row = _move(_held(claim), **trouble)
    return row.trouble_id if row else None


def stamp_intent(claim: Claim) -> bool:
    """A status message is about to be sent anew; the old one is forgotten. False: the lease is lost."""
    return _move(_held(claim), message_id=None, intent_at=now()) is not None


def stamp_message(claim: Claim, message_id: int) -> bool:
    """The status message that was sent anew."""
    return _move(_held(claim), message_id=message_id) is not None


def stamp_try(claim: Claim) -> None:
    """A message that cannot be an edit is about to be sent. Raises `LeaseLostError`."""
    _surely(claim, tries=Delivery.tries + 1)


def take_back_try(claim: Claim) -> None:
    """It has certainly not been sent. Raises `LeaseLostError`."""
    _surely(claim, tries=Delivery.tries - 1)


def count_sent(claim: Claim) -> None:
    """It is there: the next one's turn. Raises `LeaseLostError`."""
    _surely(claim, sent=Delivery.sent + 1, tries=0)


def _surely(claim: Claim, **values: Any) -> None:
    if _move(_held(claim), **values) is None:
        raise LeaseLostError(claim.delivery_id)


def show_again(delivery_id: str, shape: str) -> bool:
    """``shown → pending``: the result is wanted in another shape. False: it is not there, or on its way already."""
    done = exists().where(
        ConversionTask.id == Delivery.task_id, ConversionTask.status == "done", ConversionTask.output_key.is_not(None)
    )
    told = ("trouble", "trouble_args", "trouble_id", "recall_key", "known", "intent_at")  # of the time before
    again = {**FRESH, **dict.fromkeys(told)}
    shown = and_(Delivery.id == delivery_id, Delivery.status == "shown", done)
    with writing() as session:
        row = session.scalar(_statement(shown, **again, shape=shape, sent=0, tries=0), execution_options=BLIND)
        if row is not None:
            needed = update(ConversionTask).where(ConversionTask.id == row.task_id).values(held=True)
            session.execute(needed, execution_options=BLIND)
    return row is not None


def give_up_message(delivery_id: str) -> bool:
    """The status message becomes another conversion's. False: somebody was faster."""
    mine = and_(Delivery.id == delivery_id, Delivery.status == "shown", Delivery.message_id.is_not(None))
    return _move(mine, message_id=None) is not None


def stamp_notice(delivery_id: str) -> bool:
    """A notice is about to be sent; True once only, whatever becomes of it."""
    return _move(and_(Delivery.id == delivery_id, Delivery.notified_at.is_(None)), notified_at=now()) is not None


def abandon(seconds: float) -> int:
    """Cancel and release what a bot that runs no more has left behind for so long; returns how much that was."""
    left = (Delivery.status != "shown", Delivery.created_at < now() - seconds)
    theirs = ConversionTask.id.in_(select(Delivery.task_id).where(*left))
    unfinished = update(ConversionTask).where(theirs, ConversionTask.status.in_(UNFINISHED))
    released = update(ConversionTask).where(theirs, ConversionTask.held).values(held=False)
    with writing() as session:
        session.execute(
            unfinished.values(status="cancelled", lease_until=None, finished_at=now(), secrets=None),
            execution_options=BLIND,
        )
        return len(session.scalars(released.returning(ConversionTask.id), execution_options=BLIND).all())


def _held(claim: Claim) -> ColumnElement[bool]:
    holding = Delivery.status.in_(("fetching", "delivering"))
    return and_(Delivery.id == claim.delivery_id, Delivery.fence == claim.fence, holding)


def _statement(where: ColumnElement[bool], **values: Any) -> ReturningUpdate[Delivery]:
    return update(Delivery).where(where).values(**values).returning(Delivery)


def _move(where: ColumnElement[bool], **values: Any) -> Delivery | None:
    """One guarded statement; the row as it became, or None where no row fitted."""
    return _changed(where, values, durable=True)


def _lease(where: ColumnElement[bool], **values: Any) -> Delivery | None:
    """The same for who holds a row: after a power cut nobody does."""
    return _changed(where, values, durable=False)


def _changed(where: ColumnElement[bool], values: Mapping[str, Any], *, durable: bool) -> Delivery | None:
    with writing(durable=durable) as session:
        return session.scalar(_statement(where, **values), execution_options=BLIND)
