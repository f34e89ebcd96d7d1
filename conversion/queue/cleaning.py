"""Cleaning: what outlived its use is removed, what a lease or a delivery needs never is."""

import shutil
from pathlib import Path

import structlog
from sqlalchemy import and_, delete, or_, select

from conversion import media
from conversion.database import now, reading, writing
from conversion.queue.records import FINISHED, ConversionTask
from conversion.settings import settings

log = structlog.get_logger()


def clean_media() -> None:
    """Remove the files of conversions that ended longer than `media_ttl` ago, and files that have no row."""
    kept = or_(
        ConversionTask.status.not_in(FINISHED),
        ConversionTask.held,
        ConversionTask.finished_at > now() - settings().media_ttl.total_seconds(),
    )
    stored = media.stored_tasks()  # before the query: a row is always older than its files
    with reading() as session:
        needed = set(session.scalars(select(ConversionTask.id).where(kept)))
    removed = [task_id for task_id in stored if task_id not in needed]
    for task_id in removed:
        media.forget(task_id)
    _forget_losers(needed.intersection(stored))
    clean_scratch()
    log.info("media_cleaned", removed=len(removed))


def _forget_losers(task_ids: set[str]) -> None:
    """Remove what attempts that were killed have left beside the source and the result of a finished conversion."""
    finished = and_(ConversionTask.id.in_(task_ids), ConversionTask.status.in_(FINISHED))
    with reading() as session:
        tasks = session.scalars(select(ConversionTask).where(finished)).all()
    for task in tasks:
        named = {task.source_key, task.output_key, *(file.get("key") for file in task.further)}
        for key in media.keys(task.id):
            if key not in named:
                media.forget_key(key)


def clean_records() -> None:
    """Remove rows of conversions that ended longer than `records_ttl` ago."""
    old = and_(
        ConversionTask.status.in_(FINISHED),
        ConversionTask.held.is_(False),
        ConversionTask.finished_at < now() - settings().records_ttl.total_seconds(),
    )
    with writing() as session:
        ids = list(session.scalars(delete(ConversionTask).where(old).returning(ConversionTask.id)))
    for task_id in ids:
        media.forget(task_id)
    log.info("records_cleaned", removed=len(ids))


def clean_scratch() -> None:
    """Remove the folders of attempts that are over; an attempt removes its own unless it was killed."""
    folders = list(scratch_root().iterdir()) if scratch_root().is_dir() else []
    with reading() as session:
        live = {
            scratch_name(task_id, fence)
            for task_id, fence in session.execute(
                select(ConversionTask.id, ConversionTask.fence).where(ConversionTask.status == "converting")
            )
        }
    for folder in folders:
        if folder.name not in live:
            shutil.rmtree(folder, ignore_errors=True)


def scratch_root() -> Path:
    """Where attempts work: on the file system of local media, so that moving a result costs nothing."""
    return settings().data_dir / "scratch"


def scratch_name(task_id: str, fence: int) -> str:
    """The name of one attempt's folder."""
    return f"{task_id}-{fence}"
