"""Bans: people and chats that the operators have shut out."""

from collections.abc import Collection

from sqlalchemy import BigInteger, Double, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.settings import settings
from conversion.database import Base, now, reading, writing

SILENCE = 24 * 3600.0  # seconds in which nobody is told twice


class Ban(Base):
    """A person or chat (``subject_id``) whom one bot does not serve; ``told_at``: when they last heard of it."""

    __tablename__ = "bans"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[int] = mapped_column(BigInteger)
    banned_at: Mapped[float] = mapped_column(Double, default=now())
    told_at: Mapped[float | None] = mapped_column(Double)


def put(subject_id: int, reason: str, by_user: int) -> None:
    """Shut somebody out; a second time only the reason changes."""
    with writing() as session:
        session.merge(Ban(bot_id=settings().bot_id, subject_id=subject_id, reason=reason, by_user=by_user))


def lift(subject_id: int) -> bool:
    """Let them in again; False: they were not out."""
    gone = delete(Ban).where(Ban.bot_id == settings().bot_id, Ban.subject_id == subject_id)
    with writing() as session:
        return session.scalar(gone.returning(Ban.subject_id)) is not None


def of(subject_ids: Collection[int]) -> Ban | None:
    """The ban of the first of them that has one."""
    with reading() as session:
        return session.scalar(select(Ban).where(Ban.bot_id == settings().bot_id, Ban.subject_id.in_(subject_ids)))


def every() -> list[Ban]:
    """All of them, the newest first."""
    with reading() as session:
        return list(session.scalars(select(Ban).where(Ban.bot_id == settings().bot_id).order_by(Ban.banned_at.desc())))


def stamp_told(ban: Ban) -> bool:
    """They are about to be told; False: they were, less than a day ago."""
    due = or_(Ban.told_at.is_(None), Ban.told_at < now() - SILENCE)
    stamp = update(Ban).where(Ban.bot_id == ban.bot_id, Ban.subject_id == ban.subject_id, due).values(told_at=now())
    with writing() as session:
        return (
            session.scalar(stamp.returning(Ban.subject_id), execution_options={"synchronize_session": False})
            is not None
        )
