"""The bot's Celery tasks: names, and one call each. Their argument is the conversion's id."""

from typing import Any

from celery.signals import setup_logging

from bot.api import loops, redaction
from bot.delivery import delivering, fetching, ringing
from conversion.celery import app

LOOP = loops.Loop()  # empty until the first task, so that nothing crosses the fork


@app.task(name="bot.fetch")
def fetch(task_id: str) -> None:
    """Bring the file from Telegram into media."""
    LOOP.run(fetching.fetch, task_id)


@app.task(name="bot.deliver")
def deliver(task_id: str) -> None:
    """The result callback: turn the status message into the result."""
    LOOP.run(delivering.tell, task_id)


@app.task(name="bot.report")
def report(task_id: str) -> None:
    """The error callback, which may come twice or never: turn the status message into the error."""
    LOOP.run(delivering.tell, task_id)


@app.task(name="bot.sweep")
def sweep() -> None:
    """Ring for every fetch and every ending that no callback took care of."""
    ringing.sweep()


@setup_logging.connect
def _keep_the_token_out_of_logs(**_signal: Any) -> None:
    redaction.protect_logs()
