"""/settings: the chat's language, quality and manner."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.access import permissions, quotas
from bot.language import setting_words
from bot.messages import callbacks, lists
from bot.people import askers, chats, replies


async def show(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show the chat's choices, with buttons to change them."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if refused := await permissions.why_not_rule(asker, context):
        await replies.answer(update.message, asker, refused(asker.locale))
        return
    chosen = await asyncio.to_thread(chats.settings_of, asker.bot_id, asker.chat_id)
    standing = await asyncio.to_thread(quotas.standing, asker.chat_id)
    await replies.answer(update.message, asker, *lists.settings(chosen, standing, asker.locale))


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Change one of them, and show how they stand, in the language chosen."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker = await askers.of(update)
    if refused := await permissions.why_not_rule(asker, context):
        await replies.toast(query, refused(asker.locale))
        return
    name, value = context.match["name"], context.match["value"]
    chosen = await asyncio.to_thread(chats.choose, asker.bot_id, asker.chat_id, name, value or None)
    asker = await askers.of(update)
    await replies.toast(query, setting_words.IS_SET(asker.locale))
    standing = await asyncio.to_thread(quotas.standing, asker.chat_id)
    await replies.change(query, *lists.settings(chosen, standing, asker.locale))


COMMAND = CommandHandler("settings", show, filters.UpdateType.MESSAGE)
LANGUAGE = CallbackQueryHandler(choose, callbacks.LANGUAGE)
QUALITY = CallbackQueryHandler(choose, callbacks.QUALITY)
MANNER = CallbackQueryHandler(choose, callbacks.MANNER)
