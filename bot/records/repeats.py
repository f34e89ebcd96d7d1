"""Repeats: a file that became something before is answered by what Telegram keeps of the result."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.api.attachments import Attachment
from bot.people.privacy import is_reserved
from bot.settings import settings
from conversion.database import Base, now, writing
from conversion.options import SECRETS, Value

# What a result's caption is made of: columns of `conversion.queue.records.ConversionTask`
TOLD = (
    *("source_format", "source_size", "output_name", "output_size"),
    *("remarks", "width", "height", "duration", "pages", "before"),
)


class KnownResult(Base):
    """A result that Telegram keeps: its ``files``, ``[kind, file_id]`` each, and in ``result`` what is told of it.

    ``key`` stands for the file, its size and name, target, options and shape; ``user_id`` is whose file it was. A
    file_id is good for one bot only.
    """

    __tablename__ = "known_results"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    files: Mapped[list[list[str]]] = mapped_column(JSON)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[float] = mapped_column(Double, default=now(), index=True)


def key_of(
    session: Session, user_id: int, file: Attachment, wanted: tuple[str, Mapping[str, Value], str]
) -> str | None:
    """The key of a file and its target, options and shape; None where nothing of it may be kept.

    A password opens a file for who knows it, and a person may want nothing kept. The name counts: Telegram gives a
    file that is sent again the name that it had first.
    """
    target, options, shape = wanted
    if not file.file_unique_id or not SECRETS.isdisjoint(options) or is_reserved(session, settings().bot_id, user_id):
        return None
    said = json.dumps([file.file_unique_id, file.size, file.name, target, sorted(options.items()), shape])
    return hashlib.sha256(said.encode()).hexdigest()


def find(session: Session, key: str) -> KnownResult | None:
    """The result of that key, if it is not too old."""
    found = session.get(KnownResult, (settings().bot_id, key))
    age = session.scalar(select(now() - KnownResult.created_at).where(KnownResult.key == key))
    return found if age is not None and age < settings().results_ttl.total_seconds() else None


def keep(key: str, user_id: int, files: Sequence[tuple[str, str]], result: Mapping[str, Any]) -> None:
    """Remember a result that has been sent; ``files`` are kind and file_id of each message."""
    row = KnownResult(bot_id=settings().bot_id, key=key, user_id=user_id, files=[list(file) for file in files])
    row.result = {name: result[name] for name in TOLD}
    with writing(durable=False) as session:
        if not is_reserved(session, row.bot_id, user_id):
            session.merge(row)


def forget(session: Session, *keys: str) -> None:
    """Nobody is answered by these any more."""
    session.execute(delete(KnownResult).where(KnownResult.bot_id == settings().bot_id, KnownResult.key.in_(keys)))


def disown(key: str) -> None:
    """Telegram does not have that result any more."""
    with writing() as session:
        forget(session, key)


def forget_person(session: Session, user_id: int) -> None:
    """Nobody is answered by what that person's files became."""
    session.execute(delete(KnownResult).where(KnownResult.bot_id == settings().bot_id, KnownResult.user_id == user_id))


def clean() -> int:
    """Forget what is too old, of every bot; returns how much that was."""
    old = KnownResult.created_at < now() - settings().results_ttl.total_seconds()
    with writing() as session:
        return len(session.scalars(delete(KnownResult).where(old).returning(KnownResult.key)).all())
