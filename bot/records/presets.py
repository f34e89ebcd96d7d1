"""Presets: what becomes of the next files that a person sends, until they say stop."""

from sqlalchemy import JSON, BigInteger, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.records.deliveries import View
from conversion.database import Base, reading, writing
from conversion.options import Value

STOP_WORDS = frozenset(("stop", "enough", "стоп", "хватит"))


class Preset(Base):
    """One person's standing order in one chat: a target, and options that count where they mean something."""

    __tablename__ = "presets"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    target: Mapped[str] = mapped_column(String(20))
    options: Mapped[dict[str, Value]] = mapped_column(JSON)


def of(bot_id: int, chat_id: int, user_id: int) -> Preset | None:
    """The person's standing order, if there is one."""
    with reading() as session:
        return session.get(Preset, (bot_id, chat_id, user_id))


def keep(view: View, user_id: int) -> Preset:
    """The next files become what that one became."""
    row = Preset(bot_id=view.bot_id, chat_id=view.chat_id, user_id=user_id, target=view.target, options=view.options)
    with writing() as session:
        return session.merge(row)


def stop(bot_id: int, chat_id: int, user_id: int) -> bool:
    """Ask about each file again; False where nothing was ordered."""
    this = delete(Preset).where(Preset.bot_id == bot_id, Preset.chat_id == chat_id, Preset.user_id == user_id)
    with writing() as session:
        return session.scalar(this.returning(Preset.target)) is not None


def forget_person(session: Session, bot_id: int, user_id: int) -> None:
    """None of that person's orders stands."""
    session.execute(delete(Preset).where(Preset.bot_id == bot_id, Preset.user_id == user_id))
