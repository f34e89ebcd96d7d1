"""Statistics for operators: what was converted, what failed, what waits, what is slow, how full the disk is."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from bot.rows import Delivery
from bot.settings import settings
from conversion.database import reading
from conversion.queue.records import UNFINISHED, ConversionTask
from conversion.settings import settings as conversion_settings

DAYS = 7
MOST_REASONS = 10
MOST_SLOW = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one way took: ``seconds`` on average, over ``count`` conversions."""

    source: str
    target: str
    seconds: float
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the last `DAYS` days, today included; ``free`` and ``total`` are bytes where DATA_DIR is.

    ``days`` maps a day to counts by status, the newest first; ``reasons`` an error's name to its count, the most
    frequent first; ``queues`` a queue to (waiting, converting). ``people`` and ``chats`` were served.
    """

    days: Mapping[date, Mapping[str, int]]
    reasons: Mapping[str, int]
    queues: Mapping[str, tuple[int, int]]
    slowest: Sequence[Pace]
    people: int
    chats: int
    untold: int
    free: int
    total: int


def gather(today: date | None = None) -> Statistics:
    """Count. Days are those of this machine's time zone."""
    today = today or datetime.now().astimezone().date()
    days = [today - timedelta(days=back) for back in range(DAYS)]
    since = _midnight(days[-1])
    disk = shutil.disk_usage(conversion_settings().data_dir)
    with reading() as session:
        people, chats, untold = _served(session, since)
        return Statistics(
            days={day: _of_day(session, day) for day in days},
            reasons=_reasons(session, since),
            queues=_queues(session),
            slowest=_slowest(session, since),
            people=people,
            chats=chats,
            untold=untold,
            free=disk.free,
            total=disk.total,
        )


def _midnight(day: date) -> float:
    return datetime.combine(day, time()).astimezone().timestamp()


def _of_day(session: Session, day: date) -> dict[str, int]:
    within = ConversionTask.created_at.between(_midnight(day), _midnight(day + timedelta(days=1)))
    counted = select(ConversionTask.status, func.count()).where(within).group_by(ConversionTask.status)
    return dict(iter(session.execute(counted)))


def _reasons(session: Session, since: float) -> dict[str, int]:
    """Of conversions, and of results that could not be told."""
    counts: dict[str, int] = {}
    for column, moment in (
        (ConversionTask.error_type, ConversionTask.created_at),
        (Delivery.trouble, Delivery.created_at),
    ):
        counted = select(column, func.count()).where(column.is_not(None), moment >= since).group_by(column)
        for reason, count in session.execute(counted):
            counts[str(reason)] = counts.get(str(reason), 0) + count
    return dict(sorted(counts.items(), key=lambda item: -item[1])[:MOST_REASONS])


def _queues(session: Session) -> dict[str, tuple[int, int]]:
    converting = func.sum(case((ConversionTask.status == "converting", 1), else_=0))
    counted = (
        select(ConversionTask.queue, func.count(), converting)
        .where(ConversionTask.status.in_(UNFINISHED))
        .group_by(ConversionTask.queue)
        .order_by(ConversionTask.queue)
    )
    return {queue: (count - busy, busy) for queue, count, busy in session.execute(counted)}


def _slowest(session: Session, since: float) -> list[Pace]:
    took: ColumnElement[float] = func.avg(ConversionTask.finished_at - ConversionTask.started_at)
    way = (ConversionTask.source_format, ConversionTask.target)
    averages = (
        select(*way, took, func.count())
        .where(ConversionTask.status == "done", ConversionTask.created_at >= since)
        .where(ConversionTask.started_at.is_not(None))
        .group_by(*way)
        .order_by(took.desc())
        .limit(MOST_SLOW)
    )
    return [Pace(source or "?", target, seconds, count) for source, target, seconds, count in session.execute(averages)]


def _served(session: Session, since: float) -> tuple[int, int, int]:
    """People, chats, and endings that nobody has seen yet."""
    mine = Delivery.bot_id == settings().bot_id
    distinct = func.count(Delivery.user_id.distinct()), func.count(Delivery.chat_id.distinct())
    people, chats = session.execute(select(*distinct).where(mine, Delivery.created_at >= since)).one()
    untold = session.scalar(select(func.count()).where(mine, Delivery.status != "shown")) or 0
    return people, chats, untold
