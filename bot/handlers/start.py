"""/start and /help: who the bot is, and how to use it."""

import asyncio

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, filters

from bot import pictures
from bot.access import permissions
from bot.language import words
from bot.language.translation import Html
from bot.messages import presenting
from bot.people import askers, links, replies
from bot.people.links import Link


async def welcome(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say hello; a link that names formats says what the next file is to become."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    link = links.read(context.args[0]) if context.args else None
    if not asker.is_private:
        await replies.answer(update.message, asker, words.WELCOME_GROUP(asker.locale, bot=context.bot.username))
    elif link:
        await asyncio.to_thread(links.keep, asker, link.target)
        await replies.answer(update.message, asker, _invitation(asker.locale, link))
    else:
        await pictures.answer(update.message, asker, "welcome", words.WELCOME(asker.locale))
    if asker.is_private and permissions.is_operator(asker.user_id):
        await presenting.present_to_operator(context.bot, asker.user_id)


def _invitation(locale: str, link: Link) -> Html:
    if link.source is None:
        return words.SEND_ANY(locale, target=link.target.label)
    return words.SEND_ONE(locale, source=link.source.label, target=link.target.label)


async def explain(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say everything."""
    assert update.message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    await replies.answer(update.message, asker, words.HELP(asker.locale, bot=context.bot.username))


START = CommandHandler("start", welcome, filters.UpdateType.MESSAGE)
HELP = CommandHandler("help", explain, filters.UpdateType.MESSAGE)
