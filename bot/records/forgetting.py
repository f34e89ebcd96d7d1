"""Forgetting at once: what is stored of one conversion, or of a person."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.people import links, picks
from bot.records import presets, repeats
from bot.records.deliveries import View
from bot.records.offers import Offer
from bot.rows import Delivery
from bot.settings import settings
from conversion import media
from conversion.database import reading, writing
from conversion.queue import moves, records
from conversion.queue.records import FINISHED, UNFINISHED, ConversionTask

NOTHING = {"file_id": "", "file_unique_id": "", "file_name": "", "recall_key": None, "known": None}


def conversion(view: View) -> None:
    """The files of a conversion that is over, its names, and the result that Telegram keeps."""
    with writing() as session:
        _forget(session, [view.task_id])
    media.forget(view.task_id)


def person(user_id: int) -> int:
    """All that is stored of a person with this bot; what still runs is cancelled. Returns how many conversions."""
    for task_id in _tasks_of(user_id, UNFINISHED):
        moves.cancel(task_id)
    over = _tasks_of(user_id, FINISHED)
    bot_id = settings().bot_id
    with writing() as session:
        _forget(session, over)
        repeats.forget_person(session, user_id)
        for kept in (links, picks, presets):
            kept.forget_person(session, bot_id, user_id)
        session.execute(delete(Offer).where(Offer.bot_id == bot_id, Offer.user_id == user_id))
    for task_id in over:
        media.forget(task_id)
    return len(over)


def results(user_id: int) -> None:
    """What a repeat of that person's files would be answered with."""
    with writing() as session:
        repeats.forget_person(session, user_id)


def _forget(session: Session, task_ids: Sequence[str]) -> None:
    """Names, file ids and known results of these conversions; that they were is all that stays."""
    these = Delivery.task_id.in_(list(task_ids))
    untold = select(Delivery.task_id).where(these, Delivery.status != "shown")
    lost = update(ConversionTask).where(ConversionTask.id.in_(untold), ConversionTask.status == "done")
    session.execute(lost.values(status="cancelled").execution_options(synchronize_session=False))
    keys = session.scalars(select(Delivery.recall_key).where(these, Delivery.recall_key.is_not(None)))
    repeats.forget(session, *[key for key in keys if key])
    session.execute(update(Delivery).where(these).values(**NOTHING).execution_options(synchronize_session=False))
    records.forget_names(session, task_ids)


def _tasks_of(user_id: int, statuses: Sequence[str]) -> list[str]:
    mine = select(Delivery.task_id).join(ConversionTask, ConversionTask.id == Delivery.task_id)
    with reading() as session:
        return list(
            session.scalars(
                mine.where(
                    Delivery.bot_id == settings().bot_id,
                    Delivery.user_id == user_id,
                    ConversionTask.status.in_(statuses),
                )
            )
        )
