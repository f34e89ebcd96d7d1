"""Keeps the status messages of running conversions up to date, as often as their chats bear it."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import structlog
from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.api import limits, verdicts
from bot.api.telegram import TelegramBot
from bot.api.verdicts import Outcome
from bot.delivery import announcing, closing, delivering
from bot.messages import shapes, status, summaries
from bot.records import batches, deliveries
from bot.records.deliveries import View
from bot.updates.patience import surely

PERIOD = 1.0  # seconds
MOST_FOLLOWED = 200  # conversions, the oldest first
FRESH = 5.0  # seconds in which a waiting conversion's message says what the handler has just written
HOPELESS = (Outcome.MESSAGE_GONE, Outcome.FORBIDDEN, Outcome.REFUSED)

log = structlog.get_logger()


@dataclass(slots=True)
class Line:
    """What a status message says, as far as this process knows; ``edited_at`` is in the loop's time."""

    text: str
    edited_at: float = 0.0
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What a status message ought to say."""

    view: View
    message_id: int | None
    text: str
    keyboard: InlineKeyboardMarkup | None

    @property
    def key(self) -> tuple[int, int | None]:
        """The message: that of one conversion, or of a batch."""
        return self.view.chat_id, self.message_id


class Follower:
    """Reads the active conversions once a second and edits what has changed. Progress is a courtesy: it may be lost."""

    def __init__(self, bot: TelegramBot) -> None:
        self._bot = bot
        self._lines: dict[tuple[int, int | None], Line] = {}
        self._busy_chats: set[int] = set()

    async def run(self) -> None:
        """Follow until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                for edit in self._due(await surely(_wanted)):
                    self._busy_chats.add(edit.view.chat_id)
                    group.create_task(self._carry_out(edit, self._lines[edit.key]))
                await asyncio.sleep(PERIOD)

    def _due(self, wanted: list[Edit]) -> Iterable[Edit]:
        """For each chat that is not being edited, the stale message that was edited longest ago."""
        known = {edit.key for edit in wanted}
        self._lines = {key: line for key, line in self._lines.items() if key in known}
        due: dict[int, Edit] = {}
        for edit in wanted:
            chat_id, line = edit.view.chat_id, self._line(edit)
            if chat_id in self._busy_chats or line.is_lost or line.text == edit.text:
                continue
            if chat_id not in due or line.edited_at < self._lines[due[chat_id].key].edited_at:
                due[chat_id] = edit
        return due.values()

    def _line(self, edit: Edit) -> Line:
        """A conversion seen for the first time, and long after it began, has a text that nobody remembers."""
        view = edit.view
        is_fresh = view.status in ("accepted", "ready") and view.now - view.created_at < FRESH
        return self._lines.setdefault(edit.key, Line(edit.text if is_fresh else ""))

    async def _carry_out(self, edit: Edit, line: Line) -> None:
        try:
            if await asyncio.to_thread(limits.budget().take, edit.view.chat_id):
                await self._show(edit, line)
        finally:
            self._busy_chats.discard(edit.view.chat_id)

    async def _show(self, edit: Edit, line: Line) -> None:
        view = edit.view
        line.text, line.edited_at = edit.text, asyncio.get_running_loop().time()
        try:
            await self._bot.edit_message_text(
                edit.text, view.chat_id, edit.message_id, reply_markup=edit.keyboard, rate_limit_args=True
            )
        except TelegramError as error:
            await self._heed(view, line, error)
        await self._repeat_ending(view)

    async def _heed(self, view: View, line: Line, error: TelegramError) -> None:
        verdict = verdicts.judge(error)
        line.is_lost = verdict.outcome in HOPELESS
        if verdict.outcome is Outcome.LATER:
            await asyncio.to_thread(limits.budget().pause, view.chat_id, verdict.wait)
        elif verdict.outcome is Outcome.MIGRATED:
            await surely(deliveries.migrate_chat, view.chat_id, verdict.new_chat_id)
        elif verdict.outcome is not Outcome.UNCHANGED:
            log.info("progress_refused", delivery_id=view.id, outcome=verdict.outcome.name, reason=str(error))

    async def _repeat_ending(self, view: View) -> None:
        """Progress that came late may have covered an ending: that is shown once more. Files are safe from it."""
        fresh = await surely(deliveries.of_task, view.task_id)
        if fresh is None or (fresh.message_id, fresh.batch_id) != (view.message_id, view.batch_id):
            return
        try:
            if view.batch_id is not None:
                await closing.repeat_summary(self._bot, fresh)
            elif _ends_as_text(fresh):
                await delivering.show_text(self._bot, fresh)
        except TelegramError as error:
            log.info("ending_not_repeated", delivery_id=view.id, reason=str(error))


def _ends_as_text(view: View) -> bool:
    if view.status == "done":
        return view.telling == "shown" and shapes.of(view) in shapes.SENT
    return view.status in ("failed", "cancelled")


def _wanted() -> list[Edit]:
    """What the messages of all active conversions ought to say."""
    parts = batches.whole(deliveries.active(MOST_FOLLOWED))
    places = announcing.places_of(view for part in parts for view in part)
    return [_edit(part, places) for part in parts]


def _edit(part: Sequence[View], places: Mapping[str, int]) -> Edit:
    first = part[0]
    if first.batch_id is not None:
        return Edit(first, first.batch_id, *summaries.render(part, places))
    return Edit(first, first.message_id, *status.render(first, places.get(first.id)))
