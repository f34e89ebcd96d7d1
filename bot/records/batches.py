"""Batches: what was asked for together shares one status message, comes in its order, and is cancelled as one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.records import deliveries
from bot.records.deliveries import View
from bot.records.orders import Place
from bot.rows import Delivery
from conversion.database import reading, writing
from conversion.queue.records import FINISHED, ConversionTask


def begin(delivery_id: str, message_id: int) -> bool:
    """The status message of a batch that begins with this one; False where its result is being told already."""
    waiting = Delivery.status.in_(("pending", "fetching"))
    untold = update(Delivery).where(Delivery.id == delivery_id, Delivery.message_id.is_(None), waiting)
    with writing() as session:
        return session.scalar(untold.values(batch_id=message_id).returning(Delivery.id)) is not None


def as_latecomer(session: Session, place: Place, message_id: int) -> Place:
    """The next place in the batch of that status message; none, if that is the message of one alone."""
    members = and_(Delivery.bot_id == place.bot_id, Delivery.chat_id == place.chat_id, Delivery.batch_id == message_id)
    last = session.scalar(select(func.max(Delivery.number)).where(members))
    return place if last is None else replace(place, batch_id=message_id, number=last + 1)


def together(view: View) -> list[View]:
    """All of its batch in their order, itself too."""
    return [view] if view.batch_id is None else deliveries.of_message(view.chat_id, view.batch_id)


def whole(views: Iterable[View]) -> list[list[View]]:
    """What these views are part of, each once: single conversions, and whole batches."""
    parts: dict[tuple[int, int | str], View] = {}
    for view in views:
        parts.setdefault((view.chat_id, view.batch_id or view.id), view)
    batches: dict[tuple[int, int | str], list[View]] = {}
    for member in deliveries.of_batches([(v.chat_id, v.batch_id) for v in parts.values() if v.batch_id is not None]):
        batches.setdefault((member.chat_id, member.batch_id or 0), []).append(member)
    return [batches.get(key, [view]) for key, view in parts.items()]


def is_last(view: View, members: Sequence[View]) -> bool:
    """Whether all others have been told."""
    return all(member.telling == "shown" for member in members if member.id != view.id)


def is_its_turn() -> ColumnElement[bool]:
    """A condition on `Delivery`: what stands before it in its batch has been told."""
    earlier = aliased(Delivery)
    same = and_(earlier.bot_id == Delivery.bot_id, earlier.chat_id == Delivery.chat_id)
    before = and_(same, earlier.batch_id == Delivery.batch_id, earlier.number < Delivery.number)
    return or_(Delivery.batch_id.is_(None), ~exists().where(before, earlier.status != "shown"))


def next_told(view: View) -> str | None:
    """The conversion whose ending may be told now that this one's has been; None where none is over yet."""
    following = (
        select(Delivery.task_id)
        .join(ConversionTask, ConversionTask.id == Delivery.task_id)
        .where(Delivery.bot_id == view.bot_id, Delivery.chat_id == view.chat_id, Delivery.batch_id == view.batch_id)
        .where(Delivery.number == view.number + 1, Delivery.status != "shown", ConversionTask.status.in_(FINISHED))
    )
    with reading() as session:
        return session.scalar(following)
