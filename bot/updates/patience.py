"""Asks the database, as often as that takes."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import structlog
from sqlalchemy.exc import OperationalError

DATABASE_PAUSE = 2.0  # seconds between two questions to a database that is away

P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger()


async def surely(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask the database in a thread, until it answers."""
    while True:
        try:
            return await asyncio.to_thread(function, *args, **kwargs)
        except OperationalError as error:
            log.error("database_away", reason=str(error.orig), seconds=DATABASE_PAUSE)  # noqa: TRY400 (no traceback: it repeats)
            await asyncio.sleep(DATABASE_PAUSE)
