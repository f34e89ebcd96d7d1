"""What Telegram answers when it refuses: codes and descriptions, word for word."""

from typing import Any


class RefusedError(Exception):
    """A refused call: ``code`` is the HTTP status too, ``parameters`` Telegram's ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(reason: str, **parameters: Any) -> RefusedError:
    """400: the call itself is wrong."""
    return RefusedError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> RefusedError:
    """403: the bot may not."""
    return RefusedError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> RefusedError:
    """409: somebody else receives the updates."""
    return RefusedError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> RefusedError:
    """429: come back in so many seconds."""
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_found() -> RefusedError:
    """404: no such method, or no such file."""
    return RefusedError(404, "Not Found")


def too_large() -> RefusedError:
    """413: the upload is above the limit."""
    return RefusedError(413, "Request Entity Too Large")


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
POLLED_TWICE = "terminated by other getUpdates request; make sure that only one bot instance is running"
POLLED_BESIDE_WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
