"""Sends broadcasts: one recipient after another, slowly enough for everything else, and never twice to one."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.api import verdicts
from bot.api.verdicts import Outcome, Verdict
from bot.operators import broadcasts, dashboards
from bot.operators.broadcasts import Broadcast
from bot.updates.patience import surely

PERIOD = 2.0  # seconds between two looks for something to send
PAUSE = 0.1  # seconds between two recipients: a third of what Telegram bears, the rest is for results
PROGRESS_PAUSE = 3.0  # seconds between two edits of the operator's message

CERTAINLY_NOT = (Outcome.LATER, Outcome.NOT_SENT, Outcome.TOKEN_REFUSED)

log = structlog.get_logger()


class Broadcaster:
    """Goes on where the process before it stopped."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._told_at = 0.0

    async def run(self) -> None:
        """Send until cancelled."""
        await surely(broadcasts.leave_lost)
        while True:
            broadcast = await surely(broadcasts.running)
            await asyncio.sleep(await self._send_next(broadcast) if broadcast else PERIOD)

    async def _send_next(self, broadcast: Broadcast) -> float:
        """To one more; returns how many seconds to rest."""
        chat_id = await surely(broadcasts.take, broadcast.id)
        if chat_id is None:
            if await surely(broadcasts.finish, broadcast.id):
                log.info("broadcast_done", broadcast_id=broadcast.id)
            await show(self._bot, broadcast.id)
            return 0.0
        verdict = await self._copy(broadcast, chat_id)
        await surely(broadcasts.settle, broadcast.id, chat_id, _status(verdict))
        await self._tell(broadcast)
        return PAUSE if verdict is None or verdict.outcome not in CERTAINLY_NOT else max(verdict.wait, PERIOD)

    async def _copy(self, broadcast: Broadcast, chat_id: int) -> Verdict | None:
        """What Telegram had against it, if anything."""
        try:
            await self._bot.copy_message(chat_id, broadcast.chat_id, broadcast.message_id)
        except TelegramError as error:
            verdict = verdicts.judge(error)
            log.info("broadcast_refused", broadcast_id=broadcast.id, outcome=verdict.outcome.name, reason=str(error))
            return verdict
        return None

    async def _tell(self, broadcast: Broadcast) -> None:
        """Say how far it is, now and then."""
        time = asyncio.get_running_loop().time()
        if time - self._told_at > PROGRESS_PAUSE:
            self._told_at = time
            await show(self._bot, broadcast.id)


def _status(verdict: Verdict | None) -> str:
    if verdict is None:
        return "sent"
    if verdict.outcome in CERTAINLY_NOT:
        return "pending"
    return "unknown" if verdict.outcome is Outcome.UNKNOWN else "failed"


async def show(bot: Bot, broadcast_id: int) -> None:
    """Let the operator's message say how the broadcast stands; progress is a courtesy."""
    broadcast = await surely(broadcasts.get, broadcast_id)
    if broadcast is None or broadcast.progress_id is None:
        return
    progress = await surely(broadcasts.progress, broadcast_id)
    text, keyboard = dashboards.broadcast(broadcast, progress)
    try:
        await bot.edit_message_text(text, broadcast.chat_id, broadcast.progress_id, reply_markup=keyboard)
    except TelegramError as error:
        log.info("broadcast_not_shown", error=type(error).__name__)
