"""What a person or a group may have converted in a day, counted as it is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import BigInteger, Double, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.access import allowances
from bot.errors import QuotaError
from bot.settings import MEGABYTE, settings
from conversion.database import Base, inserting, reading, writing

MINUTE = 60.0


class Usage(Base):
    """What somebody has used of a day: ``files``, their ``bytes``, and the ``seconds`` of work on them.

    ``subject_id`` is a person's or a group's id. ``day`` is a date of this machine's time zone: 2026-11-27.
    """

    __tablename__ = "usage"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    files: Mapped[int] = mapped_column(default=0)
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    seconds: Mapped[float] = mapped_column(Double, default=0.0)


@dataclass(frozen=True, slots=True)
class Quota:
    """A day's limits; 0: none."""

    files: int
    bytes: int
    seconds: float


def spend(session: Session, user_id: int, chat_id: int, files: int, size: int) -> None:
    """Count what is asked for, in the caller's transaction; raises `QuotaError` where that is too much."""
    for subject_id, quota in _subjects(session, user_id, chat_id):
        used = _add(session, subject_id, files=files, bytes=size)
        for name, limit in (("files", quota.files), ("bytes", quota.bytes), ("seconds", quota.seconds)):
            if limit and getattr(used, name) > limit:
                raise QuotaError(name, str(limit), str(until_midnight()), "group" if subject_id < 0 else "person")


def work(session: Session, user_id: int, chat_id: int, seconds: float) -> None:
    """Count the time that a conversion took, in the caller's transaction."""
    for subject_id, _quota in _subjects(session, user_id, chat_id):
        _add(session, subject_id, seconds=seconds)


def standing(chat_id: int) -> tuple[Quota, int]:
    """The quota of a group, or of the person in a private chat, and how many files of it are used up today."""
    with reading() as session:
        allowed = allowances.of(session)
        used = session.get(Usage, (settings().bot_id, chat_id, today()))
    if chat_id in settings().admin_ids:
        return Quota(0, 0, 0.0), used.files if used else 0
    return of_group(allowed) if chat_id < 0 else of_person(allowed), used.files if used else 0


def until_midnight() -> float:
    """Seconds until a new day begins."""
    here = datetime.now().astimezone()
    midnight = datetime.combine(here.date() + timedelta(days=1), time()).astimezone()
    return (midnight - here).total_seconds()


def clean() -> int:
    """Forget all days but this one; returns how many."""
    old = delete(Usage).where(Usage.bot_id == settings().bot_id, Usage.day < today()).returning(Usage.day)
    with writing() as session:
        return len(session.scalars(old).all())


def today() -> str:
    """The day, as it is counted."""
    return datetime.now().astimezone().date().isoformat()


def of_person(allowed: Mapping[str, int]) -> Quota:
    """A person's, by these allowances."""
    return _quota(allowed, "quota_")


def of_group(allowed: Mapping[str, int]) -> Quota:
    """A group's, by these allowances."""
    return _quota(allowed, "group_quota_")


def _quota(allowed: Mapping[str, int], prefix: str) -> Quota:
    files, megabytes, minutes = (allowed[prefix + name] for name in ("files", "megabytes", "minutes"))
    return Quota(files, megabytes * MEGABYTE, minutes * MINUTE)


def _subjects(session: Session, user_id: int, chat_id: int) -> Iterator[tuple[int, Quota]]:
    """Who is counted: the person, unless it is an operator, and the group."""
    allowed = allowances.of(session)
    if user_id not in settings().admin_ids:
        yield user_id, of_person(allowed)
    if chat_id < 0:
        yield chat_id, of_group(allowed)


def _add(session: Session, subject_id: int, **amounts: float) -> Usage:
    """The day's sum, with this in it."""
    first = {"bot_id": settings().bot_id, "subject_id": subject_id, "day": today()}
    nothing = {"files": 0, "bytes": 0, "seconds": 0.0}
    insert = inserting(session, Usage).values({**first, **nothing, **amounts})
    more = {name: getattr(Usage, name) + amount for name, amount in amounts.items()}
    summed = insert.on_conflict_do_update(index_elements=list(first), set_=more).returning(Usage)
    return session.scalars(summed, execution_options={"populate_existing": True}).one()
