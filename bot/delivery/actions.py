"""Chat actions: what Telegram shows on top of a chat while a file is on its way there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.api.telegram import TelegramBot
from bot.records.deliveries import View

PERIOD = 4.5  # seconds; Telegram shows one for five
LARGE = 1 << 20  # bytes; what is smaller is mostly there before anybody looks
QUICK = 0.5  # seconds after which a small file is no quick one
ACTIONS = {
    "video": ChatAction.UPLOAD_VIDEO,
    "video_note": ChatAction.UPLOAD_VIDEO_NOTE,
    "audio": ChatAction.UPLOAD_VOICE,
    "voice": ChatAction.UPLOAD_VOICE,
    "photo": ChatAction.UPLOAD_PHOTO,
}

log = structlog.get_logger()


@asynccontextmanager
async def uploading(bot: TelegramBot, view: View, shape: str) -> AsyncIterator[None]:
    """Show that a result is being uploaded, as long as the block runs. A courtesy: whatever is refused is left so."""
    action = ACTIONS.get(shape, ChatAction.UPLOAD_DOCUMENT)
    showing = asyncio.create_task(_show(bot, view, action))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait((showing,))


async def _show(bot: TelegramBot, view: View, action: str) -> None:
    if (view.output_size or 0) < LARGE:
        await asyncio.sleep(QUICK)
    try:
        while True:
            await bot.send_chat_action(view.chat_id, action, message_thread_id=view.thread_id)
            await asyncio.sleep(PERIOD)
    except TelegramError as error:
        log.info("action_not_shown", error=type(error).__name__)
