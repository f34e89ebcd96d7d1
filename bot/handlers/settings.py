"""/settings: the chat's language and quality."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot import askers, callbacks, chats, lists, permissions, replies, words


async def show(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show the chat's choices, with buttons to change them."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if not await permissions.is_administrator(asker, context):
        await replies.answer(update.message, asker, words.ADMINISTRATORS_ONLY(asker.locale))
        return
    chosen = await asyncio.to_thread(chats.settings_of, asker.bot_id, asker.chat_id)
    await replies.answer(update.message, asker, *lists.settings(chosen, asker.locale))


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Change one of them, and show how they stand, in the language chosen."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker = await askers.of(update)
    if not await permissions.is_administrator(asker, context):
        await replies.toast(query, words.ADMINISTRATORS_ONLY(asker.locale))
        return
    name, value = context.match["name"], context.match["value"]
    chosen = await asyncio.to_thread(chats.choose, asker.bot_id, asker.chat_id, name, value or None)
    asker = await askers.of(update)
    await replies.toast(query, words.IS_SET(asker.locale))
    await replies.change(query, *lists.settings(chosen, asker.locale))


COMMAND = CommandHandler("settings", show, filters.UpdateType.MESSAGE)
LANGUAGE = CallbackQueryHandler(choose, callbacks.LANGUAGE)
QUALITY = CallbackQueryHandler(choose, callbacks.QUALITY)
