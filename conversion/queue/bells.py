"""Bells: Celery messages that say which row to look at next. They may be lost, or ring twice."""

from typing import Any

import structlog
from celery import signature
from kombu.exceptions import OperationalError

from conversion.celery import app
from conversion.queue import turns
from conversion.queue.records import ConversionTask
from conversion.queue.requests import TOP_PRIORITY

SPARE = 2  # bells that may wait at the broker for a queue in which nothing is converting
UNANSWERED = 10.0  # seconds after which a bell that is no longer in the queue counts as lost
# kombu's own, and what it stumbles over where the connection breaks between taking a channel and using it
AWAY = (OperationalError, AttributeError)

log = structlog.get_logger()


def ring(task_name: str, row_id: str) -> bool:
    """Publish one message with a row's id; False where the broker is away (a sweeper rings later)."""
    return _publish(task_name, args=[row_id])


def ring_next(queue: str) -> None:
    """Ring for whatever is first in turn there. Call it after a commit, never from an event loop: it may block."""
    tasks = turns.next_in_turn(queue, SPARE)
    mute = [task.id for task in tasks if not _ring_for(task)]
    if mute:
        turns.unstamp(mute)


def ring_again(queue: str) -> None:
    """Forget bells that nobody answered, though the queue holds fewer messages than were rung; then ring anew."""
    unanswered = turns.unanswered(queue, UNANSWERED)
    if unanswered and length(queue) < len(unanswered):
        log.warning("bells_unanswered", queue=queue, count=len(unanswered))
        turns.unstamp(unanswered)
    ring_next(queue)


def length(queue: str) -> int:
    """How many messages wait at the broker; on Redis each priority step is a list of its own."""
    with app.connection_for_read() as connection:
        return int(connection.default_channel._size(queue))  # noqa: SLF001 (kombu sums the steps there and nowhere public)


def _ring_for(task: ConversionTask) -> bool:
    """Celery's id is the row's: `revoke` and `AsyncResult` take the id that people know."""
    callbacks = {name: signature(wanted) for name in ("link", "link_error") if (wanted := getattr(task, name))}
    return _publish(
        f"conversion.convert_{task.queue}",
        kwargs={"task_id": task.id},
        task_id=task.id,
        priority=TOP_PRIORITY - task.priority,
        **callbacks,
    )


def _publish(task_name: str, **message: Any) -> bool:
    try:
        app.send_task(task_name, ignore_result=True, **message)  # the setting counts for registered tasks only
    except (*AWAY, OSError) as error:
        log.warning("broker_away", task=task_name, error=type(error).__name__)
        return False
    return True
