"""Shows people that their conversions have begun, in one message each, and has them begin."""

import asyncio
from collections.abc import Iterable, Sequence

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot import deliveries, replies, ringing, status
from bot.deliveries import View
from conversion import turns

log = structlog.get_logger()


async def begin(bot: Bot, views: Sequence[View]) -> int | None:
    """Show each conversion as waiting, and have the files fetched; returns the first one's message id.

    What Telegram refuses here is no reason to stop: the rows stand, and the result is sent anew where it finds no
    message to replace.
    """
    places = await asyncio.to_thread(places_of, views)
    first = None
    for number, view in enumerate(views):
        message_id = await _show(bot, view, places.get(view.id))
        if number == 0:
            first = message_id
            await asyncio.to_thread(ringing.ring_fetches)
    return first


def places_of(views: Iterable[View]) -> dict[str, int]:
    """The place of each waiting conversion in its queue, by delivery id; 1 is next."""
    waiting = [view for view in views if view.status in ("accepted", "ready")]
    places: dict[str, int] = {}
    for queue in {view.queue for view in waiting}:
        places |= turns.places(queue)
    return {view.id: places[view.task_id] for view in waiting if view.task_id in places}


async def _show(bot: Bot, view: View, place: int | None) -> int | None:
    if view.message_id is not None:
        await edit(bot, view, view.message_id, place)
        return view.message_id
    text, keyboard = status.render(view, place)
    try:
        message = await bot.send_message(
            view.chat_id,
            text,
            message_thread_id=view.thread_id,
            reply_parameters=replies.quoting(view.reply_to),
            reply_markup=keyboard,
        )
        if await asyncio.to_thread(deliveries.set_message, view.id, message.message_id):
            return message.message_id
        await message.delete()  # another one was sent meanwhile
    except TelegramError as error:
        log.warning("status_not_shown", delivery_id=view.id, error=type(error).__name__)
    return None


async def edit(bot: Bot, view: View, message_id: int, place: int | None = None) -> None:
    """Let a message show how the conversion stands; whatever Telegram refuses is left to the follower."""
    text, keyboard = status.render(view, place)
    try:
        await bot.edit_message_text(text, view.chat_id, message_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("status_not_edited", delivery_id=view.id, error=type(error).__name__)
