"""Which deliveries to ring for: fetches in fair turn, and whatever no callback did."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from bot.access import allowances
from bot.records import batches
from bot.rows import Delivery
from bot.settings import settings
from conversion.database import now, reading, writing
from conversion.queue import bells
from conversion.queue.records import FINISHED, ConversionTask

FETCHES = 8  # that are rung for at once; the others' turn comes when one of them ends
TELLINGS = 100  # that one sweep rings for
UNANSWERED = 30.0  # seconds after which a bell counts as lost
CALLBACK_TIME = 5.0  # seconds in which Celery's own callback should have come

RUNG = and_(Delivery.rung_at.is_not(None), Delivery.rung_at > now() - UNANSWERED)
Chosen = tuple[str, int]  # a delivery's id and fence
IS_HELD = and_(Delivery.lease_until.is_not(None), Delivery.lease_until > now())


def ring_fetches() -> None:
    """Ring for the next files to be fetched; blocks, but never raises when Redis is away."""
    _ring("bot.fetch", _stamp(_next_fetches))


def has_waiting() -> bool:
    """Whether there is anything to be fetched, for which an ending may have made room."""
    mine = and_(Delivery.bot_id == settings().bot_id, Delivery.status == "pending", Delivery.rung_at.is_(None))
    accepted = exists().where(ConversionTask.id == Delivery.task_id, ConversionTask.status == "accepted")
    with reading() as session:
        return session.scalar(select(Delivery.id).where(mine, accepted).limit(1)) is not None


def sweep() -> None:
    """Ring for every fetch and every ending that nobody takes care of."""
    ring_fetches()
    _ring("bot.deliver", _stamp(_untold))


def _ring(task_name: str, task_ids: list[str]) -> None:
    """Where Redis is away, the rest waits for the next sweep."""
    for number, task_id in enumerate(task_ids):
        if not bells.ring(task_name, task_id):
            _unstamp(task_ids[number:])
            break


def _next_fetches(session: Session) -> list[Chosen]:
    """Priority first, then one file of each person before anybody's second; of nobody more than may be queued."""
    mine = and_(Delivery.bot_id == settings().bot_id, ConversionTask.status == "accepted")
    fetching = and_(Delivery.status == "fetching", IS_HELD)
    busy_first = case((fetching, 0), else_=1)
    turn = func.row_number().over(
        partition_by=Delivery.user_id,
        order_by=(busy_first, ConversionTask.priority.desc(), Delivery.created_at, Delivery.id),
    )
    rows = (
        select(
            Delivery.id,
            Delivery.fence,
            Delivery.user_id,
            Delivery.created_at,
            ConversionTask.priority,
            turn.label("turn"),
        )
        .add_columns(or_(fetching, and_(Delivery.status == "pending", RUNG)).label("busy"), _is_due().label("due"))
        .join(ConversionTask, ConversionTask.id == Delivery.task_id)
        .where(mine)
        .subquery()
    )
    under_way = _under_way()
    busy = session.scalar(select(func.count()).select_from(rows).where(rows.c.busy)) or 0
    has_room = rows.c.turn + func.coalesce(under_way.c.count, 0) <= allowances.of(session)["most_queued"]
    joined = select(rows.c.id, rows.c.fence).outerjoin(under_way, under_way.c.user_id == rows.c.user_id)
    waiting = joined.where(rows.c.due, ~rows.c.busy, has_room)
    in_turn = waiting.order_by(rows.c.priority.desc(), rows.c.turn, rows.c.created_at, rows.c.id)
    return [(row.id, row.fence) for row in session.execute(in_turn.limit(max(0, FETCHES - busy)))]


def _under_way() -> Subquery:
    """How many files of each person have been fetched and are not yet told of."""
    fetched = and_(Delivery.status != "shown", ConversionTask.status != "accepted")
    return (
        select(Delivery.user_id, func.count().label("count"))
        .join(ConversionTask, ConversionTask.id == Delivery.task_id)
        .where(Delivery.bot_id == settings().bot_id, fetched)
        .group_by(Delivery.user_id)
        .subquery()
    )


def _is_due() -> ColumnElement[bool]:
    """Waiting and not before its time, or left by a holder that died."""
    waiting = and_(Delivery.status == "pending", Delivery.not_before <= now())
    return or_(waiting, and_(Delivery.status == "fetching", ~IS_HELD))


def _untold(session: Session) -> list[Chosen]:
    over = and_(ConversionTask.status.in_(FINISHED), ConversionTask.finished_at < now() - CALLBACK_TIME)
    waiting = and_(Delivery.status.in_(("pending", "fetching")), Delivery.not_before <= now())
    left = and_(Delivery.status == "delivering", ~IS_HELD)
    statement = (
        select(Delivery.id, Delivery.fence)
        .join(ConversionTask, ConversionTask.id == Delivery.task_id)
        .where(Delivery.bot_id == settings().bot_id, over, or_(waiting, left), ~RUNG, batches.is_its_turn())
        .order_by(ConversionTask.finished_at)
        .limit(TELLINGS)
    )
    return [(row.id, row.fence) for row in session.execute(statement)]


def _stamp(choose: Callable[[Session], list[Chosen]]) -> list[str]:
    """Stamp the chosen deliveries as rung; returns the ids of their conversions, in the order chosen.

    They are chosen before the database is locked: what somebody has stamped or claimed meanwhile is left out.
    """
    with reading() as session:
        chosen = choose(session)
    if not chosen:
        return []
    unchanged = tuple_(Delivery.id, Delivery.fence).in_(chosen)
    stamp = update(Delivery).where(unchanged, ~RUNG).values(rung_at=now())
    with writing(durable=False) as session:
        rung = session.execute(
            stamp.returning(Delivery.id, Delivery.task_id).execution_options(synchronize_session=False)
        )
        stamped = dict(iter(rung))
    return [stamped[delivery_id] for delivery_id, _fence in chosen if delivery_id in stamped]


def _unstamp(task_ids: list[str]) -> None:
    unrung = update(Delivery).where(Delivery.task_id.in_(task_ids)).values(rung_at=None)
    with writing(durable=False) as session:
        session.execute(unrung.execution_options(synchronize_session=False))
