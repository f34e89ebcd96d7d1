"""How conversions run on a worker: names, policy, and one call each."""

import gc
import os
import sys
from typing import Any

import structlog
from billiard.exceptions import WorkerLostError
from celery import Task, current_task
from celery.signals import (
    celeryd_init,
    setup_logging,
    task_failure,
    task_revoked,
    worker_init,
    worker_process_init,
    worker_ready,
)

from conversion import cores, database, logs, process
from conversion.celery import app
from conversion.errors import SourceError
from conversion.queue import attempts, cleaning, moves, sweeping
from conversion.settings import settings

log = structlog.get_logger()

PREFIX = "conversion.convert_"
COURTESY = 5  # of nice: a processor that two want is theirs who answer people for three parts of four
# What called functions use: imported once in a worker's fork server, not in every child.
DECODERS = (
    "PIL.Image",
    *(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm", "WebP")),
    "pillow_heif",
    "pyvips",
    "resvg_py",
    "typst",
    "pypdfium2",
    "py7zr",
    "charset_normalizer",
    "libarchive",
    "magic",
    "conversion.detection",
    "conversion.engines",
    "conversion.engines.measuring",
    "conversion.engines.imaging.light",
    "conversion.engines.structured.converting",
    "conversion.engines.subtitling.writing",
    "conversion.engines.typefaces.converting",
)


def convert(task_id: str) -> None:
    """Convert the file of that row; a bell that rings twice finds nothing to do."""
    attempts.run(task_id, current_task.request.hostname or "")


def _task(queue: str) -> Task:
    """``throws``: a bad file is an answer, logged without a traceback. Retries are the row's, not Celery's."""
    return app.task(convert, name=PREFIX + queue, throws=(SourceError,))


convert_video = _task("video")
convert_audio = _task("audio")
convert_image = _task("image")
convert_document = _task("document")
convert_archive = _task("archive")


@app.task(name="conversion.sweep")
def sweep() -> None:
    """Pick up what was lost: expired leases, bells that nobody answered."""
    sweeping.sweep()


@app.task(name="conversion.clean_media")
def clean_media() -> None:
    """Remove stored files that nothing needs any more."""
    cleaning.clean_media()


@app.task(name="conversion.clean_records")
def clean_records() -> None:
    """Remove rows of conversions that ended long ago."""
    cleaning.clean_records()


@celeryd_init.connect
def _configure_logs(sender: str, **_signal: Any) -> None:
    """The node ``video@host`` is the part ``worker-video``."""
    cores.leave_none()
    logs.configure(f"worker-{sender.partition('@')[0]}")


@setup_logging.connect
def _keep_logs(**_signal: Any) -> None:
    """Celery leaves the logs alone where this is answered."""
    cores.leave_none()
    if not logs.are_configured():
        logs.configure("beat" if "beat" in sys.argv else "celery")


@worker_init.connect
def _refuse_to_run_unconfined(**_signal: Any) -> None:
    """A worker that opens strangers' files says which walls stand around them, and is none without the first of all."""
    if not _converts():
        return
    walls = process.walls()
    process.stop()
    log.info("walls", standing=[name for name, stands in walls.items() if stands])
    if missing := [name for name, stands in walls.items() if not stands]:
        log.warning("walls_missing", missing=missing)
    if not walls[process.NO_NETWORK] and not settings().allow_unconfined:
        log.error("worker_refused", reason="files could reach the network; ALLOW_UNCONFINED=true runs it nevertheless")
        sys.exit(1)


def _converts() -> bool:
    """Whether a queue of conversions is among those that this worker serves."""
    return any(PREFIX + queue in app.tasks for queue in app.amqp.queues.consume_from)


@worker_init.connect
def _keep_what_is_imported(**_signal: Any) -> None:
    """Else each child's start, and the worker's end, would search modules for garbage: a second of work in all."""
    gc.freeze()


@worker_process_init.connect
def _prepare_child(**_signal: Any) -> None:
    """A pool child that will convert has its fork server started at once, with the decoders in it.

    What it runs gives way to who answers people: with every processor at work, a menu would wait for conversions.
    """
    database.forget_connections()
    if _converts():
        os.nice(COURTESY)
        process.warm_up(DECODERS)


@worker_ready.connect
def _clear_up_after_predecessor(sender: Any, **_signal: Any) -> None:
    """What an earlier worker of this name held when it was killed is free at once, and its folders go."""
    if moves.expire_all_of(sender.hostname):
        sweeping.sweep()
    cleaning.clean_scratch()


@task_revoked.connect
def _cancel_revoked(request: Any, **_signal: Any) -> None:
    """An operator's ``revoke`` ends the row too, so that no sweeper runs it again."""
    if request.task.startswith(PREFIX):
        moves.cancel(request.id)


@task_failure.connect
def _expire_lost(sender: Task, task_id: str, exception: BaseException, **_signal: Any) -> None:
    """A pool child died: end its lease now, instead of waiting until it expires."""
    if isinstance(exception, WorkerLostError) and sender.name.startswith(PREFIX):
        moves.expire(task_id)
