"""Picks: what people have chosen for a kind of file, so that a menu begins with it."""

import time
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import JSON, BigInteger, Boolean, Double, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.people.askers import Asker
from conversion.database import Base, now, reading, writing
from conversion.formats import Kind
from conversion.options import Value, parted

OWN = 3  # of a person's latest
MOST_LOOKED_AT = 500  # of everyone's latest: what is counted
FRESH = 60.0  # seconds that everyone's picks are not asked for again


class Pick(Base):
    """What one person picked for one kind of file, in private or in groups, and how they wanted it; no secrets."""

    __tablename__ = "picks"
    __table_args__ = (Index(None, "bot_id", "is_private", "kind", "picked_at"),)

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    is_private: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    target: Mapped[str] = mapped_column(String(20), primary_key=True)
    options: Mapped[dict[str, Value]] = mapped_column(JSON)
    picked_at: Mapped[float] = mapped_column(Double)


def learn(session: Session, asker: Asker, kind: Kind, target: str, options: Mapping[str, Value]) -> None:
    """Remember a choice, in the caller's transaction."""
    moment = session.scalar(select(now())) or 0.0
    known = {"bot_id": asker.bot_id, "user_id": asker.user_id, "is_private": asker.is_private}
    session.merge(Pick(**known, kind=kind.value, target=target, options=parted(options)[0], picked_at=moment))


def favourites(asker: Asker, kind: Kind) -> list[str]:
    """Names of targets: this person's last ones, then what most people picked."""
    here = (Pick.bot_id == asker.bot_id, Pick.is_private == asker.is_private, Pick.kind == kind.value)
    mine = select(Pick.target).where(*here, Pick.user_id == asker.user_id)
    with reading() as session:
        own = list(session.scalars(mine.order_by(Pick.picked_at.desc()).limit(OWN)))
    everyones = _everyones(asker.bot_id, asker.is_private, kind, int(time.monotonic() / FRESH))
    return list(dict.fromkeys([*own, *everyones]))


@lru_cache(maxsize=64)
def _everyones(bot_id: int, is_private: bool, kind: Kind, _minute: int) -> tuple[str, ...]:  # noqa: FBT001 (a key)
    """The targets of the latest picks of all, those that most people have first."""
    here = (Pick.bot_id == bot_id, Pick.is_private == is_private, Pick.kind == kind.value)
    latest = select(Pick.target, Pick.picked_at).where(*here).order_by(Pick.picked_at.desc()).limit(MOST_LOOKED_AT)
    picked = latest.subquery()
    counted = select(picked.c.target).group_by(picked.c.target)
    with reading() as session:
        return tuple(session.scalars(counted.order_by(func.count().desc(), func.max(picked.c.picked_at).desc())))


def options_of(asker: Asker, kind: Kind, target: str) -> dict[str, Value]:
    """How this person wanted that target the last time."""
    with reading() as session:
        pick = session.get(Pick, (asker.bot_id, asker.user_id, asker.is_private, kind.value, target))
    return dict(pick.options) if pick else {}


def clean(seconds: float) -> int:
    """Forget picks that are so old; returns how many."""
    with writing() as session:
        return len(session.scalars(delete(Pick).where(Pick.picked_at < now() - seconds).returning(Pick.target)).all())


def forget_person(session: Session, bot_id: int, user_id: int) -> None:
    """Forget what one person picked."""
    session.execute(delete(Pick).where(Pick.bot_id == bot_id, Pick.user_id == user_id))
