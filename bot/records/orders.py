"""Orders: what somebody wants and where the answer belongs, written as a conversion with its delivery."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from celery import signature
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.access import draining, quotas
from bot.api.attachments import Attachment
from bot.errors import DrainingError
from bot.records import repeats
from bot.rows import Delivery
from conversion.options import Value
from conversion.queue import records, requests


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer belongs: ``reply_to`` is the file's message, ``message_id`` the status message if it is there.

    ``batch_id`` is the status message of all that were asked for together, ``number`` the place among them.
    ``is_quiet``: no status message, but reactions on the file's.
    """

    bot_id: int
    chat_id: int
    thread_id: int | None
    user_id: int
    locale: str
    reply_to: int | None = None
    message_id: int | None = None
    batch_id: int | None = None
    number: int = 0
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants; ``update_key`` is ``bot:update:n``, so that the same update never makes it twice.

    ``further`` attachments go into the same result.
    """

    attachment: Attachment
    target: str
    options: Mapping[str, Value]
    update_key: str
    priority: int = 5
    further: tuple[Attachment, ...] = ()
    shape: str = ""


def add(session: Session, place: Place, order: Order) -> Delivery | None:
    """Write the conversion and its delivery in the caller's transaction; None where that update made it before.

    Raises `conversion.errors.SourceError` where the file cannot become that, as far as its name tells, and
    `bot.errors.DrainingError` where nothing new is accepted, `QuotaError` where it is enough for today.
    """
    if session.scalar(select(Delivery.id).where(Delivery.update_key == order.update_key)):
        return None
    if draining.is_on(session):
        raise DrainingError
    request = _request(place, order)
    wanted = (request.target, request.options, order.shape)
    key = None if order.further else repeats.key_of(session, place.user_id, order.attachment, wanted)
    known = repeats.find(session, key) if key else None
    if known is None:  # a repeat costs nothing
        files = (order.attachment, *order.further)
        quotas.spend(session, place.user_id, place.chat_id, len(files), sum(one.size or 0 for one in files))
    task = records.add_done(session, request, known.result) if known else records.add(session, request)
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
        further=[one.as_json() for one in order.further],
        shape=order.shape,
        recall_key=key,
        known=known.files if known else None,
    )
    session.add(delivery)
    session.flush()
    return delivery


def _request(place: Place, order: Order) -> requests.Request:
    files = [(file.name, file.format) for file in (order.attachment, *order.further)]
    made = requests.of_files(files, requests.target_named(order.target), order.options)
    return replace(made, owner=f"tg:{place.bot_id}:{place.user_id}", priority=order.priority, held=True)
