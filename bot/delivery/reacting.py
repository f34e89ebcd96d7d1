"""Quiet answers: a reaction on the file's message says how its conversion stands, and only the result is a message."""

import structlog
from telegram import Bot
from telegram.constants import ReactionEmoji
from telegram.error import TelegramError

from bot.records.deliveries import View

UNDER_WAY, DONE, FAILED = ReactionEmoji.EYES, ReactionEmoji.OK_HAND_SIGN, ReactionEmoji.BROKEN_HEART
ENDINGS = {"done": DONE, "failed": FAILED}

log = structlog.get_logger()


async def react(bot: Bot, view: View) -> bool:
    """Put the reaction on the file's message, or take it away where somebody cancelled.

    False: there is no such message any more, or the chat allows no such reactions.
    """
    if view.reply_to is None:
        return False
    reaction = None if view.status == "cancelled" else ENDINGS.get(view.status, UNDER_WAY)
    try:
        return await bot.set_message_reaction(view.chat_id, view.reply_to, reaction)
    except TelegramError as error:
        log.info("reaction_refused", delivery_id=view.id, reason=str(error))
        return False
