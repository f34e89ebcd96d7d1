"""Brings a file from Telegram into media, and hands its conversion to the workers."""

import asyncio
from collections.abc import Sequence

import structlog
from telegram import File
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.api import verdicts
from bot.api.telegram import BrokenDownloadError, TelegramBot
from bot.delivery import leases, ringing
from bot.errors import FileGoneError, FileOverLimitError
from bot.records import claims, deliveries
from bot.records.claims import MOST_LOSSES, PATIENCE, Claim
from bot.records.deliveries import View
from bot.settings import settings
from conversion import media, room
from conversion.errors import ConversionError, LeaseLostError, LostWorkerError, PassingError
from conversion.queue import bells, moves, records

REFUSALS = 3  # of one file, after which Telegram does not have it any more
log = structlog.get_logger()


async def fetch(bot: TelegramBot, task_id: str) -> None:
    """Bring the file of that conversion, if it is still waited for; a bell that rings twice finds nothing to do."""
    claim = await asyncio.to_thread(claims.claim_fetch, task_id)
    if claim is None:
        return
    view = await asyncio.to_thread(deliveries.get, claim.delivery_id)
    with structlog.contextvars.bound_contextvars(task_id=task_id, delivery_id=claim.delivery_id):
        try:
            async with leases.kept(claim):
                await _fetch(bot, claim, view)
        except LeaseLostError:
            log.info("fetch_stopped")
    await asyncio.to_thread(ringing.ring_fetches)


async def _fetch(bot: TelegramBot, claim: Claim, view: View) -> None:
    """Every fault either ends the conversion with an error, or leaves it to the next attempt."""
    try:
        if claim.losses >= MOST_LOSSES:
            raise LostWorkerError("fetching")
        if not await asyncio.to_thread(room.is_left, view.file_size or 0):
            raise PassingError("the disk is nearly full")
        stored = await _bring_all(bot, claim, view)
    except ConversionError as error:
        await _give_up_or_wait(claim, view, error)
    except TelegramError as error:
        await _wait(claim, view, error)
    else:
        await asyncio.to_thread(_hand_over, claim, view, stored)


async def _bring_all(bot: TelegramBot, claim: Claim, view: View) -> list[tuple[str, int]]:
    """The media keys and sizes of its file and the further ones; what an earlier attempt brought is there already."""
    files = [(view.file_id, view.file_name), *((file["file_id"], file["name"]) for file in view.further)]
    stored = [(key, size) for key, size in view.fetched]
    for file_id, name in files[len(stored) :]:
        stored.append(await _download(bot, view.task_id, name, await _file(bot, claim, view, file_id)))
        if view.further and not await asyncio.to_thread(claims.stamp_fetched, claim, stored):
            raise LeaseLostError(view.task_id)
    return stored


async def _file(bot: TelegramBot, claim: Claim, view: View, file_id: str) -> File:
    """Where the file is. Raises `FileOverLimitError` and `FileGoneError`."""
    try:
        return await bot.get_file(file_id)
    except BadRequest as error:
        if verdicts.is_over_limit(error):
            raise FileOverLimitError(str(view.file_size), str(settings().download_limit)) from error
        if claim.attempt >= REFUSALS:
            raise FileGoneError(str(error)) from error
        raise
    except Forbidden as error:
        raise FileGoneError(str(error)) from error


async def _download(bot: TelegramBot, task_id: str, name: str, file: File) -> tuple[str, int]:
    """The media key and the size in bytes; a file that came incompletely is `BrokenDownloadError`."""
    key = media.new_key(task_id, name)
    if (local := bot.local_file(file.file_path or "")) is not None:
        return key, await asyncio.to_thread(media.adopt, local, key)
    with media.writer(key) as stored:
        size = await bot.download(file.file_path or "", stored)
        if file.file_size is not None and size != file.file_size:
            raise BrokenDownloadError(f"{size} of {file.file_size} bytes")
    return key, size


def _hand_over(claim: Claim, view: View, stored: Sequence[tuple[str, int]]) -> None:
    (key, _size), *others = stored
    sources = records.get(view.task_id).further
    further = [{**file, "key": other, "size": size} for file, (other, size) in zip(sources, others, strict=True)]
    total = sum(size for _key, size in stored)
    if moves.ready(view.task_id, key, total, further):
        log.info("file_fetched", size=total, files=len(stored))
    else:  # cancelled meanwhile, or fetched by somebody else
        for mine, _size in stored:
            media.forget_key(mine)
    claims.settle_fetch(claim)
    bells.ring_next(view.queue)


async def _wait(claim: Claim, view: View, error: TelegramError) -> None:
    """Telegram is away, or wants peace."""
    if view.now - view.created_at > PATIENCE:
        return await _give_up(claim, view, FileGoneError(type(error).__name__))
    log.warning("fetch_postponed", error=type(error).__name__, reason=str(error), attempt=claim.attempt)
    await asyncio.to_thread(claims.postpone, claim, verdicts.judge(error).wait or None)
    return None


async def _give_up_or_wait(claim: Claim, view: View, error: ConversionError) -> None:
    if isinstance(error, PassingError) and view.now - view.created_at < PATIENCE:
        log.error("fetch_postponed", error=type(error).__name__, reason=str(error), attempt=claim.attempt)
        await asyncio.to_thread(claims.postpone, claim)
    else:
        await _give_up(claim, view, error)


async def _give_up(claim: Claim, view: View, error: ConversionError) -> None:
    """The conversion ends before it has begun; its ending is told like any other."""
    failed = await asyncio.to_thread(moves.fail, view.task_id, error)
    await asyncio.to_thread(claims.settle_fetch, claim)
    if failed:
        log.info("fetch_failed", error=type(error).__name__, error_id=failed.error_id)
        await asyncio.to_thread(bells.ring, "bot.report", view.task_id)
