"""Tells people how their conversion ended, by turning its status message into the result or the error."""

import asyncio
from contextlib import ExitStack

import structlog
from telegram import Message, ReplyParameters
from telegram.error import Forbidden, TelegramError

from bot import claims, deliveries, leases, limits, results, status, verdicts, words
from bot.claims import MOST_LOSSES, Claim
from bot.deliveries import View
from bot.errors import ChatRefusesError, ResultOverLimitError, UndeliverableError
from bot.telegram import TelegramBot
from bot.verdicts import Outcome, Verdict
from conversion import moves
from conversion.errors import ConversionError, LeaseLostError

PATIENCE = 24 * 3600.0  # seconds; Telegram may be away for a day
LONG = 60.0  # seconds after which people have left the chat, and an edit alone would not call them back
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


async def show_text(bot: TelegramBot, view: View) -> None:
    """Put an ending that is a text into the status message; raises `TelegramError`, also where it was so already."""
    text, keyboard = status.render(view)
    await bot.edit_message_text(text, view.chat_id, view.message_id, reply_markup=keyboard)


class Telling:
    """One attempt at telling an ending. Whatever it does may be repeated: an edit, done twice, shows one result."""

    def __init__(self, bot: TelegramBot, claim: Claim) -> None:
        self._bot, self._claim = bot, claim
        self._as_document = False

    async def run(self) -> None:
        """Ends with the delivery shown, or postponed."""
        for _turn in range(MOST_TURNS):
            view = await asyncio.to_thread(deliveries.get, self._claim.delivery_id)
            if peace := await asyncio.to_thread(limits.budget().peace, view.chat_id):
                return await self._postpone(peace)
            if not await self._try(view):
                return None
        return await self._postpone()

    async def _try(self, view: View) -> bool:
        """Whether another turn would help."""
        try:
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
        with ExitStack() as stack:
            file = await asyncio.to_thread(stack.enter_context, results.opened(view))
            media = results.described(view, file, as_document=self._as_document)
            await self._bot.edit_message_media(media, view.chat_id, view.message_id)
        return None

    async def _send_status(self, view: View) -> bool:
        """A message to be turned into the ending. Should it be sent twice, one of them stays a dead line."""
        if not await asyncio.to_thread(claims.stamp_intent, self._claim):
            return False
        text, _keyboard = status.render(view)
        message = await _send(self._bot, view, text, view.reply_to)
        return await asyncio.to_thread(claims.stamp_message, self._claim, message.message_id)

    async def _recover(self, view: View, error: TelegramError, verdict: Verdict) -> bool:
        """Do what a refusal asks for; returns whether another turn would help."""
        log.info("telling_refused", outcome=verdict.outcome.name, reason=str(error), attempt=self._claim.attempt)
        if verdict.outcome is Outcome.UNCHANGED or _was_waved_off(view, verdict):
            return await self._settle(view)
        match verdict.outcome:
            case Outcome.MIGRATED:
                await asyncio.to_thread(deliveries.migrate_chat, view.chat_id, verdict.new_chat_id)
                return True
            case Outcome.MESSAGE_GONE if view.intent_at is None:
                return await asyncio.to_thread(claims.stamp_intent, self._claim)
            case Outcome.TOO_LARGE:
                return await self._tell_instead(ResultOverLimitError(str(view.output_size), "413"))
            case Outcome.REFUSED if view.status == "done":
                return await self._ask_less(error)
        return await self._stop(view, error, verdict)

    async def _ask_less(self, error: TelegramError) -> bool:
        """What the chat does not take as a film it may take as a document; else it gets to know why not."""
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
            log.info("ending_told", ending=view.status, target=view.target)
            await _notify(self._bot, view)
        return False

    async def _give_up(self, view: View, error: TelegramError) -> None:
        """Nobody is there to be told; what else was asked for in that chat is not worth the work."""
        await asyncio.to_thread(claims.record_trouble, self._claim, UndeliverableError(str(error)))
        await asyncio.to_thread(claims.settle_telling, self._claim)
        log.warning("ending_not_told", reason=str(error))
        if isinstance(error, Forbidden):
            for other in await asyncio.to_thread(deliveries.unfinished, view.chat_id, None):
                await asyncio.to_thread(moves.cancel, other.task_id)


def _was_waved_off(view: View, verdict: Verdict) -> bool:
    """Cancelled, and the message deleted: there is nothing left to say."""
    return view.status == "cancelled" and verdict.outcome is Outcome.MESSAGE_GONE


async def _notify(bot: TelegramBot, view: View) -> None:
    """An edit rings no bell: after a long time a short reply does. It may be missing, but never comes twice."""
    if view.status == "cancelled" or view.now - view.created_at < LONG:
        return
    if not await asyncio.to_thread(claims.stamp_notice, view.id):
        return
    ready = words.READY(view.locale, name=view.output_name or view.source_name)
    text = ready if view.status == "done" else f"{status.mark(view)} {status.title(view)}"
    try:
        await _send(bot, view, text, view.message_id)
    except TelegramError as error:
        log.info("notice_refused", reason=str(error))


async def _send(bot: TelegramBot, view: View, text: str, quoted: int | None) -> Message:
    """A message in the conversion's chat and topic, as an answer to that one if it is still there."""
    reply = ReplyParameters(quoted, allow_sending_without_reply=True) if quoted else None
    return await bot.send_message(view.chat_id, text, message_thread_id=view.thread_id, reply_parameters=reply)
