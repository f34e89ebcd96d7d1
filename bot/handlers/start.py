"""/start and /help: who the bot is, and how to use it."""

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot import askers, replies, words


async def welcome(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say hello."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    greeting = words.WELCOME if asker.is_private else words.WELCOME_GROUP
    await replies.answer(update.message, asker, greeting(asker.locale, bot=context.bot.username))


async def explain(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say everything."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    await replies.answer(update.message, asker, words.HELP(asker.locale, bot=context.bot.username))


START = CommandHandler("start", welcome, filters.UpdateType.MESSAGE)
HELP = CommandHandler("help", explain, filters.UpdateType.MESSAGE)
