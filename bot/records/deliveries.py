"""Deliveries: whom to tell about a conversion, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_, update

from bot.api.attachments import Attachment
from bot.rows import Delivery
from bot.settings import settings
from conversion import formats
from conversion.database import now, reading, writing
from conversion.options import Value
from conversion.queue.records import FINISHED, UNFINISHED, ConversionTask

ETA_AFTER = 0.02  # a guess from less would jump about


@dataclass(frozen=True, slots=True)
class View:
    """A delivery and its conversion as they were at ``now``: columns of `Delivery`, then of `ConversionTask`.

    ``status`` is the conversion's, or ``failed`` where its result cannot be told; ``telling`` is the delivery's.
    """

    id: str
    task_id: str
    bot_id: int
    chat_id: int
    thread_id: int | None
    user_id: int
    locale: str
    reply_to: int | None
    message_id: int | None
    batch_id: int | None
    number: int
    is_quiet: bool
    file_id: str
    file_unique_id: str
    file_name: str
    file_size: int | None
    further: list[dict[str, Any]]
    fetched: list[list[Any]]
    shape: str
    sent: int
    tries: int
    recall_key: str | None
    known: list[list[str]] | None
    attempt: int
    losses: int
    intent_at: float | None
    notified_at: float | None
    created_at: float
    queue: str
    source_name: str
    source_format: str | None
    source_size: int | None
    target: str
    options: dict[str, Value]
    stage: str | None
    progress: float
    output_key: str | None
    output_name: str | None
    output_size: int | None
    remarks: list[str]
    width: int | None
    height: int | None
    duration: float | None
    pages: int | None
    before: dict[str, float]
    started_at: float | None
    finished_at: float | None
    status: str
    telling: str
    error_type: str | None
    error_args: list[str] | None
    error_id: str | None
    now: float

    @property
    def is_finished(self) -> bool:
        """Whether the conversion is over."""
        return self.status in FINISHED

    @property
    def eta(self) -> float | None:
        """Seconds that are probably left, None where nothing can be said yet."""
        if self.status != "converting" or self.started_at is None or self.progress < ETA_AFTER:
            return None
        return max(0.0, (self.now - self.started_at) * (1 - self.progress) / self.progress)


DERIVED = ("status", "telling", "error_type", "error_args", "error_id", "now")
COPIED = tuple(field.name for field in fields(View) if field.name not in DERIVED)


def attachment(view: View) -> Attachment | None:
    """The file of that conversion, to be converted again; None where it has been forgotten."""
    if not view.file_id:
        return None
    known = formats.from_name(view.source_format or "")
    media_type = known.media_types[0] if known else None
    return Attachment("document", view.file_id, view.file_unique_id, view.file_name, media_type, view.file_size)


def set_message(delivery_id: str, message_id: int) -> bool:
    """The status message is known now; False where another one was sent meanwhile."""
    unset = update(Delivery).where(Delivery.id == delivery_id, Delivery.message_id.is_(None))
    with writing() as session:
        return session.scalar(unset.values(message_id=message_id).returning(Delivery.id)) is not None


def migrate_chat(old_id: int, new_id: int) -> None:
    """A group became a supergroup: what is to be told there goes to its new id.

    The old messages stay behind, and their numbers mean other ones in the new group.
    """
    old = update(Delivery).where(Delivery.bot_id == settings().bot_id, Delivery.chat_id == old_id)
    moved = old.values(chat_id=new_id, thread_id=None, reply_to=None, message_id=None, batch_id=None)
    with writing() as session:
        session.execute(moved.execution_options(synchronize_session=False))


def of_message(chat_id: int, message_id: int) -> list[View]:
    """The conversions that this status message stands for: one, those of a batch, or none."""
    mine = or_(Delivery.message_id == message_id, Delivery.batch_id == message_id)
    return _load(_select(Delivery.chat_id == chat_id, mine).order_by(Delivery.number))


def of_batches(keys: Sequence[tuple[int, int | None]]) -> list[View]:
    """The members of these batches, named by chat and status message, in their order."""
    members = _select(tuple_(Delivery.chat_id, Delivery.batch_id).in_(keys))
    return _load(members.order_by(Delivery.number)) if keys else []


def of_reply(chat_id: int, replied_message_id: int) -> list[View]:
    """The conversions of the file in that message, newest first."""
    return _views(Delivery.chat_id == chat_id, Delivery.reply_to == replied_message_id)


def unfinished(chat_id: int, user_id: int | None) -> list[View]:
    """What is not over in a chat, of one person or (None) of all, newest first."""
    whose = [Delivery.user_id == user_id] if user_id is not None else []
    return _views(Delivery.chat_id == chat_id, ConversionTask.status.in_(UNFINISHED), *whose)


def unfinished_of(subject_id: int) -> list[View]:
    """What is not over of one person in any chat, or of anybody in one chat."""
    theirs = or_(Delivery.user_id == subject_id, Delivery.chat_id == subject_id)
    return _views(theirs, ConversionTask.status.in_(UNFINISHED))


def recent(chat_id: int, user_id: int, limit: int) -> list[View]:
    """What one person has had converted in a chat and is over, newest first."""
    mine = _select(Delivery.chat_id == chat_id, Delivery.user_id == user_id, ConversionTask.status.in_(FINISHED))
    mine = mine.where(Delivery.file_id != "")  # what was forgotten on demand
    return _load(mine.order_by(Delivery.created_at.desc(), Delivery.id).limit(limit))


def active(limit: int) -> list[View]:
    """What is not yet shown, and has a status message that can say how far it is; the oldest of each chat first."""
    under_way = and_(ConversionTask.status.in_(UNFINISHED), Delivery.status.in_(("pending", "fetching")))
    uploading = and_(ConversionTask.status == "done", Delivery.status == "delivering", Delivery.trouble.is_(None))
    has_message = or_(Delivery.message_id.is_not(None), Delivery.batch_id.is_not(None))
    turn = func.row_number().over(partition_by=Delivery.chat_id, order_by=(Delivery.created_at, Delivery.id))
    chosen = _select(or_(under_way, uploading), has_message)
    return _load(chosen.order_by(turn, Delivery.created_at, Delivery.id).limit(limit))


def of_task(task_id: str) -> View | None:
    """The delivery of that conversion; None where it is another bot's or nobody's."""
    return next(iter(_views(Delivery.task_id == task_id)), None)


def get(delivery_id: str) -> View:
    """The delivery as it is now; raises KeyError."""
    if view := find(delivery_id):
        return view
    raise KeyError(delivery_id)


def find(delivery_id: str) -> View | None:
    """The delivery as it is now, if this bot has it."""
    return next(iter(_views(Delivery.id == delivery_id)), None)


def of_ids(delivery_ids: Sequence[str]) -> list[View]:
    """These deliveries, in that order."""
    found = {view.id: view for view in _views(Delivery.id.in_(delivery_ids))}
    return [found[delivery_id] for delivery_id in delivery_ids]


def _views(*where: ColumnElement[bool]) -> list[View]:
    return _load(_select(*where).order_by(Delivery.created_at.desc(), Delivery.id))


def _select(*where: ColumnElement[bool]) -> Select[Delivery, ConversionTask, float]:
    joined = select(Delivery, ConversionTask, now()).join(ConversionTask, ConversionTask.id == Delivery.task_id)
    return joined.where(Delivery.bot_id == settings().bot_id, *where)


def _load(statement: Select[Delivery, ConversionTask, float]) -> list[View]:
    with reading() as session:
        return [_view(delivery, task, moment) for delivery, task, moment in session.execute(statement)]


def _view(delivery: Delivery, task: ConversionTask, moment: float) -> View:
    copied: dict[str, Any] = {name: getattr(delivery if hasattr(Delivery, name) else task, name) for name in COPIED}
    failed = delivery.trouble is not None
    return View(
        **copied,
        status="failed" if failed else task.status,
        telling=delivery.status,
        error_type=delivery.trouble if failed else task.error_type,
        error_args=delivery.trouble_args if failed else task.error_args,
        error_id=delivery.trouble_id if failed else task.error_id,
        now=moment,
    )
