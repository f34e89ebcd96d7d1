"""What the environment says about conversions; every other module here reads this class instead."""

import hashlib
import os
import tempfile
from datetime import timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, ByteSize, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = os.environ.get("ENV_FILE", ".env")  # what it does not say stands there; empty: nowhere
UNIX_SOCKET_PATH_LIMIT = 100  # sun_path holds 108 bytes; redis-server makes a temporary name beside it
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _span(value: object) -> object:
    """``24h``, ``30d`` and plain seconds as spans; anything else goes on to pydantic (ISO 8601)."""
    if isinstance(value, str) and value.isdigit():
        return timedelta(seconds=int(value))
    if isinstance(value, str) and value[:-1].isdigit() and value[-1] in UNITS:
        return timedelta(**{UNITS[value[-1]]: int(value[:-1])})
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


Span = Annotated[timedelta, BeforeValidator(_span)]


class Settings(BaseSettings):
    """The variables of the environment or of ``.env``, in lower case; ``.env.example`` lists them all."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # addresses hold passwords
    )

    data_dir: Path = Path("data")
    database_url: str = ""
    redis_url: str = ""
    media_url: str = ""
    secret_key: str = ""
    media_ttl: Span = timedelta(hours=24)
    records_ttl: Span = timedelta(days=30)
    allow_unconfined: bool = False
    disk_reserve: ByteSize | None = None
    log_level: str = "INFO"
    log_format: str = "console"
    lease_seconds: float = 60.0
    renew_seconds: float = 10.0
    retry_seconds: float = 60.0

    @field_validator("redis_url")
    @classmethod
    def _is_guarded(cls, url: str) -> str:
        """Who reaches the Redis rings the workers' bells: on a network that takes a password."""
        parts = urlsplit(url)
        if parts.hostname and not parts.password and not _is_loopback(parts.hostname):
            raise ValueError("a Redis that is not on this machine needs a password: redis://:PASSWORD@HOST:6379/0")
        return url

    def model_post_init(self, _context: object) -> None:
        """Makes paths absolute once, so that a change of the working folder changes nothing."""
        object.__setattr__(self, "data_dir", self.data_dir.absolute())

    @property
    def private_redis(self) -> bool:
        """Whether Mutabor runs a Redis of its own."""
        return not self.redis_url

    @property
    def redis_socket(self) -> Path:
        """The private Redis's socket: in ``data_dir``, or under the temporary folder where that path is too long."""
        path = self.data_dir / "redis.sock"
        if len(str(path)) <= UNIX_SOCKET_PATH_LIMIT:
            return path
        digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"mutabor-{digest}.sock"

    @property
    def redis_py_url(self) -> str:
        """Redis as redis-py spells it: ``unix://`` for sockets."""
        if self.private_redis:
            return f"unix://{self.redis_socket}"
        return self.redis_url.replace("redis+socket://", "unix://", 1)

    @property
    def celery_redis_url(self) -> str:
        """Redis as Celery spells it: ``redis+socket://``, with the database as ``virtual_host``."""
        url = self.redis_py_url
        if not url.startswith("unix://"):
            return url
        parts = urlsplit(url)
        query = parts.query.replace("db=", "virtual_host=")
        user = f"{parts.netloc}" if parts.netloc else ""
        return f"redis+socket://{user}{parts.path}" + (f"?{query}" if query else "")

    @property
    def sqlalchemy_url(self) -> str:
        """The database as SQLAlchemy spells it; PostgreSQL is spoken to by psycopg 3."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'mutabor.sqlite'}"
        scheme, rest = self.database_url.split("://", 1)
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @property
    def media_root(self) -> str:
        """Where media is kept, as fsspec spells it."""
        return self.media_url or str(self.data_dir / "media")


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
