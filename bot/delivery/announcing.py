"""Shows people that their conversions have begun, in one message each, and has them begin."""

import asyncio
from collections.abc import Iterable, Sequence

import structlog
from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.api.telegram import TelegramBot
from bot.delivery import delivering, reacting, ringing
from bot.messages import status, summaries
from bot.people import replies
from bot.records import batches, deliveries
from bot.records.deliveries import View
from bot.updates.patience import surely
from conversion.queue import turns

log = structlog.get_logger()


async def begin(bot: Bot, views: Sequence[View]) -> int | None:
    """Show each conversion as waiting, and have the files fetched; returns the first one's message id.

    What Telegram refuses here is no reason to stop: the rows stand, and the result is sent anew where it finds no
    message to replace.
    """
    if views and views[0].batch_id is not None:
        return await _begin_batch(bot, views)
    places = await asyncio.to_thread(places_of, views)
    first = None
    for number, view in enumerate(views):
        message_id = await (_repeat(bot, view) if view.known else _show(bot, view, places.get(view.id)))
        if number == 0:
            first = message_id
            await asyncio.to_thread(ringing.ring_fetches)
    return first


async def _begin_batch(bot: Bot, views: Sequence[View]) -> int | None:
    """The latecomers of a batch are counted by the follower."""
    message_id = views[0].batch_id
    if message_id is not None and views[0].number == 0:
        await edit_batch(bot, views)
    await asyncio.to_thread(ringing.ring_fetches)
    for view in views:
        if view.known:
            await _repeat(bot, view)
    return message_id


async def begin_album(bot: Bot, view: View) -> int | None:
    """Show a file whose album is still to come: its message becomes the one of them all."""
    text, keyboard = summaries.render([view], {})
    try:
        message = await _send(bot, view, text, keyboard)
    except TelegramError as error:
        log.warning("status_not_shown", delivery_id=view.id, error=type(error).__name__)
        return await begin(bot, [view])
    if not await asyncio.to_thread(batches.begin, view.id, message.message_id):
        await message.delete()  # it is told already
    await asyncio.to_thread(ringing.ring_fetches)
    if view.known:
        await _repeat(bot, view)
    return message.message_id


async def _repeat(bot: Bot, view: View) -> int | None:
    """Show a result that is known already, without a detour over the workers; the message that has it."""
    assert isinstance(bot, TelegramBot)  # the application has no other
    await delivering.tell(bot, view.task_id)
    return (await asyncio.to_thread(deliveries.get, view.id)).message_id


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
    if view.is_quiet and await reacting.react(bot, view):
        return None
    text, keyboard = status.render(view, place)
    try:
        message = await _send(bot, view, text, keyboard)
        if await surely(deliveries.set_message, view.id, message.message_id):  # else the next attempt sends another one
            return message.message_id
        await message.delete()  # another one was sent meanwhile
    except TelegramError as error:
        log.warning("status_not_shown", delivery_id=view.id, error=type(error).__name__)
    return None


async def _send(bot: Bot, view: View, text: str, keyboard: InlineKeyboardMarkup | None) -> Message:
    return await bot.send_message(
        view.chat_id,
        text,
        message_thread_id=view.thread_id,
        reply_parameters=replies.quoting(view.reply_to),
        reply_markup=keyboard,
    )


async def edit_batch(bot: Bot, members: Sequence[View]) -> None:
    """Let a batch's message show how it stands; whatever Telegram refuses is left to the follower."""
    places = await asyncio.to_thread(places_of, members)
    text, keyboard = summaries.render(members, places)
    await _edit(bot, members[0], members[0].batch_id, text, keyboard)


async def edit(bot: Bot, view: View, message_id: int, place: int | None = None) -> None:
    """Let a message show how the conversion stands; whatever Telegram refuses is left to the follower."""
    await _edit(bot, view, message_id, *status.render(view, place))


async def _edit(bot: Bot, view: View, message_id: int | None, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    try:
        await bot.edit_message_text(text, view.chat_id, message_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("status_not_edited", delivery_id=view.id, error=type(error).__name__)
