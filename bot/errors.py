"""Why a file did not travel, though nothing is wrong with it or its conversion.

::

    conversion.errors.SourceError
    ├── FileOverLimitError   bigger than bots may get from this server
    ├── FileGoneError        Telegram has it no more
    ├── ResultOverLimitError bigger than bots may send by this server
    ├── ChatRefusesError     the chat takes no files of this sort from the bot
    ├── DrainingError        the bot accepts nothing new at the moment
    ├── QuotaError           a day's quota is used up
    └── UndeliverableError   nobody there: blocked, kicked, deleted, or Telegram away for a day
"""

from conversion.errors import SourceError


class FileOverLimitError(SourceError):
    """The file is bigger than bots may get. ``args``: its size if known, the limit, both in bytes."""


class FileGoneError(SourceError):
    """Telegram does not hand the file out any more."""


class ResultOverLimitError(SourceError):
    """The result is bigger than bots may send. ``args``: its size, the limit, both in bytes."""


class ChatRefusesError(SourceError):
    """The chat's rules keep the bot from sending the file. ``args``: what Telegram said."""


class DrainingError(SourceError):
    """The operators are about to stop the bot: it finishes what runs, and accepts nothing new."""


class QuotaError(SourceError):
    """A day's quota is used up.

    ``args``: ``files``, ``bytes`` or ``seconds``; the limit; seconds until it is new; ``person`` or ``group``.
    """


class UndeliverableError(SourceError):
    """There is nobody to tell. ``args``: why."""
