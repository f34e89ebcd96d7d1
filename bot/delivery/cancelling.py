"""Cancels conversions: which are meant, who may, and what is said about it."""

import asyncio
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.ext import ContextTypes

from bot.access import permissions
from bot.delivery import announcing
from bot.language import figures, words
from bot.language.translation import Html
from bot.messages import callbacks, keyboards, status
from bot.people.askers import Asker
from bot.records import batches, deliveries
from bot.records.deliveries import View
from conversion.queue import bells, moves

MOST_CHOICES = 20


async def one_or_choose(asker: Asker, bot: Bot) -> tuple[Html, InlineKeyboardMarkup | None]:
    """Cancel the asker's only conversion here, or offer a choice; the answer and its buttons."""
    views = await asyncio.to_thread(deliveries.unfinished, asker.chat_id, asker.user_id)
    parts = await asyncio.to_thread(batches.whole, views)
    if len(parts) <= 1:
        return told(await cancel(bot, views), asker.locale), None
    names = {part[0].id: _name(part) for part in parts[:MOST_CHOICES]}
    return words.WHICH_TO_CANCEL(asker.locale), keyboards.cancel_one_of(names, asker.locale)


async def everything(asker: Asker, bot: Bot) -> Html:
    """Cancel all of the asker's conversions in this chat."""
    views = await asyncio.to_thread(deliveries.unfinished, asker.chat_id, asker.user_id)
    return told(await cancel(bot, views), asker.locale)


async def all_of(subject_id: int, bot: Bot) -> list[View]:
    """Cancel whatever runs for that person anywhere, or for anybody in that chat; returns what that was."""
    return await cancel(bot, await asyncio.to_thread(deliveries.unfinished_of, subject_id))


async def replied_to(replied: Message, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> Html:
    """Cancel the conversion of that status message, or those of that file."""
    views = await asyncio.to_thread(_meant, asker.chat_id, replied.message_id)
    if not views:
        return words.NOT_CONVERTING(asker.locale)
    allowed = [view for view in views if await permissions.may_touch(asker, view.user_id, context)]
    if not allowed:
        return Html(words.NOT_YOURS(asker.locale))
    return told(await cancel(context.bot, allowed), asker.locale)


async def pressed(delivery_id: str, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> tuple[str, Html | None]:
    """What a Cancel button does: the notice, and what a list of choices says from now on."""
    if delivery_id == callbacks.EVERYTHING:
        return words.IS_CANCELLED(asker.locale), await everything(asker, context.bot)
    view = await asyncio.to_thread(_find, delivery_id, asker.chat_id)
    if view is None:
        return words.NOTHING_HAPPENS(asker.locale), None
    if refused := await permissions.why_not_touch(asker, view.user_id, context):
        return refused(asker.locale), None
    done = await cancel(context.bot, await asyncio.to_thread(batches.together, view))
    return (words.IS_CANCELLED if done else words.IS_OVER)(asker.locale), told(done or [view], asker.locale)


async def cancel(bot: Bot, views: Sequence[View]) -> list[View]:
    """Cancel these; returns those that were not over yet. It works with no worker running."""
    ended = [view for view in views if await asyncio.to_thread(_end, view)]
    for part in await asyncio.to_thread(batches.whole, await asyncio.to_thread(_again, ended)):
        await _show(bot, part)
    return ended


async def is_status(message: MaybeInaccessibleMessage) -> bool:
    """Whether that is a conversion's own message, which says by itself what became of it."""
    return bool(await asyncio.to_thread(deliveries.of_message, message.chat.id, message.message_id))


def told(cancelled: Sequence[View], locale: str) -> Html:
    """What was cancelled, in words."""
    if not cancelled:
        return words.NOTHING_RUNNING(locale)
    if len(cancelled) > 1:
        return words.CANCELLED_SOME(locale, len(cancelled))
    return words.CANCELLED_ONE(locale, title=status.title(cancelled[0]))


def _again(views: Sequence[View]) -> list[View]:
    return deliveries.of_ids([view.id for view in views])


async def _show(bot: Bot, part: Sequence[View]) -> None:
    """What the message of a cancelled conversion says, or that of its batch."""
    first = part[0]
    if first.batch_id is not None:
        await announcing.edit_batch(bot, part)
    elif first.message_id is not None:
        await announcing.edit(bot, first, first.message_id)


def _name(part: Sequence[View]) -> str:
    """How one conversion, or a batch, is called on a button."""
    first = part[0]
    files = first.source_name if len(part) == 1 else words.FILES(first.locale, len(part))
    return f"{files} → {figures.label(first.target)}"


def _end(view: View) -> bool:
    """Change the row, then have the ending told as all endings are."""
    if moves.cancel(view.task_id) is None:
        return False
    bells.ring("bot.deliver", view.task_id)
    return True


def _meant(chat_id: int, message_id: int) -> list[View]:
    views = deliveries.of_message(chat_id, message_id) or deliveries.of_reply(chat_id, message_id)
    return [view for view in views if not view.is_finished]


def _find(delivery_id: str, chat_id: int) -> View | None:
    """The delivery, if it belongs to this chat: anybody can send any button's data."""
    view = deliveries.find(delivery_id)
    return view if view and view.chat_id == chat_id else None
