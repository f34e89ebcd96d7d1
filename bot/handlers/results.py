"""The buttons under a result: another format, the same again, another shape, forget, smaller, in parts."""

import asyncio
from typing import NamedTuple

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot.access import permissions
from bot.choosing import choices, menus
from bot.choosing.choices import Choice
from bot.delivery import announcing
from bot.language import result_words, sort_words, words
from bot.messages import callbacks, result_buttons, status
from bot.people import askers, replies
from bot.people.askers import Asker
from bot.records import claims, deliveries, forgetting, presets
from bot.records.deliveries import View
from bot.records.offers import OfferedFile
from bot.settings import MEGABYTE, settings
from conversion import media
from conversion.errors import ConversionError, SourceError
from conversion.options.catalogue import MAX
from conversion.queue import bells, requests

MILLION = 10**6  # bytes: people write sizes in them, Telegram's limits are in 1024² of them


class Pressed(NamedTuple):
    """A button under a result: who pressed it, and which result that is."""

    query: CallbackQuery
    asker: Asker
    view: View


async def another(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Offer once more what the source can become."""
    if (pressed := await _pressed(update, context)) is None:
        return
    query, asker, view = pressed
    file = deliveries.attachment(view)
    await replies.toast(query, "" if file else result_words.RESULT_GONE(asker.locale))
    if file:
        await menus.send(context.bot, asker, OfferedFile(view.reply_to or view.message_id or 0, file))


async def same(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Have the next files become the same, or end that."""
    if (pressed := await _pressed(update, context)) is None or context.match is None:
        return
    query, asker, view = pressed
    if context.match["wanted"] == "on":
        await asyncio.to_thread(presets.keep, view, asker.user_id)
        notice = result_words.SAME_FROM_NOW(asker.locale, target=sort_words.called(asker.locale, view.target))
    else:
        await asyncio.to_thread(presets.stop, asker.bot_id, asker.chat_id, asker.user_id)
        notice = result_words.SAME_NO_MORE(asker.locale)
    await replies.toast(query, notice)
    await replies.rekey(query, await asyncio.to_thread(status.result_keyboard, view))


async def forget(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Delete what is stored of this conversion; the result in the chat is the person's own."""
    if (pressed := await _pressed(update, context)) is None:
        return
    await asyncio.to_thread(forgetting.conversion, pressed.view)
    await replies.toast(pressed.query, result_words.FORGOTTEN(pressed.asker.locale))
    await replies.rekey(pressed.query, None)


async def show_shapes(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """As what else it can appear, in place of the buttons."""
    if pressed := await _pressed(update, context):
        await replies.toast(pressed.query)
        await replies.rekey(pressed.query, result_buttons.shapes_of(pressed.view))


async def show_buttons(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Back to them."""
    if pressed := await _pressed(update, context):
        await replies.toast(pressed.query)
        await replies.rekey(pressed.query, await asyncio.to_thread(status.result_keyboard, pressed.view))


async def appear(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The result in another shape: what is stored of it is shown again, else it is converted once more."""
    if (pressed := await _pressed(update, context)) is None or context.match is None:
        return
    shape = context.match["shape"]
    if await asyncio.to_thread(_show_again, pressed.view, shape):
        await replies.toast(pressed.query, result_words.ON_ITS_WAY(pressed.asker.locale))
        await asyncio.to_thread(bells.ring, "bot.deliver", pressed.view.task_id)
    else:
        target = requests.target_named(pressed.view.target)
        await _convert(pressed, Choice(target, wishes=pressed.view.options, shape=shape), context)


async def convert(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The source as a voice message, a round video, a sticker, …."""
    if (pressed := await _pressed(update, context)) is None or context.match is None:
        return
    try:
        choice = Choice(requests.target_named(context.match["target"]), wishes=pressed.view.options)
    except SourceError:  # no button of ours says that
        await replies.toast(pressed.query, words.NOTHING_HAPPENS(pressed.asker.locale))
        return
    await replies.rekey(pressed.query, await asyncio.to_thread(status.result_keyboard, pressed.view))
    await _convert(pressed, choice, context)


async def fit(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert again, small enough to be sent; the message that says it was too large tells how far it is."""
    if (pressed := await _pressed(update, context)) is None:
        return
    limit = min(settings().upload_limit // MEGABYTE * MILLION, MAX.high)
    options = {**pressed.view.options, MAX.name: limit}
    choice = Choice(requests.target_named(pressed.view.target), options)
    await _convert(pressed, choice, context, in_place=True)


async def _convert(
    pressed: Pressed, choice: Choice, context: ContextTypes.DEFAULT_TYPE, *, in_place: bool = False
) -> None:
    query, asker, view = pressed
    is_mine = in_place and await asyncio.to_thread(claims.give_up_message, view.id)
    try:
        views = await asyncio.to_thread(choices.again, asker, view, choice, view.message_id if is_mine else None)
    except SourceError:
        views = []
    await replies.toast(query, "" if views else result_words.RESULT_GONE(asker.locale))
    await announcing.begin(context.bot, views)


def _show_again(view: View, shape: str) -> bool:
    """Only what is stored can be shown again."""
    try:
        return bool(view.output_key and media.exists(view.output_key) and claims.show_again(view.id, shape))
    except ConversionError:
        return False


async def _pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> Pressed | None:
    """Who pressed, under which result; None: they have been told why nothing happens."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker = await askers.of(update)
    view = await asyncio.to_thread(deliveries.find, context.match["delivery"])
    if view is None or view.chat_id != asker.chat_id or view.telling != "shown":
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
    elif refused := await permissions.why_not_touch(asker, view.user_id, context):
        await replies.toast(query, refused(asker.locale))
    else:
        return Pressed(query, asker, view)
    return None


HANDLERS = (
    CallbackQueryHandler(another, callbacks.ANOTHER),
    CallbackQueryHandler(same, callbacks.SAME),
    CallbackQueryHandler(forget, callbacks.FORGET),
    CallbackQueryHandler(show_shapes, callbacks.SHAPES),
    CallbackQueryHandler(show_buttons, callbacks.RESULT),
    CallbackQueryHandler(appear, callbacks.SHAPE),
    CallbackQueryHandler(convert, callbacks.INTO),
    CallbackQueryHandler(fit, callbacks.FIT),
)
