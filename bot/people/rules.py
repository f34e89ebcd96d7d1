"""Rules: what a chat, or one of its topics, wants every file of a format or kind to become by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, String, UniqueConstraint, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.people.askers import Asker
from bot.rows import Counted
from conversion import formats
from conversion.database import Base, now, reading, writing
from conversion.formats import Format, Kind
from conversion.options import Value

MOST_RULES = 20
KIND_SIGN = "*"  # before a kind's name, which may be a format's name, too


class Rule(Base):
    """One rule of one chat; ``thread_id`` 0: it holds in the whole chat. ``source``: a format's name, or ``*image``."""

    __tablename__ = "rules"
    __table_args__ = (UniqueConstraint("bot_id", "chat_id", "thread_id", "source"),)

    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_user: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[float] = mapped_column(Double, default=now())

    @property
    def of(self) -> Format | Kind | None:
        """What it is for; None where that format is known no more."""
        if self.source.startswith(KIND_SIGN):
            return Kind(self.source.removeprefix(KIND_SIGN))
        return formats.from_name(self.source)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule that somebody wants."""

    source: Format | Kind
    target: Format
    options: Mapping[str, Value]


def put(asker: Asker, wanted: Wanted) -> bool:
    """Set the rule where the asker is, in place of another one for the same files; False: there are too many."""
    here = _here(asker.bot_id, asker.chat_id, asker.thread_id or 0)
    source = KIND_SIGN + wanted.source if isinstance(wanted.source, Kind) else wanted.source.name
    with writing() as session:
        session.execute(delete(Rule).where(*here, Rule.source == source))
        chat = _here(asker.bot_id, asker.chat_id, None)
        if (session.scalar(select(func.count()).select_from(Rule).where(*chat)) or 0) >= MOST_RULES:
            return False
        session.add(
            Rule(
                bot_id=asker.bot_id,
                chat_id=asker.chat_id,
                thread_id=asker.thread_id or 0,
                source=source,
                target=wanted.target.name,
                options=dict(wanted.options),
                by_user=asker.user_id,
            )
        )
    return True


def every(bot_id: int, chat_id: int, thread_id: int | None) -> list[Rule]:
    """The rules that hold there: the topic's own, then the chat's; the oldest first."""
    holds = or_(Rule.thread_id == 0, Rule.thread_id == (thread_id or 0))
    order = (Rule.thread_id == 0, Rule.id)
    with reading() as session:
        return list(
            session.scalars(select(Rule).where(Rule.bot_id == bot_id, Rule.chat_id == chat_id, holds).order_by(*order))
        )


def matching(asker: Asker, source: Format) -> Rule | None:
    """The rule for a file of that format: the topic's before the chat's, the format's before its kind's."""
    names = (source.name, KIND_SIGN + source.kind)
    found = [
        rule
        for rule in every(asker.bot_id, asker.chat_id, asker.thread_id)
        if rule.source in names and (rule.target != source.name or rule.options)
    ]
    return min(found, key=lambda rule: (rule.thread_id == 0, rule.source.startswith(KIND_SIGN)), default=None)


def remove(bot_id: int, chat_id: int, rule_id: int) -> bool:
    """Forget one rule of that chat; False: there was none."""
    this = delete(Rule).where(Rule.id == rule_id, Rule.bot_id == bot_id, Rule.chat_id == chat_id)
    with writing() as session:
        return session.scalar(this.returning(Rule.id)) is not None


def clear(bot_id: int, chat_id: int, thread_id: int | None) -> int:
    """Forget the rules of that topic; outside of topics, all of the chat. Returns how many."""
    here = _here(bot_id, chat_id, thread_id)
    with writing() as session:
        return len(session.scalars(delete(Rule).where(*here).returning(Rule.id)).all())


def migrate_chat(bot_id: int, old_id: int, new_id: int) -> None:
    """The group has become a supergroup with another id: its rules follow."""
    moved = update(Rule).where(*_here(bot_id, old_id, None)).values(chat_id=new_id)
    with writing() as session:
        session.execute(moved.execution_options(synchronize_session=False))


def _here(bot_id: int, chat_id: int, thread_id: int | None) -> tuple[Any, ...]:
    chat = (Rule.bot_id == bot_id, Rule.chat_id == chat_id)
    return chat if thread_id is None else (*chat, Rule.thread_id == thread_id)
