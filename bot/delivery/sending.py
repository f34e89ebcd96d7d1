"""Sends what cannot be an edit, each message with its intent stamped first: a lost answer doubles one at most."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import structlog
from telegram import InputMediaDocument, Message
from telegram.error import TelegramError

from bot.api import verdicts
from bot.api.telegram import TelegramBot
from bot.api.verdicts import Outcome
from bot.delivery import pieces, results
from bot.delivery.results import Sendable
from bot.messages import shapes
from bot.people import replies
from bot.records import claims
from bot.records.claims import Claim
from bot.records.deliveries import View

MOST_TRIES = 2  # of one message: should both answers be lost, it counts as sent

log = structlog.get_logger()


@contextmanager
def opened(view: View, shape: str, *, by_path: bool) -> Iterator[tuple[list[Sendable], str]]:
    """What is to be shown or sent, in order, and as what it can be.

    Raises `ResultOverLimitError`, `PassingError` and OSError.
    """
    if view.known is not None:
        [(kind, _file_id), *more] = view.known
        yield [file_id for _kind, file_id in view.known], shape if more else kind
        return
    with results.opened(view) as path, ExitStack() as stack:
        if shape in pieces.OPENED and (
            files := stack.enter_context(pieces.OPENED[shape](path, view.output_name or ""))
        ):
            yield files, shape
            return
        file = stack.enter_context(results.sendable(view, path, by_path=by_path))
        yield [file], shapes.DOCUMENT if shape in pieces.OPENED else shape


async def send(bot: TelegramBot, claim: Claim, view: View, files: Sequence[Sendable], shape: str) -> list[Message]:
    """Send what is not there yet. Raises `TelegramError` and `LeaseLostError`; the row knows how far it came."""
    messages: list[Message] = []
    for number in range(view.sent, pieces.count(files, shape)):
        tries = view.tries if number == view.sent else 0
        if tries < MOST_TRIES:
            messages += await _send_one(
                bot, claim, view, list(files) if shape == shapes.ALBUM else files[number], shape
            )
        else:
            log.warning("message_counts_as_sent", number=number)
        await asyncio.to_thread(claims.count_sent, claim)
    return messages


async def _send_one(
    bot: TelegramBot, claim: Claim, view: View, file: Sendable | list[Sendable], shape: str
) -> list[Message]:
    """The intent is taken back where it is certain that nothing was sent."""
    await asyncio.to_thread(claims.stamp_try, claim)
    try:
        return await _call(bot, view, file, shape)
    except TelegramError as error:
        if verdicts.judge(error).outcome is not Outcome.UNKNOWN:
            await asyncio.to_thread(claims.take_back_try, claim)
        raise


async def _call(bot: TelegramBot, view: View, file: Sendable | list[Sendable], shape: str) -> list[Message]:
    reply = replies.quoting(view.reply_to)
    where: dict[str, Any] = {"message_thread_id": view.thread_id, "reply_parameters": reply}
    if isinstance(file, list):
        album = [InputMediaDocument(member, disable_content_type_detection=True) for member in file]
        return list(await bot.send_media_group(view.chat_id, album, **where))
    duration = round(view.duration) if view.duration else None
    if shape == "voice":
        return [await bot.send_voice(view.chat_id, file, duration=duration, **where)]
    if shape == "video_note":
        return [await bot.send_video_note(view.chat_id, file, duration=duration, length=view.width, **where)]
    if shape == "sticker":
        return [await bot.send_sticker(view.chat_id, file, **where)]
    return [await bot.send_document(view.chat_id, file, disable_content_type_detection=True, **where)]
