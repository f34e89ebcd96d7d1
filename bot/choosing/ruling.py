"""Follows rules: a file that one is for is converted without being asked about."""

import asyncio

from telegram import Message
from telegram.ext import ContextTypes

from bot.choosing import refusals, shortcuts, sniffing
from bot.choosing.choices import Choice
from bot.people import replies, rules
from bot.people.askers import Asker
from conversion import formats


async def follow(message: Message, asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Convert the message's own file where a rule wants it, or say why it can't be done; False: there is no rule."""
    file = shortcuts.file_of(message)
    assert file is not None  # the message has a file
    source = file.attachment.format
    rule = await asyncio.to_thread(rules.matching, asker, source) if source else None
    target = formats.from_name(rule.target) if rule else None
    if rule is None or target is None:
        return False
    file = await sniffing.identified(context.bot, file)
    refused = refusals.of_file(asker.locale, file.attachment)
    refused = refused or await shortcuts.convert(file, asker, Choice(target, wishes=rule.options), context)
    if refused:
        await replies.answer(message, asker, refused, quote=True)
    return True
