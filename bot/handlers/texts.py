"""Words without a command, in a private chat: a format's name is an order, anything else gets a hint."""

import asyncio

from telegram import Message, Update
from telegram.ext import ContextTypes, MessageHandler, filters

from bot.choosing import shortcuts
from bot.language import result_words, words
from bot.people import askers, replies
from bot.people.askers import Asker
from bot.records import offers, presets
from bot.understanding import asking

SPEECH = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert what is meant, or say how to begin."""
    message = update.message
    assert message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if (message.text or "").strip(" .!").lower() in presets.STOP_WORDS and await asyncio.to_thread(
        presets.stop, asker.bot_id, asker.chat_id, asker.user_id
    ):
        await replies.answer(message, asker, result_words.SAME_NO_MORE(asker.locale))
        return
    ask = asking.parse(message.text or "")
    if (ask.target and ask.is_clear) or ((ask.is_clear or ask.is_guess) and await _has_a_file(message, asker)):
        await shortcuts.follow(message, asker, ask, context)
    else:
        await replies.answer(message, asker, words.HINT(asker.locale))


async def _has_a_file(message: Message, asker: Asker) -> bool:
    """Whether there is something that a misspelt format may be meant for."""
    return message.reply_to_message is not None or await asyncio.to_thread(offers.latest, asker) is not None


async def refuse_command(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say that there is no such command."""
    asker = await askers.of(update)
    assert update.message is not None  # the filter lets nothing else through
    await replies.answer(update.message, asker, words.UNKNOWN_COMMAND(asker.locale))


UNKNOWN_COMMAND = MessageHandler(SPEECH & filters.COMMAND, refuse_command)
HANDLER = MessageHandler(SPEECH, answer)
