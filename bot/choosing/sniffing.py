"""Looks into files that neither their name nor Telegram says anything about."""

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

import structlog
from telegram.error import BadRequest, Forbidden

from bot.api.attachments import Attachment
from bot.api.telegram import TelegramBot
from bot.records.offers import OfferedFile
from bot.settings import CLOUD_DOWNLOAD
from conversion import sniffing
from conversion.formats import Format

MOST = CLOUD_DOWNLOAD  # bytes that are worth fetching only to know what they are

log = structlog.get_logger()


async def identified(bot: object, file: OfferedFile) -> OfferedFile:
    """The file, with a media type that its bytes told where nothing else did."""
    attachment = file.attachment
    if attachment.format or not 0 < (attachment.size or 0) <= MOST:
        return file
    assert isinstance(bot, TelegramBot)  # the application has no other
    found = await _sniff(bot, attachment)
    log.info("file_sniffed", found=found and found.name)
    return replace(file, attachment=replace(attachment, media_type=found.media_types[0])) if found else file


async def _sniff(bot: TelegramBot, attachment: Attachment) -> Format | None:
    try:
        at_telegram = await bot.get_file(attachment.file_id)
    except (BadRequest, Forbidden):
        return None
    with tempfile.TemporaryDirectory(prefix="mutabor-sniff-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            await bot.download(at_telegram.file_path or "", file)
        return await asyncio.to_thread(sniffing.sniff, path)
