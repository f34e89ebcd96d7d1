"""The bot is taken into a chat, or put out of it."""

import asyncio

import structlog
from telegram import Chat, ChatMember, ChatMemberUpdated, Update
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import ChatMemberHandler, ContextTypes

from bot.handlers.migration import GREW
from bot.language import rule_words
from bot.people import askers, replies
from bot.records import deliveries, migration
from conversion.queue import moves

INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED)

log = structlog.get_logger()


async def follow(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet a group that took the bot in; stop working for whoever blocked it or put it out."""
    change = update.my_chat_member
    assert change is not None  # the handler lets nothing else through
    before, after = (member.status in INSIDE for member in (change.old_chat_member, change.new_chat_member))
    if after and not before and change.chat.type in (Chat.GROUP, Chat.SUPERGROUP):
        if not (context.chat_data or {}).pop(GREW, False):
            await _greet(update, context)
    elif before and not after:
        await _leave(change, context)


async def _greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """In one line; a group where the bot may not write is left in peace."""
    asker = await askers.of(update)
    try:
        await replies.send(context.bot, asker, rule_words.GREETING(asker.locale, bot=context.bot.username), None)
    except TelegramError as error:
        log.info("group_not_greeted", error=type(error).__name__)


async def _leave(change: ChatMemberUpdated, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Cancel what runs there: nobody is left to be told. A group that grew into a supergroup is left, too."""
    try:
        await context.bot.send_chat_action(change.chat.id, "typing")
    except ChatMigrated as moved:
        await asyncio.to_thread(migration.move, change.chat.id, moved.new_chat_id)
    except TelegramError:
        views = await asyncio.to_thread(deliveries.unfinished, change.chat.id, None)
        for view in views:
            await asyncio.to_thread(moves.cancel, view.task_id)
        log.info("chat_left", chat_id=change.chat.id, cancelled=len(views))


HANDLER = ChatMemberHandler(follow, ChatMemberHandler.MY_CHAT_MEMBER)
