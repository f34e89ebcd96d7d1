"""Overviews: the answer to /status, kept up to date as long as something runs; a person has one in a chat."""

import asyncio
from dataclasses import dataclass

import structlog
from sqlalchemy import BigInteger, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from telegram.error import TelegramError

from bot.api import limits, verdicts
from bot.api.telegram import TelegramBot
from bot.api.verdicts import Outcome
from bot.delivery import announcing
from bot.language.translation import Html
from bot.messages import lists
from bot.people.askers import Asker
from bot.records import deliveries
from bot.settings import settings
from bot.updates.patience import surely
from conversion.database import Base, reading, writing

PERIOD = 3.0  # seconds: the messages of the conversions themselves come first
MOST_FOLLOWED = 100
GONE = (Outcome.MESSAGE_GONE, Outcome.FORBIDDEN, Outcome.REFUSED, Outcome.MIGRATED)

log = structlog.get_logger()


class Overview(Base):
    """Which message shows one person's conversions in one chat."""

    __tablename__ = "overviews"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger)
    locale: Mapped[str] = mapped_column(String(10))


@dataclass(frozen=True, slots=True)
class Shown:
    """What an overview ought to say; ``is_over``: nothing runs any more."""

    text: Html
    is_over: bool


def replace(asker: Asker, message_id: int, *, is_over: bool) -> int | None:
    """That message is the person's overview here now, unless it has nothing to follow; the one before it, if any."""
    key = (asker.bot_id, asker.chat_id, asker.user_id)
    with writing() as session:
        before = session.get(Overview, key)
        previous = before.message_id if before else None
        if is_over and before is not None:
            session.delete(before)
        elif not is_over:
            named = dict(zip(("bot_id", "chat_id", "user_id"), key, strict=True))
            session.merge(Overview(**named, message_id=message_id, locale=asker.locale))
    return previous


def render(chat_id: int, user_id: int, locale: str) -> Shown:
    """The person's conversions as they are now."""
    views = deliveries.unfinished(chat_id, user_id)
    return Shown(lists.conversions(views, announcing.places_of(views), locale), is_over=not views)


async def follow(bot: TelegramBot) -> None:
    """Keep all of them up to date until cancelled."""
    said: dict[int, str] = {}
    while True:
        rows = await surely(_all)
        said = {key: text for key, text in said.items() if key in {row.message_id for row in rows}}
        for row in rows:
            await _update(bot, row, said)
        await asyncio.sleep(PERIOD)


async def _update(bot: TelegramBot, row: Overview, said: dict[int, str]) -> None:
    shown = await surely(render, row.chat_id, row.user_id, row.locale)
    if said.get(row.message_id) != shown.text:
        if not await asyncio.to_thread(limits.budget().take, row.chat_id):
            return
        try:
            await bot.edit_message_text(shown.text, row.chat_id, row.message_id, rate_limit_args=True)
        except TelegramError as error:
            if not await _heed(row, error):
                return
        said[row.message_id] = shown.text
    if shown.is_over:
        await surely(_forget, row)


async def _heed(row: Overview, error: TelegramError) -> bool:
    """Whether the message says what it ought to; one that is gone is followed no more."""
    verdict = verdicts.judge(error)
    if verdict.outcome is Outcome.LATER:
        await asyncio.to_thread(limits.budget().pause, row.chat_id, verdict.wait)
    elif verdict.outcome in GONE:
        await surely(_forget, row)
    elif verdict.outcome is not Outcome.UNCHANGED:
        log.info("overview_refused", outcome=verdict.outcome.name, reason=str(error))
    return verdict.outcome is Outcome.UNCHANGED


def _all() -> list[Overview]:
    mine = select(Overview).where(Overview.bot_id == settings().bot_id).order_by(Overview.message_id.desc())
    with reading() as session:
        return list(session.scalars(mine.limit(MOST_FOLLOWED)))


def _forget(row: Overview) -> None:
    """Unless another message has taken its place."""
    this = (Overview.bot_id == row.bot_id, Overview.chat_id == row.chat_id, Overview.user_id == row.user_id)
    with writing() as session:
        session.execute(delete(Overview).where(*this, Overview.message_id == row.message_id))
