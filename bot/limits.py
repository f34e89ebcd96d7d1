"""What a chat may be bothered with, shared by all processes through Redis."""

import time
from functools import cache

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.settings import settings
from conversion.settings import settings as conversion_settings

PRIVATE_PAUSE, GROUP_PAUSE = 2.5, 6.0  # seconds between two progress edits in one chat, for all its conversions
REDIS_TIMEOUT = 0.5  # seconds; a limit is not worth waiting for

log = structlog.get_logger()


class Budget:
    """Progress edits of one bot, and the peace that Telegram asks for by 429.

    Where Redis is away, this process goes on by what it knows itself: progress is a courtesy, but not a flood.
    Calls block for half a second at most: not for an event loop.
    """

    def __init__(self, store: "redis.Redis", bot_id: int) -> None:
        self._store, self._bot_id = store, bot_id
        self._closed_until: dict[int, float] = {}

    def take(self, chat_id: int) -> bool:
        """Whether a progress edit is due in the chat; if so it is spent."""
        if self._closed_until.get(chat_id, 0.0) > time.monotonic():
            return False
        pause = GROUP_PAUSE if chat_id < 0 else PRIVATE_PAUSE
        try:
            taken = bool(self._store.set(self._key(chat_id), 1, px=int(pause * 1000), nx=True))
        except redis.RedisError:
            taken = True
        if taken:
            self._close(chat_id, pause)
        return taken

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram wants peace in the chat for so long: no progress there, and no result from anybody."""
        log.warning("chat_paused", chat_id=chat_id, seconds=seconds)
        self._close(chat_id, seconds)
        try:
            for key in (self._key(chat_id), self._peace_key(chat_id)):
                self._store.set(key, 1, px=max(1, int(seconds * 1000)))
        except redis.RedisError as error:
            log.warning("limits_not_shared", error=type(error).__name__)

    def peace(self, chat_id: int) -> float:
        """Seconds until anything may be sent there again; 0: now."""
        try:
            left = self._store.pttl(self._peace_key(chat_id))
        except redis.RedisError:
            return 0.0
        return max(0, int(left)) / 1000

    def _close(self, chat_id: int, seconds: float) -> None:
        moment = time.monotonic()
        self._closed_until = {chat: end for chat, end in self._closed_until.items() if end > moment}
        self._closed_until[chat_id] = moment + seconds

    def _key(self, chat_id: int) -> str:
        return f"mutabor:edit:{self._bot_id}:{chat_id}"

    def _peace_key(self, chat_id: int) -> str:
        return f"mutabor:peace:{self._bot_id}:{chat_id}"


def connect(url: str) -> "redis.Redis":
    """A client that fails at once where Redis is away: its own retries would take seconds."""
    once = Retry(NoBackoff(), 0)
    return redis.Redis.from_url(url, retry=once, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT)


@cache
def budget() -> Budget:
    """This process's view of the shared budget."""
    return Budget(connect(conversion_settings().redis_py_url), settings().bot_id)
