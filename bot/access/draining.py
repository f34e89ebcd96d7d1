"""The drain: while it is on, the bot accepts nothing new and finishes what runs."""

from sqlalchemy import BigInteger, Double, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.rows import Delivery
from bot.settings import settings
from conversion.database import Base, now, reading, writing


class Drain(Base):
    """The row is there as long as the drain is on: all processes see it."""

    __tablename__ = "drains"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    by_user: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[float] = mapped_column(Double, default=now())


def begin(by_user: int) -> None:
    """Accept nothing new from now on."""
    with writing() as session:
        session.merge(Drain(bot_id=settings().bot_id, by_user=by_user))


def end() -> None:
    """Accept everything again."""
    with writing() as session:
        session.execute(delete(Drain).where(Drain.bot_id == settings().bot_id))


def is_on(session: Session) -> bool:
    """Whether it is on, as the caller's transaction sees it."""
    return session.scalar(select(Drain.bot_id).where(Drain.bot_id == settings().bot_id)) is not None


def is_on_now() -> bool:
    """Whether it is on."""
    with reading() as session:
        return is_on(session)


def left() -> int:
    """How many conversions have yet to be told to somebody."""
    untold = select(func.count()).where(Delivery.bot_id == settings().bot_id, Delivery.status != "shown")
    with reading() as session:
        return session.scalar(untold) or 0
