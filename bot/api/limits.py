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
# How many, and the milliseconds in which Telegram takes no more; a little less than it documents. A chat's new messages
# and its edits are counted apart: a person's answers don't wait for what is said of their conversions.
OVERALL, PRIVATE, GROUP = (28, 1050), (18, 20_500), (18, 61_000)
# Of those of all chats; the rest is left to what comes before in this list.
ANSWERS, RESULTS, PROGRESS = OVERALL[0], 25, 14
AWAY = 5.0  # seconds in which a Redis that did not answer is not asked again
# Each list holds when something was or will be sent, newest first; the answer is how long to wait, and whether the
# place is taken. A place in the chat that is free later only is taken alone: the overall one is asked for then.
RESERVE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local count, chat, chat_window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local all, all_window, most = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local function due(key, limit, window)
  local past = redis.call('LINDEX', key, math.max(0, limit - count))
  return past and math.max(now, past + window) or now
end
local function take(key, limit, window, at)
  for _ = 1, count do redis.call('LPUSH', key, at) end
  redis.call('LTRIM', key, 0, limit - 1)
  redis.call('PEXPIRE', key, at - now + window)
end
local at = due(KEYS[1], chat, chat_window)
local free = due(KEYS[2], most, all_window)
if at > now or (most < all and free > now) then return {math.max(at, free) - now, 0} end
local together = due(KEYS[2], all, all_window)
take(KEYS[1], chat, chat_window, together)
take(KEYS[2], all, all_window, together)
return {together - now, 1}
"""
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
        self._reserve = store.register_script(RESERVE)
        self._away_until = 0.0

    def reserve(
        self, chat_id: int, count: int = 1, *, is_edit: bool = False, most: int = ANSWERS
    ) -> tuple[float, bool]:
        """Seconds until so many messages or edits may go there, and whether their place is taken: else ask again then.

        ``most`` of all chats' may be taken: what is not urgent leaves room. Where Redis is away nobody counts.
        """
        if time.monotonic() < self._away_until:
            return 0.0, True
        keys = self._counters(chat_id, is_edit=is_edit)
        try:
            wait, taken = self._reserve(keys, (count, *(GROUP if chat_id < 0 else PRIVATE), *OVERALL, most))
        except redis.RedisError:
            self._away_until = time.monotonic() + AWAY
            return 0.0, True
        return wait / 1000, bool(taken)

    def count(self, chat_id: int, *, is_edit: bool = False) -> None:
        """What was long on its way counts when it arrived, too."""
        try:
            seconds, microseconds = self._store.time()
            for key, (limit, window) in zip(
                self._counters(chat_id, is_edit=is_edit), (GROUP if chat_id < 0 else PRIVATE, OVERALL), strict=True
            ):
                with self._store.pipeline() as together:
                    together.lpush(key, int(seconds * 1000 + microseconds / 1000))
                    together.ltrim(key, 0, limit - 1)
                    together.pexpire(key, window)
                    together.execute()
        except redis.RedisError:
            return

    def take(self, chat_id: int) -> bool:
        """Whether a progress edit is due in the chat; if so it is spent, and its place taken."""
        if self._closed_until.get(chat_id, 0.0) > time.monotonic():
            return False
        pause = GROUP_PAUSE if chat_id < 0 else PRIVATE_PAUSE
        try:
            taken = bool(self._store.set(self._key(chat_id), 1, px=int(pause * 1000), nx=True))
            if taken and not self.reserve(chat_id, is_edit=True, most=PROGRESS)[1]:
                self._store.delete(self._key(chat_id))
                return False
        except redis.RedisError:
            taken = True
        if taken:
            self._close(chat_id, pause)
        return taken

    def crowding(self, chat_id: int) -> float:
        """Seconds until the chat has room for a result, which may be two messages or an edit."""
        limit, window = GROUP if chat_id < 0 else PRIVATE
        try:
            return max(
                self._left(self._counters(chat_id, is_edit=is_edit)[0], limit - 2, window) for is_edit in (False, True)
            )
        except redis.RedisError:
            return 0.0

    def _left(self, key: str, index: int, window: int) -> float:
        """Seconds until what stands at that index of the list has left the window of so many milliseconds."""
        seconds, microseconds = self._store.time()
        sent = self._store.lindex(key, index)
        now = seconds * 1000 + microseconds / 1000
        return 0.0 if sent is None else max(0.0, float(sent) + window - now) / 1000

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

    def _counters(self, chat_id: int, *, is_edit: bool) -> tuple[str, str]:
        kind = "edited" if is_edit else "sent"
        return f"mutabor:{kind}:{self._bot_id}:{chat_id}", self._overall_key()

    def _overall_key(self) -> str:
        return f"mutabor:sent:{self._bot_id}"

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
