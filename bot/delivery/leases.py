"""Keeps a delivery's lease while its file travels."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import OperationalError

from bot.records import claims
from bot.records.claims import Claim
from conversion.errors import LeaseLostError
from conversion.settings import settings


@asynccontextmanager
async def kept(claim: Claim) -> AsyncIterator[None]:
    """Renews the lease while the block runs, and ends the block with `LeaseLostError` when somebody else has it.

    Whoever leaves the block without having settled the delivery gives it back, to be tried again after a pause.
    """
    scope = asyncio.timeout(None)
    try:
        async with scope:
            keeper = asyncio.create_task(_keep(claim, scope))
            try:
                yield
            finally:
                keeper.cancel()
    except TimeoutError as error:
        if scope.expired():
            raise LeaseLostError(claim.delivery_id) from error
        raise
    finally:
        await asyncio.to_thread(claims.postpone, claim)


async def _keep(claim: Claim, scope: asyncio.Timeout) -> None:
    loop = asyncio.get_running_loop()
    held_until = loop.time() + settings().lease_seconds
    while loop.time() < held_until:
        await asyncio.sleep(settings().renew_seconds)
        try:
            if not await asyncio.to_thread(claims.renew, claim):
                break
        except OperationalError:  # the database may come back before the lease is over
            continue
        held_until = loop.time() + settings().lease_seconds
    scope.reschedule(loop.time())
