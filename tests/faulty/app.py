"""The Celery application with the faulty engine: ``celery -A tests.faulty.app worker``."""

from conversion import engines
from tests.faulty.engine import FaultyEngine

engines.ENGINES = (FaultyEngine(), *engines.ENGINES)

from conversion import tasks  # noqa: E402 (the registry reads the engines when it is first asked)
from conversion.celery import app  # noqa: E402

__all__ = ["app"]

app.conf.imports = ("conversion.tasks",)  # without the bot's

# A child behind its walls could not read this folder.
tasks.DECODERS = (*tasks.DECODERS, FaultyEngine.__module__)
