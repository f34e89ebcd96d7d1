"""What the environment says about running the parts on one machine."""

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from conversion.settings import ENV_FILE


class Settings(BaseSettings):
    """The launcher's share of the environment and of ``.env``."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True)

    flower_address: str = "127.0.0.1"
    flower_port: int = Field(default=5555, ge=1, le=65535)
    flower_basic_auth: str = ""
    flower_read_only: bool = True
    worker_video_options: str = ""
    worker_light_options: str = ""
    worker_default_options: str = ""
    worker_cleanup_options: str = ""
    tz: str = ""


@cache
def settings() -> Settings:
    """The settings, read once."""
    return Settings()
