"""Pictures that the bot shows: uploaded once, then sent by the file_id that Telegram gave them."""

import asyncio
import hashlib
from functools import cache
from pathlib import Path

import structlog
from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from telegram import InlineKeyboardMarkup, Message
from telegram.error import BadRequest, InvalidToken

from bot.language.translation import Html
from bot.people import replies
from bot.people.askers import Asker
from conversion.database import Base, reading, writing

log = structlog.get_logger()


class Picture(Base):
    """What Telegram calls a picture of ours; ``digest`` is that of its bytes: a new drawing is uploaded anew."""

    __tablename__ = "pictures"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_id: Mapped[str] = mapped_column(Text)


async def answer(
    message: Message, asker: Asker, name: str, caption: Html, keyboard: InlineKeyboardMarkup | None = None
) -> Message:
    """Answer by the picture of that name in the person's language, with words under it; by the words alone at need."""
    content, digest = await asyncio.to_thread(_drawn, f"{name}-{asker.locale}.png")
    known = await asyncio.to_thread(_file_id, asker.bot_id, digest)
    if known:
        try:
            return await _send(message, asker, known, caption, keyboard)
        except BadRequest:  # Telegram knows it no more, or the database was another bot's
            pass
    try:
        sent = await _send(message, asker, content, caption, keyboard)
    except (BadRequest, InvalidToken) as error:  # the chat takes no photos, or the server knows no such method
        log.info("picture_refused", error=type(error).__name__)
        return await replies.answer(message, asker, caption, keyboard)
    await asyncio.to_thread(_remember, asker.bot_id, digest, sent.photo[-1].file_id)
    return sent


async def _send(
    message: Message, asker: Asker, photo: bytes | str, caption: Html, keyboard: InlineKeyboardMarkup | None
) -> Message:
    return await message.get_bot().send_photo(
        asker.chat_id,
        photo,
        caption,
        message_thread_id=asker.thread_id,
        reply_parameters=None if asker.is_private else replies.quoting(message.message_id),
        reply_markup=keyboard,
    )


@cache
def _drawn(file_name: str) -> tuple[bytes, str]:
    content = Path(__file__).with_name(file_name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()


def _file_id(bot_id: int, digest: str) -> str | None:
    with reading() as session:
        row = session.get(Picture, (bot_id, digest))
        return row.file_id if row else None


def _remember(bot_id: int, digest: str, file_id: str) -> None:
    with writing() as session:
        session.merge(Picture(bot_id=bot_id, digest=digest, file_id=file_id))
