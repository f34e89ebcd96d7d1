"""Logs: structlog for ours, the same look for the libraries', on stderr."""

import logging
import re
import sys
from typing import Any

import structlog

from conversion.settings import settings

SWEEPS = re.compile(r"\b(?:bot|conversion)\.sweep\b")
# They log whole URLs, which hold the bot's token, or every statement.
QUIET = ("httpx", "httpcore", "sqlalchemy.engine", "alembic.runtime", "PIL", "asyncio", "aiohttp.access")


def configure(part: str) -> None:
    """Set up the logs of this process; ``part`` (``bot``, ``worker``, …) begins every line."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        _Part(part),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_look()],
        )
    )
    handler.addFilter(_is_news)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings().log_level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def are_configured() -> bool:
    """Whether `configure` has been called in this process."""
    return any(_is_news in handler.filters for handler in logging.getLogger().handlers)


def _is_news(record: logging.LogRecord) -> bool:
    """Celery tells three times of every sweep, every ten seconds."""
    is_routine = record.name.startswith("celery.") and record.levelno == logging.INFO
    return not (is_routine and SWEEPS.search(record.getMessage()))


def _look() -> list[Any]:
    """JSON for machines; for people colours where there is a terminal.

    Tracebacks without the values of variables: these hold people's words, and the bot's token cut into pieces.
    """
    if settings().log_format == "json":
        tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [structlog.processors.ExceptionRenderer(tracebacks), structlog.processors.JSONRenderer()]
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0, exception_formatter=plain)]


class _Part:
    """Adds the part's name to every event."""

    def __init__(self, part: str) -> None:
        self._part = part

    def __call__(self, _logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
        return {"part": self._part, **event}
