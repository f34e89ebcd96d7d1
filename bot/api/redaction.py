"""Keeps the bot's token and what people write out of every log line, whoever writes it."""

import logging

from bot.settings import settings

HIDDEN = "<token>"


class Redacting(logging.Formatter):
    """Formats as another formatter does, then takes the secrets out: of messages, URLs and tracebacks alike."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner, self._secrets = inner, secrets

    def format(self, record: logging.LogRecord) -> str:
        """The other formatter's line, without secrets."""
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def protect_logs() -> None:
    """Wrap the formatters of the root logger's handlers; call it after the logs are configured.

    At DEBUG python-telegram-bot tells whole messages, with the passwords that people write.
    """
    logging.getLogger("telegram").setLevel(logging.INFO)
    for handler in logging.getLogger().handlers:
        if not isinstance(handler.formatter, Redacting):
            handler.setFormatter(Redacting(handler.formatter or logging.Formatter(), secrets()))


def secrets() -> tuple[str, ...]:
    """What must never be read in a log: the token's secret half and the webhook's secret."""
    chosen = (settings().token.partition(":")[2], settings().webhook_secret.get_secret_value())
    return tuple(secret for secret in chosen if secret)
