"""Last words: the summary of a batch, and a call to people who have left the chat."""

import asyncio

import structlog
from telegram import Message
from telegram.error import TelegramError

from bot.api import verdicts
from bot.api.telegram import TelegramBot
from bot.api.verdicts import Outcome
from bot.language import words
from bot.messages import status, summaries
from bot.people import replies
from bot.records import batches, claims
from bot.records.deliveries import View
from conversion.queue import bells

LONG = 60.0  # seconds after which people have left the chat, and an edit alone would not call them back
LONG_BATCH = 15.0  # as above, for several: they come in silence

log = structlog.get_logger()


async def repeat_summary(bot: TelegramBot, view: View) -> None:
    """Say once more how a batch ended, if it has; raises `TelegramError`, also where the message says so already."""
    members = await asyncio.to_thread(batches.together, view)
    if all(member.telling == "shown" for member in members):
        text, keyboard = summaries.render(members, {})
        await bot.edit_message_text(text, view.chat_id, view.batch_id, reply_markup=keyboard)


async def notify(bot: TelegramBot, view: View) -> None:
    """An edit rings no bell: after a long time a short reply does. It may be missing, but never comes twice."""
    if view.status == "cancelled" or view.is_quiet or view.now - view.created_at < LONG:
        return
    if not await asyncio.to_thread(claims.stamp_notice, view.id):
        return
    ready = words.READY(view.locale, name=view.output_name or view.source_name)
    text = ready if view.status == "done" else f"{status.mark(view)} {status.title(view)}"
    await _call_back(bot, view, text, view.message_id)


async def _call_back(bot: TelegramBot, view: View, text: str, quoted: int | None) -> None:
    try:
        await send(bot, view, text, quoted)
    except TelegramError as error:
        log.info("notice_refused", reason=str(error))


async def close_batch(bot: TelegramBot, view: View) -> None:
    """The last one to be told says how it ended for all; where that message is gone, failures are worth another."""
    members = await asyncio.to_thread(batches.together, view)
    if not batches.is_last(view, members):
        return
    text, keyboard = summaries.render(members, {})
    try:
        await bot.edit_message_text(text, view.chat_id, view.batch_id, reply_markup=keyboard)
    except TelegramError as error:
        outcome = verdicts.judge(error).outcome
        if outcome is Outcome.MESSAGE_GONE and any(member.status == "failed" for member in members):
            await send(bot, view, text, view.reply_to)
        elif outcome not in (Outcome.MESSAGE_GONE, Outcome.UNCHANGED):
            raise


async def go_on(bot: TelegramBot, view: View) -> None:
    """The next of the batch; after the last one, all of which came in silence, people are called once."""
    members = await asyncio.to_thread(batches.together, view)
    if (task_id := await asyncio.to_thread(batches.next_told, view)) is not None:
        await asyncio.to_thread(bells.ring, "bot.deliver", task_id)
    done = sum(member.status == "done" for member in members)
    if not done or not batches.is_last(view, members) or view.now - members[0].created_at < LONG_BATCH:
        return
    if await asyncio.to_thread(claims.stamp_notice, members[0].id):
        await _call_back(bot, view, words.BATCH_READY(view.locale, done), view.batch_id)


async def send(bot: TelegramBot, view: View, text: str, quoted: int | None, *, silent: bool = False) -> Message:
    """A message in the conversion's chat and topic, as an answer to that one if it is still there."""
    return await bot.send_message(
        view.chat_id,
        text,
        message_thread_id=view.thread_id,
        reply_parameters=replies.quoting(quoted),
        disable_notification=silent or None,
    )
