"""What the environment says about the bot; every other module here reads this class instead."""

from datetime import timedelta
from functools import cache
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from conversion.settings import ENV_FILE, Span

TELEGRAM = "https://api.telegram.org"
PLAYGROUND_TOKEN = "424242:playground-token-for-this-machine"  # noqa: S105 (no secret: it opens the loopback only)

MEGABYTE = 1 << 20
CLOUD_DOWNLOAD, CLOUD_UPLOAD, LOCAL_UPLOAD = 20 * MEGABYTE, 50 * MEGABYTE, 2000 * MEGABYTE


def _split(value: object) -> object:
    """``1, 2 3`` as a list; what is no string goes on as it is."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split)]


class Settings(BaseSettings):
    """The variables of the environment or of ``.env``, in lower case; ``.env.example`` lists them all."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a mistyped token is a secret too
    )

    telegram_bot_token: SecretStr = SecretStr(PLAYGROUND_TOKEN)
    telegram_api_url: str = ""
    telegram_api_local: bool = False
    admin_ids: Ids = frozenset()
    allowed_ids: Ids = frozenset()
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=0, le=65535)
    playground_port: int = 8081
    quota_files: int = Field(default=0, ge=0)
    quota_megabytes: int = Field(default=0, ge=0)
    quota_minutes: int = Field(default=0, ge=0)
    group_quota_files: int = Field(default=0, ge=0)
    group_quota_megabytes: int = Field(default=0, ge=0)
    group_quota_minutes: int = Field(default=0, ge=0)
    most_queued: int = Field(default=10, ge=1)
    results_ttl: Span = timedelta(days=30)

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        number, colon, secret = token.get_secret_value().partition(":")
        if not (number.isascii() and number.isdigit() and colon and secret):
            raise ValueError("a token looks like 123456:ABC-DEF, as @BotFather gave it")
        return token

    @property
    def token(self) -> str:
        """The bot's token: never log it."""
        return self.telegram_bot_token.get_secret_value()

    @property
    def bot_id(self) -> int:
        """The bot's user id, which is the token's first half."""
        return int(self.token.partition(":")[0])

    @property
    def is_playground(self) -> bool:
        """Whether there is no Telegram but the playground."""
        return self.token == PLAYGROUND_TOKEN

    @property
    def api_root(self) -> str:
        """Root of the Bot API server, without a slash at the end."""
        playground = f"http://127.0.0.1:{self.playground_port}" if self.is_playground else TELEGRAM
        return (self.telegram_api_url or playground).rstrip("/")

    @property
    def api_is_loopback(self) -> bool:
        """Whether that server is on this machine, where no proxy can be wanted."""
        host = urlsplit(self.api_root).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def download_limit(self) -> int | None:
        """The biggest file that a bot gets from that server, in bytes; None: any."""
        return None if self.telegram_api_local else CLOUD_DOWNLOAD

    @property
    def upload_limit(self) -> int:
        """The biggest file that a bot can send by that server, in bytes."""
        return LOCAL_UPLOAD if self.telegram_api_local else CLOUD_UPLOAD


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
