"""Cancels conversions: which are meant, who may, and what is said about it."""

import asyncio
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.ext import ContextTypes

from bot import announcing, callbacks, deliveries, figures, keyboards, permissions, status, words
from bot.askers import Asker
from bot.deliveries import View
from bot.translation import Html
from conversion import bells, moves

MOST_CHOICES = 20


async def one_or_choose(asker: Asker, bot: Bot) -> tuple[Html, InlineKeyboardMarkup | None]:
    """Cancel the asker's only conversion here, or offer a choice; the answer and its buttons."""
    views = await asyncio.to_thread(deliveries.unfinished, asker.chat_id, asker.user_id)
    if len(views) <= 1:
        return told(await cancel(bot, views), asker.locale), None
    names = {view.id: f"{view.source_name} → {figures.label(view.target)}" for view in views[:MOST_CHOICES]}
    return words.WHICH_TO_CANCEL(asker.locale), keyboards.cancel_one_of(names, asker.locale)


async def everything(asker: Asker, bot: Bot) -> Html:
    """Cancel all of the asker's conversions in this chat."""
    views = await asyncio.to_thread(deliveries.unfinished, asker.chat_id, asker.user_id)
    return told(await cancel(bot, views), asker.locale)


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
    if not await permissions.may_touch(asker, view.user_id, context):
        return words.NOT_YOURS(asker.locale), None
    done = await cancel(context.bot, [view])
    return (words.IS_CANCELLED if done else words.IS_OVER)(asker.locale), told([view], asker.locale)


async def cancel(bot: Bot, views: Sequence[View]) -> list[View]:
    """Cancel these; returns those that were not over yet. It works with no worker running."""
    return [view for view in views if await _cancel_one(bot, view)]


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


async def _cancel_one(bot: Bot, view: View) -> bool:
    if not await asyncio.to_thread(_end, view):
        return False
    after = await asyncio.to_thread(deliveries.get, view.id)
    if after.message_id is not None:
        await announcing.edit(bot, after, after.message_id)
    return True


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
    try:
        view = deliveries.get(delivery_id)
    except KeyError:
        return None
    return view if view.chat_id == chat_id else None
