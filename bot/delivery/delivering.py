"""Tells people how their conversion ended, by turning its status message into the result or the error."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict

import structlog
from telegram import Message
from telegram.error import Forbidden, TelegramError

from bot.api import limits, verdicts
from bot.api.attachments import attachment_of
from bot.api.telegram import TelegramBot
from bot.api.verdicts import Outcome, Verdict
from bot.delivery import actions, closing, leases, reacting, results, ringing, sending
from bot.errors import ChatRefusesError, ResultOverLimitError, UndeliverableError
from bot.messages import shapes, status
from bot.records import claims, deliveries, repeats, topics
from bot.records.claims import MOST_LOSSES, PATIENCE, Claim
from bot.records.deliveries import View
from bot.settings import settings
from conversion.errors import ConversionError, LeaseLostError
from conversion.queue import moves

A_MOMENT = 2.0  # seconds that are waited for room in a chat without giving the work back
MOST_TURNS = 5  # an ending is tried in so many ways at once: another chat id, another message, as a document, as text

log = structlog.get_logger()


async def tell(bot: TelegramBot, task_id: str) -> None:
    """Show how that conversion ended, if nobody has; a bell that rings twice finds nothing to do."""
    claim = await asyncio.to_thread(claims.claim_telling, task_id)
    if claim is None:
        return
    with structlog.contextvars.bound_contextvars(task_id=task_id, delivery_id=claim.delivery_id):
        try:
            async with leases.kept(claim):
                await Telling(bot, claim).run()
        except LeaseLostError:
            log.info("telling_stopped")
    if await asyncio.to_thread(ringing.has_waiting):
        await asyncio.to_thread(ringing.ring_fetches)


async def show_text(bot: TelegramBot, view: View) -> None:
    """Put an ending that is a text into the status message; raises `TelegramError`, also where it was so already."""
    text, keyboard = await asyncio.to_thread(status.ending, view)
    await bot.edit_message_text(text, view.chat_id, view.message_id, reply_markup=keyboard)


class Telling:
    """One attempt at telling an ending. An edit may be repeated: done twice, it shows one result.

    What cannot be an edit is sent before the status message says so, each message with its intent stamped first. Only
    where the answer to such a message is lost, or the worker dies before it is noted, is it sent once more.
    """

    def __init__(self, bot: TelegramBot, claim: Claim) -> None:
        self._bot, self._claim = bot, claim
        self._as_document = False
        self._by_path = settings().telegram_api_local
        self._shown: list[Message] = []

    async def run(self) -> None:
        """Ends with the delivery shown, or postponed."""
        for _turn in range(MOST_TURNS):
            view = await asyncio.to_thread(deliveries.get, self._claim.delivery_id)
            if pause := await asyncio.to_thread(_pause, view.chat_id):
                return await self._postpone(pause)
            if not await self._try(view):
                return None
        return await self._postpone()

    async def _try(self, view: View) -> bool:
        """Whether another turn would help."""
        if view.is_quiet and view.status == "cancelled" and view.message_id is None:
            return await self._settle(view)
        try:
            if view.batch_id is not None:
                await closing.close_batch(self._bot, view)
            if view.batch_id is None or view.status == "done" or view.message_id is not None:
                if view.message_id is None:
                    return await self._send_status(view)
                await self._show(view)
        except TelegramError as error:
            return await self._recover(view, error, verdicts.judge(error))
        except ResultOverLimitError as error:
            return await self._tell_instead(error)
        except (ConversionError, OSError) as error:
            log.error("result_out_of_reach", error=type(error).__name__, reason=str(error))  # noqa: TRY400 (it repeats)
            await self._postpone()
            return False
        return await self._settle(view)

    async def _show(self, view: View) -> None:
        if view.status != "done":
            return await show_text(self._bot, view)
        if self._claim.losses >= MOST_LOSSES:
            raise ResultOverLimitError(str(view.output_size), "workers died of it")
        shape = shapes.DOCUMENT if self._as_document else shapes.of(view)
        with ExitStack() as stack:
            opened = sending.opened(view, shape, by_path=self._by_path)
            files, shape = await asyncio.to_thread(stack.enter_context, opened)
            async with actions.uploading(self._bot, view, shape):
                await self._put(view, files, shape)
        return None

    async def _put(self, view: View, files: Sequence[results.Sendable], shape: str) -> None:
        """Into the status message where that can be; else before it, and then it tells what has been sent."""
        if shape in shapes.EDITS:
            media = results.described(view, files[0], shape)
            keyboard = await asyncio.to_thread(status.result_keyboard, view)
            message = await self._bot.edit_message_media(media, view.chat_id, view.message_id, reply_markup=keyboard)
            self._shown = [message] if isinstance(message, Message) else []
            return
        self._shown = await sending.send(self._bot, self._claim, view, files, shape)
        await show_text(self._bot, view)

    async def _send_status(self, view: View) -> bool:
        """A message to be turned into the ending. Should it be sent twice, one of them stays a dead line."""
        if not await asyncio.to_thread(claims.stamp_intent, self._claim):
            return False
        text, _keyboard = status.render(view)
        message = await closing.send(self._bot, view, text, view.reply_to, silent=view.batch_id is not None)
        return await asyncio.to_thread(claims.stamp_message, self._claim, message.message_id)

    async def _recover(self, view: View, error: TelegramError, verdict: Verdict) -> bool:
        """Do what a refusal asks for; returns whether another turn would help."""
        log.info("telling_refused", outcome=verdict.outcome.name, reason=str(error), attempt=self._claim.attempt)
        if verdict.outcome is Outcome.UNCHANGED or _was_waved_off(view, verdict):
            return await self._settle(view)
        if await _has_moved(view, verdict):
            return True
        match verdict.outcome:
            case Outcome.MESSAGE_GONE if view.intent_at is None:
                return await asyncio.to_thread(claims.stamp_intent, self._claim)
            case Outcome.TOO_LARGE:
                return await self._tell_instead(ResultOverLimitError(str(view.output_size), "413"))
            case Outcome.REFUSED if view.status == "done":
                return await self._ask_less(view, error)
        return await self._stop(view, error, verdict)

    async def _convert_after_all(self, view: View) -> bool:
        """Telegram does not have the known result any more."""
        await asyncio.to_thread(repeats.disown, view.recall_key or "")
        if await asyncio.to_thread(claims.reopen, self._claim):
            log.info("known_result_gone")
            await asyncio.to_thread(ringing.ring_fetches)
        return False

    async def _ask_less(self, view: View, error: TelegramError) -> bool:
        """What the chat does not take as a film it may take as a document; else it gets to know why not."""
        if view.known is not None and verdicts.is_wrong_file(error):
            return await self._convert_after_all(view)
        if self._by_path:
            self._by_path = False  # the server does not see this machine's files
            return True
        if self._as_document:
            return await self._tell_instead(ChatRefusesError(str(error)))
        self._as_document = True
        return True

    async def _tell_instead(self, error: ConversionError) -> bool:
        """The result cannot be shown: the next turn shows why."""
        error_id = await asyncio.to_thread(claims.record_trouble, self._claim, error)
        log.info("result_not_told", error=type(error).__name__, error_id=error_id, detail=error.args)
        return error_id is not None

    async def _stop(self, view: View, error: TelegramError, verdict: Verdict) -> bool:
        """Wait where waiting may help, else give up."""
        age = view.now - (view.finished_at or view.now)
        if verdict.outcome in verdicts.PASSING and age < PATIENCE:
            if verdict.outcome is Outcome.LATER:
                await asyncio.to_thread(limits.budget().pause, view.chat_id, verdict.wait)
            await self._postpone(verdict.wait or None)
        else:
            await self._give_up(view, error)
        return False

    async def _postpone(self, seconds: float | None = None) -> None:
        await asyncio.to_thread(claims.postpone, self._claim, seconds)

    async def _settle(self, view: View) -> bool:
        if await asyncio.to_thread(claims.settle_telling, self._claim):
            log.info("ending_told", ending=view.status, target=view.target, known=view.known is not None)
            await self._remember(view)
            if view.is_quiet:
                await reacting.react(self._bot, view)
            await (closing.notify(self._bot, view) if view.batch_id is None else closing.go_on(self._bot, view))
        return False

    async def _remember(self, view: View) -> None:
        """What has been sent whole in this attempt answers the next one who asks for the same."""
        files = [found for message in self._shown if (found := attachment_of(message))]
        if view.recall_key and view.known is None and files and not view.sent and not self._as_document:
            sent = [(file.kind, file.file_id) for file in files]
            await asyncio.to_thread(repeats.keep, view.recall_key, view.user_id, sent, asdict(view))

    async def _give_up(self, view: View, error: TelegramError) -> None:
        """Nobody is there to be told; what else was asked for in that chat is not worth the work."""
        await asyncio.to_thread(claims.record_trouble, self._claim, UndeliverableError(str(error)))
        await asyncio.to_thread(claims.settle_telling, self._claim)
        log.warning("ending_not_told", reason=str(error))
        if isinstance(error, Forbidden):
            for other in await asyncio.to_thread(deliveries.unfinished, view.chat_id, None):
                await asyncio.to_thread(moves.cancel, other.task_id)


async def _has_moved(view: View, verdict: Verdict) -> bool:
    """Whether the chat has another id or the topic is gone; then the delivery has followed."""
    if verdict.outcome is Outcome.MIGRATED:
        await asyncio.to_thread(deliveries.migrate_chat, view.chat_id, verdict.new_chat_id)
        return True
    if verdict.outcome is Outcome.TOPIC_GONE and view.thread_id is not None:
        await asyncio.to_thread(topics.leave, view.chat_id, view.thread_id)
        return True
    return False


def _pause(chat_id: int) -> float:
    """Seconds in which the chat wants peace, or is so full that it is no use to hold a worker for it."""
    crowding = limits.budget().crowding(chat_id)
    return limits.budget().peace(chat_id) or (crowding if crowding > A_MOMENT else 0.0)


def _was_waved_off(view: View, verdict: Verdict) -> bool:
    """Cancelled, and the message deleted: there is nothing left to say."""
    return view.status == "cancelled" and verdict.outcome is Outcome.MESSAGE_GONE
