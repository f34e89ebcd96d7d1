"""What a refused or unanswered request to Telegram means, and so what to do next."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.api.telegram import RequestTooLargeError

# Telegram tells these apart in words only; the HTTP status is 400 for all of them.
NOT_MODIFIED = "message is not modified"
MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
FILE_OVER_LIMIT = "file is too big"
WRONG_FILE = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "file_reference",
    "can't use file",
)


class Outcome(Enum):
    """What became of a request."""

    UNCHANGED = auto()  # it was so already: as good as done
    LATER = auto()  # not done; ask again after `Verdict.wait` seconds
    NOT_SENT = auto()  # certainly not done; ask again
    UNKNOWN = auto()  # perhaps done: repeat only what may be repeated
    MESSAGE_GONE = auto()  # there is no such message any more
    TOPIC_GONE = auto()  # the forum's topic was deleted or closed
    MIGRATED = auto()  # the group has a new id, `Verdict.new_chat_id`
    FORBIDDEN = auto()  # blocked, kicked, deleted: nobody is there
    TOO_LARGE = auto()  # over the server's limit
    REFUSED = auto()  # it will never be done
    TOKEN_REFUSED = auto()  # the operator has to act


PASSING = frozenset({Outcome.LATER, Outcome.NOT_SENT, Outcome.UNKNOWN, Outcome.TOKEN_REFUSED})
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
TOKEN_PAUSE = 60.0  # seconds
BY_TYPE: dict[type[TelegramError], Outcome] = {
    Forbidden: Outcome.FORBIDDEN,
    RequestTooLargeError: Outcome.TOO_LARGE,
    InvalidToken: Outcome.TOKEN_REFUSED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome with its particulars; ``wait`` is in seconds."""

    outcome: Outcome
    wait: float = 0.0
    new_chat_id: int = 0


def judge(error: TelegramError) -> Verdict:
    """What the error means."""
    if isinstance(error, RetryAfter):
        return Verdict(Outcome.LATER, seconds(error))
    if isinstance(error, ChatMigrated):
        return Verdict(Outcome.MIGRATED, new_chat_id=error.new_chat_id)
    if isinstance(error, BadRequest):  # a NetworkError to python-telegram-bot, though nothing is wrong with the network
        return Verdict(_refusal(error.message.lower()))
    outcome = next((outcome for kind, outcome in BY_TYPE.items() if isinstance(error, kind)), None)
    return Verdict(outcome or _unanswered(error), TOKEN_PAUSE if outcome is Outcome.TOKEN_REFUSED else 0.0)


def _unanswered(error: TelegramError) -> Outcome:
    return Outcome.NOT_SENT if isinstance(error.__cause__, NEVER_SENT) else Outcome.UNKNOWN


def _refusal(message: str) -> Outcome:
    if NOT_MODIFIED in message:
        return Outcome.UNCHANGED
    if any(words in message for words in TOPIC_GONE):
        return Outcome.TOPIC_GONE
    return Outcome.MESSAGE_GONE if any(words in message for words in MESSAGE_GONE) else Outcome.REFUSED


def is_over_limit(error: BadRequest) -> bool:
    """Whether `getFile` refused because of the file's size."""
    return FILE_OVER_LIMIT in error.message.lower()


def is_wrong_file(error: TelegramError) -> bool:
    """Whether a file_id was refused."""
    return any(words in str(error).lower() for words in WRONG_FILE)


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants peace; python-telegram-bot says it as a number or as a span."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
