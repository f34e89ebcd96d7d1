"""The bot's settings: what the environment may say, and what follows from it."""

import pytest
from pydantic import ValidationError

from bot.settings import MEGABYTE, Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_API_LOCAL", "PLAYGROUND_PORT", "WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(str(tmp_path))  # no .env here


def test_without_a_token_it_is_the_playground_on_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_PORT", "9099")

    settings = Settings()

    assert settings.is_playground
    assert settings.api_root == "http://127.0.0.1:9099"
    assert settings.api_is_loopback
    assert settings.bot_id == 424242


def test_a_token_means_telegram_and_its_number_is_the_bots_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")

    settings = Settings()

    assert not settings.is_playground
    assert settings.api_root == "https://api.telegram.org"
    assert not settings.api_is_loopback
    assert settings.bot_id == 123


def test_another_server_is_taken_without_the_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://localhost:8081/")

    assert Settings().api_root == "http://localhost:8081"
    assert Settings().api_is_loopback


@pytest.mark.parametrize("token", ["secretsecret", "12a:secretsecret", ":secretsecret", "secretsecret:"])
def test_a_mistyped_token_is_refused_and_not_repeated(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)

    with pytest.raises(ValidationError) as error:
        Settings()

    assert "secretsecret" not in str(error.value)


def test_the_token_is_no_part_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:verysecret")
    monkeypatch.setenv("WEBHOOK_SECRET", "verysecret")

    assert "verysecret" not in repr(Settings())


def test_ids_stand_in_a_list_with_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "1, 2 3")
    monkeypatch.setenv("ALLOWED_IDS", "")

    assert Settings().admin_ids == {1, 2, 3}
    assert Settings().allowed_ids == frozenset()


def test_a_local_server_takes_more(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Settings()
    monkeypatch.setenv("TELEGRAM_API_LOCAL", "true")
    local = Settings()

    assert (cloud.download_limit, cloud.upload_limit) == (20 * MEGABYTE, 50 * MEGABYTE)
    assert (local.download_limit, local.upload_limit) == (None, 2000 * MEGABYTE)
