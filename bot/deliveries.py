"""Deliveries: whom to tell about a conversion, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from celery import signature
from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from bot.attachments import Attachment
from bot.rows import Delivery
from bot.settings import settings
from conversion import options, records, registry, requests
from conversion.database import now, reading, writing
from conversion.errors import UnknownFormatError
from conversion.options import Value
from conversion.records import FINISHED, UNFINISHED, ConversionTask

ETA_AFTER = 0.02  # a guess from less would jump about


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer belongs: ``reply_to`` is the file's message, ``message_id`` the status message if it is there."""

    bot_id: int
    chat_id: int
    thread_id: int | None
    user_id: int
    locale: str
    reply_to: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants; ``update_key`` is ``bot:update:n``, so that the same update never makes it twice."""

    attachment: Attachment
    target: str
    options: Mapping[str, Value]
    update_key: str
    priority: int = 5


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
    file_id: str
    file_name: str
    file_size: int | None
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


def add(session: Session, place: Place, order: Order) -> Delivery | None:
    """Write the conversion and its delivery in the caller's transaction; None where that update made it before.

    Raises `conversion.errors.SourceError` where the file cannot become that, as far as its name tells.
    """
    if session.scalar(select(Delivery.id).where(Delivery.update_key == order.update_key)):
        return None
    task = records.add(session, _request(place, order))
    # By name: this side of the broker need not have the tasks loaded.
    task.link = dict(signature("bot.deliver", args=(task.id,), immutable=True))
    task.link_error = dict(signature("bot.report"))
    file = order.attachment
    delivery = Delivery(
        task_id=task.id,
        update_key=order.update_key,
        **{field.name: getattr(place, field.name) for field in fields(place)},
        file_id=file.file_id,
        file_unique_id=file.file_unique_id,
        file_name=file.name,
        file_size=file.size,
    )
    session.add(delivery)
    session.flush()
    return delivery


def _request(place: Place, order: Order) -> requests.Request:
    name, source = order.attachment.name, order.attachment.format
    if source is None:
        raise UnknownFormatError(name)
    target = requests.target_named(order.target)
    asked = options.parse(order.options, registry.options_for(source, target))
    queue = registry.queue_for(source, target)
    owner = f"tg:{place.bot_id}:{place.user_id}"
    return requests.Request(name, source.name, target.name, queue, asked, owner, order.priority, held=True)


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
    moved = old.values(chat_id=new_id, thread_id=None, reply_to=None, message_id=None)
    with writing() as session:
        session.execute(moved.execution_options(synchronize_session=False))


def of_message(chat_id: int, message_id: int) -> list[View]:
    """The conversion that this status message stands for: one or none."""
    return _views(Delivery.chat_id == chat_id, Delivery.message_id == message_id)


def of_reply(chat_id: int, replied_message_id: int) -> list[View]:
    """The conversions of the file in that message, newest first."""
    return _views(Delivery.chat_id == chat_id, Delivery.reply_to == replied_message_id)


def unfinished(chat_id: int, user_id: int | None) -> list[View]:
    """What is not over in a chat, of one person or (None) of all, newest first."""
    whose = [Delivery.user_id == user_id] if user_id is not None else []
    return _views(Delivery.chat_id == chat_id, ConversionTask.status.in_(UNFINISHED), *whose)


def active(limit: int) -> list[View]:
    """What is not yet shown, and has a status message that can say how far it is; the oldest first."""
    under_way = and_(ConversionTask.status.in_(UNFINISHED), Delivery.status.in_(("pending", "fetching")))
    uploading = and_(ConversionTask.status == "done", Delivery.status == "delivering", Delivery.trouble.is_(None))
    chosen = _select(or_(under_way, uploading), Delivery.message_id.is_not(None))
    return _load(chosen.order_by(Delivery.created_at, Delivery.id).limit(limit))


def of_task(task_id: str) -> View | None:
    """The delivery of that conversion; None where it is another bot's or nobody's."""
    return next(iter(_views(Delivery.task_id == task_id)), None)


def get(delivery_id: str) -> View:
    """The delivery as it is now; raises KeyError."""
    for view in _views(Delivery.id == delivery_id):
        return view
    raise KeyError(delivery_id)


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
