"""The rows of the bot's machinery: updates that came in, endings that are to be told."""

from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, BigInteger, Double, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from conversion.database import Base, now
from conversion.queue.records import ConversionTask
from conversion.sealing import Sealed

# SQLite counts a key up only where its type is exactly INTEGER.
Counted = BigInteger().with_variant(Integer, "sqlite")


class Delivery(Base):
    """Whom to tell about one conversion, and whether it was seen.

    ``status`` goes ``pending → fetching → pending → delivering → shown``. ``fence`` counts the holders of the row's
    lease; ``attempt`` the tries since the last step that went well, ``losses`` those whose worker died.
    ``message_id`` is the status message, ``reply_to`` the message with the file; ``batch_id`` is the status message of
    several that were asked for together, and ``number`` the place among them. ``further`` are the attachments after
    the first that go into the same result; ``fetched``, the media keys and sizes of those that are there already.
    ``intent_at``: a status message was about to be sent anew; ``notified_at``: a notice was about to be sent.
    ``is_quiet``: reactions say how it stands, a message only how it ended. ``trouble`` is the error that ends the
    delivery though the conversion went well. Times are seconds since 1970 by the database's clock, sizes are bytes.
    ``shape`` is how the result is to appear (`bot.messages.shapes`). What cannot be an edit is sent: ``sent`` counts
    the messages that are there, ``tries`` the intents to send the next one. ``recall_key`` is the result's key in
    `bot.records.repeats`, None where nothing may be kept; ``known`` are the files to answer with, ``[kind, file_id]``
    each.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(None, "bot_id", "status"),
        Index(None, "chat_id", "message_id"),
        Index(None, "chat_id", "reply_to"),
        Index(None, "chat_id", "batch_id", "number"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid4().hex)
    task_id: Mapped[str] = mapped_column(ForeignKey(ConversionTask.id, ondelete="CASCADE"), unique=True)
    update_key: Mapped[str] = mapped_column(String(80), unique=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    locale: Mapped[str] = mapped_column(String(10))
    reply_to: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    batch_id: Mapped[int | None] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column(default=0)
    file_id: Mapped[str] = mapped_column(Text)
    file_unique_id: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    further: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    fetched: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(10), default="pending")
    fence: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    losses: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[float | None] = mapped_column(Double)
    not_before: Mapped[float] = mapped_column(Double, default=0.0)
    rung_at: Mapped[float | None] = mapped_column(Double)
    is_quiet: Mapped[bool] = mapped_column(default=False)
    intent_at: Mapped[float | None] = mapped_column(Double)
    notified_at: Mapped[float | None] = mapped_column(Double)
    shape: Mapped[str] = mapped_column(String(20), default="")
    sent: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    recall_key: Mapped[str | None] = mapped_column(String(64))
    known: Mapped[list[list[str]] | None] = mapped_column(JSON)
    trouble: Mapped[str | None] = mapped_column(String(40))
    trouble_args: Mapped[list[str] | None] = mapped_column(JSON)
    trouble_id: Mapped[str | None] = mapped_column(String(8), index=True)
    created_at: Mapped[float] = mapped_column(Double, default=now())
    shown_at: Mapped[float | None] = mapped_column(Double)


class InboxRow(Base):
    """An update as Telegram sent it, sealed: people write passwords.

    Processed ones are kept without their body, to know it when it comes again. ``error``: why it was given up.
    """

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("bot_id", "update_id"), Index(None, "bot_id", "processed_at", "id"))

    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any] | None] = mapped_column(Sealed)
    attempts: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[float] = mapped_column(Double, default=now())
    processed_at: Mapped[float | None] = mapped_column(Double)
    error_id: Mapped[str | None] = mapped_column(String(8), index=True)
    error: Mapped[str | None] = mapped_column(String(80))
