"""Logs: structlog for ours, the same look for the libraries', on stderr."""

import logging
import sys
from typing import Any

import structlog

from conversion.settings import settings

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
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings().log_level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


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
