"""Allowances: the limits on people and groups as operators have changed them while the bot runs."""

from collections.abc import Mapping

from sqlalchemy import BigInteger, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.settings import settings
from conversion.database import Base, reading, writing

# Settings of these names hold where an operator has changed nothing; the least that each may be.
LEAST = {
    "quota_files": 0,
    "quota_megabytes": 0,
    "quota_minutes": 0,
    "group_quota_files": 0,
    "group_quota_megabytes": 0,
    "group_quota_minutes": 0,
    "most_queued": 1,
}
MOST = 10**9


class Allowance(Base):
    """One changed limit of one bot."""

    __tablename__ = "allowances"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


def of(session: Session) -> Mapping[str, int]:
    """All limits by name, as they hold in the caller's transaction."""
    changed = select(Allowance).where(Allowance.bot_id == settings().bot_id)
    own = {name: int(getattr(settings(), name)) for name in LEAST}
    return own | {row.name: row.value for row in session.scalars(changed) if row.name in LEAST}


def current() -> Mapping[str, int]:
    """All limits by name, as they hold now."""
    with reading() as session:
        return of(session)


def choose(name: str, value: int | None) -> None:
    """Change a limit; None: the setting holds again. Raises ValueError for a name or value that can't be."""
    if name not in LEAST or (value is not None and not LEAST[name] <= value <= MOST):
        raise ValueError(name, value)
    with writing() as session:
        if value is None:
            this = (Allowance.bot_id == settings().bot_id, Allowance.name == name)
            session.execute(delete(Allowance).where(*this))
        else:
            session.merge(Allowance(bot_id=settings().bot_id, name=name, value=value))
