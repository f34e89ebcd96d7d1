"""The sweeper: whatever was lost is found here, and rung for again."""

import structlog
from kombu.exceptions import OperationalError

from conversion.queue import bells, cleaning, moves, turns
from conversion.queue.records import ConversionTask

log = structlog.get_logger()


def sweep() -> None:
    """Take over expired attempts, tell of those that failed for good, ring for what waits."""
    queues, failed = moves.take_over_lost()
    for task in failed:
        log.error("conversion_failed", task_id=task.id, error=task.error_type, error_id=task.error_id)
        _call_back(task)
    if queues or failed:
        cleaning.clean_scratch()
    if queues:
        log.warning("attempts_taken_over", queues=queues)
    for queue in turns.waiting_queues():
        try:
            bells.ring_again(queue)
        except (OperationalError, OSError) as error:
            log.warning("broker_away", error=type(error).__name__)
            return


def _call_back(task: ConversionTask) -> None:
    """No attempt is left to run the error callback."""
    if task.link_error:
        bells.ring(task.link_error["task"], task.id)
