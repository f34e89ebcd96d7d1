"""What the environment says about the playground."""

import os
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The playground's share of the environment and of ``.env``."""

    model_config = SettingsConfigDict(
        env_file=os.environ.get("ENV_FILE", ".env"), extra="ignore", env_ignore_empty=True
    )

    playground_port: int = Field(default=8081, ge=0, le=65535)
    playground_local: bool = False
    data_dir: Path = Path("data")

    @property
    def folder(self) -> Path:
        """Where the playground keeps its chats and files."""
        return self.data_dir / "playground"


@cache
def settings() -> Settings:
    """The settings, read once."""
    return Settings()
