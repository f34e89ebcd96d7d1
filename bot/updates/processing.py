"""Takes letters out of the inbox through the Application: in order within a chat, different chats at once."""

import asyncio
from collections import deque
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext

from bot.api import verdicts
from bot.people import apologies
from bot.updates import inbox
from bot.updates.inbox import Letter
from bot.updates.ledger import Ledger
from bot.updates.patience import surely

MOST_AT_ONCE = 128  # handlers; some wait for their turn to speak
MOST_OF_A_CHAT = 16  # letters of one chat that are taken out, so that a flood there holds up nobody else
MOST_TAKEN = 256
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between two attempts at one letter
PATIENCE = 3600.0  # seconds; an answer to something older helps nobody

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
log = structlog.get_logger()
_failures: ContextVar[list[Exception]] = ContextVar("failures")


async def note_failure(_update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """The Application's error handler: leaves what a handler raised to whoever has the letter in hand."""
    if context.error is not None:
        _failures.get([]).append(context.error)
        raise ApplicationHandlerStop  # the letter is read again from its beginning


class Processor:
    """Processes one bot's inbox; `wake` tells it that letters came, `stop` that it is enough."""

    def __init__(self, application: AnyApplication) -> None:
        self._application = application
        self._ledger = Ledger()
        self._woken = asyncio.Event()
        self._hands = asyncio.Semaphore(MOST_AT_ONCE)
        self._taken: set[int] = set()
        self._stacks: dict[int, deque[Letter]] = {}
        self._stopping = False

    def wake(self) -> None:
        """There may be letters."""
        self._woken.set()

    def stop(self) -> None:
        """`run` returns as soon as the handlers that run now have ended; the other letters wait for the next start."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Take letters out until `stop`. Those whose handlers are cancelled come again."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                for letter in await self._next():
                    self._stack(group, letter)
                await self._woken.wait()

    async def _next(self) -> list[Letter]:
        full = [chat_id for chat_id, stack in self._stacks.items() if len(stack) >= MOST_OF_A_CHAT]
        room = MOST_TAKEN - len(self._taken)
        if room <= 0:
            return []
        return await surely(inbox.waiting, self._application.bot.id, list(self._taken), full, room)

    def _stack(self, group: asyncio.TaskGroup, letter: Letter) -> None:
        """Put it under the other letters of its chat: whoever reads those reads it too."""
        stack = self._stacks.setdefault(letter.chat_id, deque())
        if len(stack) >= MOST_OF_A_CHAT:
            return  # it stays in the inbox until there is room
        self._taken.add(letter.id)
        stack.append(letter)
        if len(stack) == 1:
            group.create_task(self._read_stack(letter.chat_id, stack))

    async def _read_stack(self, chat_id: int, stack: deque[Letter]) -> None:
        while stack and not self._stopping:
            await self._read(stack[0])
            self._taken.discard(stack.popleft().id)
        del self._stacks[chat_id]
        self.wake()

    async def _read(self, letter: Letter) -> None:
        """Up to three attempts; those that failed because Telegram or the database was away do not count."""
        attempts, pause, error_id = letter.attempts, FIRST_PAUSE, uuid4().hex[:8]
        errors: list[Exception] = []
        end = asyncio.get_running_loop().time() + PATIENCE - letter.age
        while attempts < inbox.MOST_ATTEMPTS and asyncio.get_running_loop().time() < end:
            await self._ledger.begin(letter.id)
            errors = await self._process(letter, error_id)
            if not errors:
                return await self._ledger.close(letter.id)
            if all(passes(error) for error in errors):
                await surely(inbox.give_back, letter.id)
            else:
                attempts += 1
            await asyncio.sleep(max(pause, *map(wanted_pause, errors)))
            pause = min(LONGEST_PAUSE, pause * 2)
        log.error("update_given_up", update_id=letter.body.get("update_id"), attempts=attempts, error_id=error_id)
        await surely(inbox.give_up, letter.id, error_id, type(errors[-1]).__name__ if errors else "died of it")
        if attempts >= inbox.MOST_ATTEMPTS:
            await apologies.send(self._application.bot, letter.body, error_id)
        return None

    async def _process(self, letter: Letter, error_id: str) -> list[Exception]:
        """What the handlers raised; operators find it by the ``error_id``."""
        failures: list[Exception] = []
        _failures.set(failures)
        with structlog.contextvars.bound_contextvars(update_id=letter.body.get("update_id")):
            async with self._hands:
                try:
                    update = Update.de_json(letter.body, self._application.bot)
                    await self._application.process_update(update)
                except (KeyError, TypeError, ValueError, AttributeError) as error:  # no update as we know them
                    failures.append(error)
            for failure in failures:
                _log_failure(failure, error_id)
        return failures


def _log_failure(error: Exception, error_id: str) -> None:
    if passes(error):
        log.warning("handler_postponed", error=type(error).__name__, reason=str(error))
    else:
        log.error("handler_failed", error_id=error_id, exc_info=error)


def passes(error: Exception) -> bool:
    """Whether the same may go well later."""
    if isinstance(error, TelegramError):
        return verdicts.judge(error).outcome in verdicts.PASSING
    return isinstance(error, OperationalError)


def wanted_pause(error: Exception) -> float:
    """How long Telegram wants peace; 0 where it has said nothing."""
    return verdicts.judge(error).wait if isinstance(error, TelegramError) else 0.0
