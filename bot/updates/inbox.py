"""The inbox: updates are committed here before Telegram may forget them, and taken out in order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from bot.rows import InboxRow
from conversion.database import inserting, now, reading, writing

KEPT_SECONDS = 2 * 24 * 3600.0  # Telegram repeats itself for a day, and starts its numbers anew after a quiet week
MOST_ATTEMPTS = 3
# Where an update's chat is found; the rest belongs to whoever caused it.
CARRIERS = ("message", "edited_message", "channel_post", "my_chat_member", "chat_member", "chat_join_request")
BEGUN: dict[str, Any] = {"attempts": InboxRow.attempts + 1}
CLOSED: dict[str, Any] = {"processed_at": now(), "body": None}


@dataclass(frozen=True, slots=True)
class Letter:
    """An update that waits; ``attempts`` are those begun before. Letters of one chat are read one after another."""

    id: int
    chat_id: int
    body: dict[str, Any]
    attempts: int
    age: float


def put(bot_id: int, updates: Sequence[Mapping[str, Any]]) -> int:
    """Commit updates; those known already are dropped. Returns how many were new."""
    rows = [
        {"bot_id": bot_id, "update_id": update["update_id"], "chat_id": chat_of(update), "body": dict(update)}
        for update in updates
    ]
    if not rows:
        return 0
    with writing() as session:
        insert = inserting(session, InboxRow)
        unknown = insert.on_conflict_do_nothing(index_elements=["bot_id", "update_id"]).returning(InboxRow.id)
        return len(session.scalars(unknown, rows).all())


def chat_of(update: Mapping[str, Any]) -> int:
    """The id of the chat that an update belongs to, else of the person; 0 where it names neither."""
    carrier = next((update[name] for name in CARRIERS if name in update), None)
    if carrier is None:
        query: Mapping[str, Any] = next((part for part in update.values() if isinstance(part, Mapping)), {})
        carrier = query.get("message") or {"chat": query.get("from") or {}}
    return int((carrier.get("chat") or {}).get("id") or 0)


def waiting(bot_id: int, taken: Collection[int], full_chats: Collection[int], limit: int) -> list[Letter]:
    """The oldest letters that nobody has taken, without those of chats that have enough to do."""
    statement = (
        select(InboxRow, now() - InboxRow.received_at)
        .where(InboxRow.bot_id == bot_id, InboxRow.processed_at.is_(None))
        .where(InboxRow.id.not_in(taken), InboxRow.chat_id.not_in(full_chats))
        .order_by(InboxRow.id)
        .limit(limit)
    )
    with reading() as session:
        found = session.execute(statement).all()
    return [Letter(row.id, row.chat_id, row.body or {}, row.attempts, age) for row, age in found]


def note(begun: Collection[int], closed: Collection[int]) -> None:
    """Attempts at some letters begin, counted before they can kill the process; others are processed.

    What people wrote is not kept then.
    """
    with writing(durable=False) as session:
        for ids, values in ((begun, BEGUN), (closed, CLOSED)):
            if ids:
                changed = update(InboxRow).where(InboxRow.id.in_(ids)).values(**values)
                session.execute(changed.execution_options(synchronize_session=False))


def begin(letter_id: int) -> None:
    """An attempt at one letter begins."""
    note((letter_id,), ())


def give_back(letter_id: int) -> None:
    """The attempt does not count: the way to Telegram was broken."""
    _change(letter_id, attempts=InboxRow.attempts - 1)


def close(letter_id: int) -> None:
    """One letter is processed."""
    note((), (letter_id,))


def give_up(letter_id: int, error_id: str, error: str) -> None:
    """It never will be processed; operators find the name of the error by its id."""
    _change(letter_id, processed_at=now(), body=None, error_id=error_id, error=error)


def clean(bot_id: int) -> int:
    """Forget what was processed days ago; returns how many."""
    old = (InboxRow.bot_id == bot_id, InboxRow.processed_at < now() - KEPT_SECONDS)
    with writing() as session:
        return len(session.scalars(delete(InboxRow).where(*old).returning(InboxRow.id)).all())


def _change(letter_id: int, **values: Any) -> None:
    statement = update(InboxRow).where(InboxRow.id == letter_id).values(**values)
    with writing() as session:
        session.execute(statement.execution_options(synchronize_session=False))
