"""Links to the bot that say what to convert: ``t.me/<bot>?start=png-ico``; the next file goes there."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Double, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.people.askers import Asker
from conversion import formats, registry
from conversion.database import Base, now, reading, writing
from conversion.formats import Format

FRESH = 24 * 3600.0  # seconds that a link waits for a file


@dataclass(frozen=True, slots=True)
class Link:
    """From which format into which; any that can become it where ``source`` is None."""

    source: Format | None
    target: Format


class Wanted(Base):
    """What the next file of one person is to become."""

    __tablename__ = "wanted"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    target: Mapped[str] = mapped_column(String(20))
    wanted_at: Mapped[float] = mapped_column(Double)


def read(payload: str) -> Link | None:
    """What a start parameter such as ``png-ico``, ``tar_gz-zip`` or ``mp3`` means: links know no dots."""
    whole = formats.from_name(payload.replace("_", "."))
    if whole:
        return Link(None, whole)
    parts = payload.split("-")
    for place in range(1, len(parts)):
        names = ("-".join(parts[:place]), "-".join(parts[place:]))
        source, target = (formats.from_name(name.replace("_", ".")) for name in names)
        if source and target and target in registry.targets_for(source):
            return Link(source, target)
    return None


def keep(asker: Asker, target: Format) -> None:
    """The person's next file becomes that."""
    with writing() as session:
        moment = session.scalar(select(now())) or 0.0
        session.merge(Wanted(bot_id=asker.bot_id, user_id=asker.user_id, target=target.name, wanted_at=moment))


def take(asker: Asker, source: Format | None) -> Format | None:
    """What a file of that format is to become, and that once; None where nothing was wanted, or it cannot be that."""
    key = (asker.bot_id, asker.user_id)
    with reading() as session:
        if session.get(Wanted, key) is None:
            return None
    with writing() as session:
        row = session.get(Wanted, key)
        target = formats.from_name(row.target) if row else None
        if row is None or target is None or source is None or target not in registry.targets_for(source):
            return None
        session.delete(row)
        is_fresh = (session.scalar(select(now())) or 0.0) - row.wanted_at < FRESH
    return target if is_fresh else None


def forget_person(session: Session, bot_id: int, user_id: int) -> None:
    """Forget what that person's next file was to become."""
    session.execute(delete(Wanted).where(Wanted.bot_id == bot_id, Wanted.user_id == user_id))
