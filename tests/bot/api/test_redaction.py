"""No log line holds the token, whoever writes it."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.api import redaction


@pytest.fixture
def written(bot_home: object) -> Iterator[io.StringIO]:
    """What the root logger's handler writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger()
    known, logger.handlers = logger.handlers, [handler]
    redaction.protect_logs()
    yield stream
    logger.handlers = known


def test_the_token_is_taken_out_of_messages_and_tracebacks(written: io.StringIO) -> None:
    [secret] = redaction.secrets()
    error = ValueError(f"The token `7:{secret}` was rejected")
    logging.getLogger("some.library").error("POST https://host/bot7:%s/getMe", secret, exc_info=error)

    assert "was rejected" in written.getvalue()
    assert "POST https://host/bot7:<token>/getMe" in written.getvalue()
    assert secret not in written.getvalue()


def test_protecting_twice_changes_nothing(written: io.StringIO) -> None:
    redaction.protect_logs()
    logging.getLogger().warning("plain")

    assert written.getvalue() == "plain\n"
