"""Broadcasts: a message of the operators to everybody with a conversion on record, one row a recipient."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Double,
    ForeignKey,
    Select,
    String,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.access.bans import Ban
from bot.rows import Counted, Delivery
from bot.settings import settings
from conversion.database import Base, now, reading, writing

BLIND = {"synchronize_session": False}  # no loaded row is to be kept up to date


class Broadcast(Base):
    """One message (``message_id`` in the operator's ``chat_id``) and how far it is.

    ``status`` goes ``draft → running → done``, and from the first two to ``cancelled``. ``progress_id`` is the bot's
    message that says so, in the operator's ``locale``.
    """

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    progress_id: Mapped[int | None] = mapped_column(BigInteger)
    locale: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10), default="draft")
    created_at: Mapped[float] = mapped_column(Double, default=now())


class Recipient(Base):
    """A private chat that is to get it: ``pending → sending → sent | failed | unknown``.

    ``sending`` is committed before anything is sent, and nobody is sent anything from there: at most once.
    """

    __tablename__ = "broadcast_recipients"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id, ondelete="CASCADE"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    status: Mapped[str] = mapped_column(String(10), default="pending")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many got it, how many never will (blocked, deleted), of how many it is not known, and of how many all."""

    sent: int
    failed: int
    unknown: int
    total: int


def draft(chat_id: int, message_id: int, locale: str) -> Broadcast:
    """A broadcast that nobody gets yet."""
    made = Broadcast(bot_id=settings().bot_id, chat_id=chat_id, message_id=message_id, locale=locale)
    with writing() as session:
        session.add(made)
    return made


def set_progress(broadcast_id: int, message_id: int) -> None:
    """The bot's message that says how far it is."""
    known = update(Broadcast).where(Broadcast.id == broadcast_id).values(progress_id=message_id)
    with writing() as session:
        session.execute(known, execution_options=BLIND)


def audience() -> int:
    """How many people would get one now."""
    with reading() as session:
        return session.scalar(select(func.count()).select_from(_people().subquery())) or 0


def _people() -> Select[int]:
    """The private chats with a conversion on record, but the banned."""
    banned = select(Ban.subject_id).where(Ban.bot_id == settings().bot_id)
    mine = (Delivery.bot_id == settings().bot_id, Delivery.chat_id == Delivery.user_id)
    return select(Delivery.chat_id).where(*mine, Delivery.chat_id.not_in(banned)).distinct()


def start(broadcast_id: int) -> bool:
    """``draft → running``, to everybody who is on record now; False: it is no draft any more."""
    begun = update(Broadcast).where(_this(broadcast_id), Broadcast.status == "draft").values(status="running")
    people = _people().subquery()
    rows = select(literal(broadcast_id), people.c.chat_id, literal("pending"))
    with writing() as session:
        if session.scalar(begun.returning(Broadcast.id), execution_options=BLIND) is None:
            return False
        session.execute(insert(Recipient).from_select(["broadcast_id", "chat_id", "status"], rows))
    return True


def cancel(broadcast_id: int) -> bool:
    """Send nothing more; False: it is over."""
    return _move(broadcast_id, ("draft", "running"), "cancelled")


def finish(broadcast_id: int) -> bool:
    """``running → done``: nobody is left."""
    return _move(broadcast_id, ("running",), "done")


def _move(broadcast_id: int, before: tuple[str, ...], after: str) -> bool:
    moved = update(Broadcast).where(_this(broadcast_id), Broadcast.status.in_(before)).values(status=after)
    with writing() as session:
        return session.scalar(moved.returning(Broadcast.id), execution_options=BLIND) is not None


def _this(broadcast_id: int) -> ColumnElement[bool]:
    return and_(Broadcast.id == broadcast_id, Broadcast.bot_id == settings().bot_id)


def get(broadcast_id: int) -> Broadcast | None:
    """The broadcast, if it is this bot's."""
    with reading() as session:
        return session.scalar(select(Broadcast).where(_this(broadcast_id)))


def running() -> Broadcast | None:
    """The oldest that is under way."""
    mine = (Broadcast.bot_id == settings().bot_id, Broadcast.status == "running")
    with reading() as session:
        return session.scalar(select(Broadcast).where(*mine).order_by(Broadcast.id).limit(1))


def take(broadcast_id: int) -> int | None:
    """The next recipient, ``pending → sending``; None: nobody is left."""
    waiting = (Recipient.broadcast_id == broadcast_id, Recipient.status == "pending")
    with writing() as session:
        chat_id = session.scalar(select(Recipient.chat_id).where(*waiting).order_by(Recipient.chat_id).limit(1))
        taken = update(Recipient).where(*waiting, Recipient.chat_id == chat_id).values(status="sending")
        return session.scalar(taken.returning(Recipient.chat_id), execution_options=BLIND)


def settle(broadcast_id: int, chat_id: int, status: str) -> None:
    """``sending → sent | failed | unknown``, or back to ``pending`` where it was certainly not sent."""
    this = (Recipient.broadcast_id == broadcast_id, Recipient.chat_id == chat_id, Recipient.status == "sending")
    with writing() as session:
        session.execute(update(Recipient).where(*this).values(status=status), execution_options=BLIND)


def leave_lost() -> None:
    """What was being sent when the process died may be there: it is not sent again."""
    mine = select(Broadcast.id).where(Broadcast.bot_id == settings().bot_id)
    lost = update(Recipient).where(Recipient.status == "sending", Recipient.broadcast_id.in_(mine))
    with writing() as session:
        session.execute(lost.values(status="unknown"), execution_options=BLIND)


def progress(broadcast_id: int) -> Progress:
    """How far it is."""
    counted = select(Recipient.status, func.count()).where(Recipient.broadcast_id == broadcast_id)
    with reading() as session:
        counts = dict(iter(session.execute(counted.group_by(Recipient.status))))
    sent, failed, unknown = (counts.get(status, 0) for status in ("sent", "failed", "unknown"))
    return Progress(sent, failed, unknown, sum(counts.values()))


def clean(seconds: float) -> None:
    """Forget those that began so long ago."""
    with writing() as session:
        session.execute(delete(Broadcast).where(Broadcast.created_at < now() - seconds), execution_options=BLIND)
