"""`.env.example` lists every setting, and only settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings as BotSettings
from conversion.settings import Settings as ConversionSettings
from playground.settings import Settings as PlaygroundSettings
from setup.settings import Settings as LauncherSettings

ROOT = Path(__file__).parents[2]
LINES = (ROOT / ".env.example").read_text().splitlines()
LISTED = {line.partition("=")[0] for line in LINES if line and not line.startswith("#")}
CLASSES = (BotSettings, ConversionSettings, PlaygroundSettings, LauncherSettings)
COMPOSED = {"REDIS_PASSWORD", "POSTGRES_PASSWORD", "TELEGRAM_API_ID", "TELEGRAM_API_HASH"}


@pytest.mark.parametrize("settings", CLASSES, ids=lambda settings: settings.__module__)
def test_every_setting_is_listed(settings: type[ConversionSettings]) -> None:
    assert {name.upper() for name in settings.model_fields} <= LISTED


def test_nothing_else_is_listed() -> None:
    assert {name.upper() for settings in CLASSES for name in settings.model_fields} | COMPOSED == LISTED


@pytest.mark.parametrize("settings", CLASSES, ids=lambda settings: settings.__module__)
def test_the_list_as_it_stands_changes_nothing(
    settings: type[ConversionSettings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LISTED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    without = settings()
    monkeypatch.setitem(settings.model_config, "env_file", ".env")
    (tmp_path / ".env").write_text("\n".join(LINES))
    assert settings() == without


@pytest.mark.parametrize("settings", CLASSES, ids=lambda settings: settings.__module__)
def test_another_file_may_be_named_or_none(settings: type[ConversionSettings], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATA_DIR=here\nTELEGRAM_BOT_TOKEN=7:here\nTZ=Asia/Tokyo\n")
    (tmp_path / "other").write_text("DATA_DIR=there\nTELEGRAM_BOT_TOKEN=7:there\nTZ=Asia/Seoul\n")
    code = f"from {settings.__module__} import Settings; print(Settings().model_fields_set)"
    environment = {name: value for name, value in os.environ.items() if name not in {*LISTED, "ENV_FILE"}}

    def found(**named: str) -> str:
        command = [sys.executable, "-c", code]
        own = environment | {"PYTHONPATH": str(ROOT)} | named
        return subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True, check=True).stdout

    assert found() == found(ENV_FILE="other") != "set()\n"
    assert found(ENV_FILE="") == "set()\n"
