"""The ConversionTask row: the one truth about a conversion."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, BigInteger, Double, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from conversion import media
from conversion.database import Base, now, reading
from conversion.options import Value, parted
from conversion.queue.requests import Request
from conversion.sealing import Sealed

FINISHED = ("done", "failed", "cancelled")
UNFINISHED = ("accepted", "ready", "converting")


def new_id() -> str:
    """32 hexadecimal digits; also the id of the Celery message that rings for the row."""
    return uuid4().hex


class ConversionTask(Base):
    """One file to be converted, or several that become one.

    Times are seconds since 1970 by the database's clock, sizes are bytes. ``status`` goes
    ``accepted → ready → converting → done``, and from any of the first three to ``failed`` or ``cancelled``.
    ``fence`` counts the attempts that ever held the row: a late one does not know the number any more. ``worker`` is
    the node name of the one that holds or last held it.
    ``remarks``, ``width``, ``height``, ``duration`` and ``pages`` are what a `conversion.reports.Report` says of the
    output, ``before`` what it says of the source.
    ``further``: the sources after the first where several become one, each with its ``name`` and ``format``, and its
    ``key`` and ``size`` once it is stored; ``source_size`` counts all of them.
    ``secrets`` are the options that nobody else may see, until the task is over. ``held``: somebody still needs the
    files, whatever their age.
    """

    __tablename__ = "conversion_tasks"
    __table_args__ = (Index(None, "queue", "status"), Index(None, "status", "lease_until"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    status: Mapped[str] = mapped_column(String(10), default="accepted")
    owner: Mapped[str] = mapped_column(String(80), default="")
    priority: Mapped[int] = mapped_column(default=5)
    queue: Mapped[str] = mapped_column(String(20))
    source_name: Mapped[str] = mapped_column(Text)
    source_format: Mapped[str | None] = mapped_column(String(20))
    source_key: Mapped[str | None] = mapped_column(Text)
    source_size: Mapped[int | None] = mapped_column(BigInteger)
    further: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    target: Mapped[str] = mapped_column(String(20))
    options: Mapped[dict[str, Value]] = mapped_column(JSON, default=dict)
    secrets: Mapped[dict[str, Value] | None] = mapped_column(Sealed)
    link: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    link_error: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    fence: Mapped[int] = mapped_column(default=0)
    losses: Mapped[int] = mapped_column(default=0)
    retries: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str] = mapped_column(String(200), default="")
    lease_until: Mapped[float | None] = mapped_column(Double)
    not_before: Mapped[float] = mapped_column(Double, default=0.0)
    rung_at: Mapped[float | None] = mapped_column(Double)
    stage: Mapped[str | None] = mapped_column(String(40))
    progress: Mapped[float] = mapped_column(Double, default=0.0)
    output_key: Mapped[str | None] = mapped_column(Text)
    output_name: Mapped[str | None] = mapped_column(Text)
    output_size: Mapped[int | None] = mapped_column(BigInteger)
    remarks: Mapped[list[str]] = mapped_column(JSON, default=list)
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration: Mapped[float | None] = mapped_column(Double)
    pages: Mapped[int | None]
    before: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    error_type: Mapped[str | None] = mapped_column(String(40))
    error_args: Mapped[list[str] | None] = mapped_column(JSON)
    error_id: Mapped[str | None] = mapped_column(String(8), index=True)
    held: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[float] = mapped_column(Double, default=now())
    started_at: Mapped[float | None] = mapped_column(Double)
    finished_at: Mapped[float | None] = mapped_column(Double, index=True)

    @property
    def asked(self) -> dict[str, Value]:
        """All options, secret ones too."""
        return {**self.options, **(self.secrets or {})}

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in FINISHED

    @property
    def output_file(self) -> str | None:
        """Path (or URL, where media is remote) of the result once ``done``."""
        return media.location(self.output_key) if self.output_key else None

    @property
    def error_message(self) -> str | None:
        """What went wrong, for a log or a script: error type and detail."""
        if self.error_type is None:
            return None
        return ": ".join([self.error_type, ", ".join(self.error_args or [])]).removesuffix(": ")


def add(session: Session, request: Request) -> ConversionTask:
    """Write the row, ``accepted``, in the caller's transaction."""
    task = ConversionTask(**{name: getattr(request, name) for name in Request.__slots__})
    task.id = new_id()
    task.options, task.secrets = parted(request.options)
    session.add(task)
    session.flush()
    return task


def add_done(session: Session, request: Request, result: Mapping[str, Any]) -> ConversionTask:
    """Write the row, ``done``, of a conversion whose ``result`` (columns) somebody has from an earlier one."""
    task = add(session, request)
    task.status, task.progress, task.finished_at = "done", 1.0, now()
    for name, value in result.items():
        setattr(task, name, value)
    session.flush()
    return task


def forget_names(session: Session, task_ids: Iterable[str]) -> None:
    """Keep of these finished conversions only that they were: no name, no file, no error of theirs."""
    these = update(ConversionTask).where(ConversionTask.id.in_(list(task_ids)), ConversionTask.status.in_(FINISHED))
    nothing = {"source_name": "", "source_key": None, "output_name": None, "output_key": None, "error_args": None}
    session.execute(these.values(**nothing, options={}).execution_options(synchronize_session=False))


def get(task_id: str) -> ConversionTask:
    """The row as it is now; raises KeyError."""
    with reading() as session:
        task = session.get(ConversionTask, task_id)
    if task is None:
        raise KeyError(task_id)
    return task


def counts(queue: str) -> dict[str, int]:
    """How many unfinished conversions of that queue there are, by status."""
    statement = (
        select(ConversionTask.status, func.count())
        .where(ConversionTask.queue == queue, ConversionTask.status.in_(UNFINISHED))
        .group_by(ConversionTask.status)
    )
    with reading() as session:
        return dict(session.execute(statement).tuples().all())


def unfinished(queue: str) -> list[str]:
    """Ids of what waits in that queue or is being converted, the oldest first."""
    statement = (
        select(ConversionTask.id)
        .where(ConversionTask.queue == queue, ConversionTask.status.in_(UNFINISHED))
        .order_by(ConversionTask.created_at, ConversionTask.id)
    )
    with reading() as session:
        return list(session.scalars(statement))
