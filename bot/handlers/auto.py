"""/auto: rules of a chat or topic, and the files that they are for."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.access import permissions
from bot.api.attachments import FILES
from bot.choosing import automation, receiving
from bot.language import rule_words
from bot.language.translation import Html
from bot.messages import callbacks, rule_lists
from bot.people import askers, replies, rules
from bot.people.askers import Asker

OFF = "off"


async def command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show the rules, make one, or forget them all."""
    assert update.message is not None  # the filter lets nothing else through
    asker, args = await askers.of(update), context.args or []
    if not args:
        holding = await asyncio.to_thread(automation.holding, asker)
        await replies.answer(update.message, asker, *rule_lists.render(holding, asker, context.bot.username))
        return
    refused = await permissions.why_not_rule(asker, context)
    text = Html(refused(asker.locale)) if refused else await _change(asker, args, context)
    await replies.answer(update.message, asker, text)


async def _change(asker: Asker, args: list[str], context: ContextTypes.DEFAULT_TYPE) -> Html:
    if [word.lower() for word in args] == [OFF]:
        count = await asyncio.to_thread(rules.clear, asker.bot_id, asker.chat_id, asker.thread_id)
        return rule_words.RULES_CLEARED(asker.locale, count) if count else rule_words.NO_RULES(asker.locale)
    how = rule_words.HOW(asker.locale, auto=rule_lists.command(asker, context.bot.username))
    wanted = automation.read(asker.locale, " ".join(args)) or how
    if isinstance(wanted, Html):
        return wanted
    if not await asyncio.to_thread(rules.put, asker, wanted):
        return rule_words.TOO_MANY_RULES(asker.locale, count=rules.MOST_RULES)
    said = rule_lists.told(wanted, asker)
    seen = await automation.sees_files(asker, context)
    return said if seen else Html(f"{said}\n\n{rule_words.UNSEEN(asker.locale)}")


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Forget the rule of that button, and show those that are left."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    asker = await askers.of(update)
    if refused := await permissions.why_not_rule(asker, context):
        await replies.toast(query, refused(asker.locale))
        return
    removed = await asyncio.to_thread(rules.remove, asker.bot_id, asker.chat_id, int(context.match["rule"]))
    notice = rule_words.RULE_REMOVED if removed else rule_words.RULE_GONE
    holding = await asyncio.to_thread(automation.holding, asker)
    await replies.toast(query, notice(asker.locale))
    await replies.change(query, *rule_lists.render(holding, asker, context.bot.username))


async def follow(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert a file that somebody sends to a group, if there is a rule for it or its album was asked for."""
    assert update.message is not None  # the filter lets nothing else through
    await receiving.receive_in_group(update.message, await askers.of(update), context)


COMMAND = CommandHandler("auto", command, filters.UpdateType.MESSAGE)
BUTTON = CallbackQueryHandler(press, callbacks.RULE)
FILE = MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & FILES, follow)
