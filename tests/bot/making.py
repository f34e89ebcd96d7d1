"""Deliveries and conversions in a chosen state, for the tests."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import update

from bot.api.attachments import Attachment
from bot.records import deliveries, orders
from bot.records.deliveries import View
from bot.records.orders import Order, Place
from bot.rows import Delivery
from bot.settings import settings
from conversion import media
from conversion.database import writing
from conversion.errors import ConversionError
from conversion.queue import moves
from conversion.queue.records import ConversionTask

KEYS = count(1)


def add(
    attachment: Attachment | None = None, target: str = "mp4", further: Sequence[Attachment] = (), **place: Any
) -> View:
    """An accepted conversion, and its delivery to chat 1001 unless another place is given."""
    where = {"chat_id": 1001, "thread_id": None, "user_id": 1001, "locale": "en"} | place
    file = attachment or Attachment("video", "no-file", "u", "film.mkv", "video/x-matroska", 1000)
    order = Order(file, target, {}, f"{settings().bot_id}:{next(KEYS)}:0", further=tuple(further))
    with writing() as session:
        row = orders.add(session, Place(settings().bot_id, **where), order)
    assert row is not None
    return deliveries.get(row.id)


def ready(view: View, content: bytes = b"film") -> View:
    """Its file has been fetched."""
    key = media.new_key(view.task_id, view.file_name)
    with media.writer(key) as file:
        file.write(content)
    assert moves.ready(view.task_id, key, len(content))
    return deliveries.get(view.id)


def done(view: View, content: bytes = b"result", name: str = "film.mp4") -> View:
    """It went well, with that output."""
    task = moves.claim(ready(view).task_id)
    assert task is not None
    key = media.new_key(view.task_id, name)
    with media.writer(key) as file:
        file.write(content)
    assert moves.finish(task.id, task.fence, output_key=key, output_name=name, output_size=len(content))
    return deliveries.get(view.id)


def failed(view: View, error: ConversionError) -> View:
    """It ended with that error."""
    assert moves.fail(view.task_id, error)
    return deliveries.get(view.id)


def cancelled(view: View) -> View:
    """Somebody cancelled it."""
    assert moves.cancel(view.task_id)
    return deliveries.get(view.id)


def change(view: View, **columns: Any) -> View:
    """Set columns of the delivery, whatever they were."""
    _change(view, **columns)
    return deliveries.get(view.id)


def give_to_another_bot(view: View) -> None:
    """As if another token had been set when it was made."""
    _change(view, bot_id=view.bot_id + 1)


def _change(view: View, **columns: Any) -> None:
    with writing() as session:
        session.execute(update(Delivery).where(Delivery.id == view.id).values(**columns))


def change_task(view: View, **columns: Any) -> View:
    """Set columns of the conversion, whatever they were."""
    with writing() as session:
        session.execute(update(ConversionTask).where(ConversionTask.id == view.task_id).values(**columns))
    return deliveries.get(view.id)


def stored(home: Path) -> list[Path]:
    """The files in media."""
    return [path for path in (home / "media").rglob("*") if path.is_file()]
