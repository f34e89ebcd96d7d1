"""docker-compose.yml and the Dockerfile keep what docs/docker.md promises."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError
from redis.retry import Retry

import celeryconfig
from setup.settings import Settings as LauncherSettings
from tests import servers

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "mutabor"}
WORKERS = {name: service for name, service in OURS.items() if name.startswith("worker-")}
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_every_part_has_its_service() -> None:
    expected = {"redis", "postgres", "migrate", "bot", "beat", "flower", "telegram-api"}
    assert set(SERVICES) == expected | {"worker-video", "worker-light", "worker-default", "worker-cleanup"}


def test_only_flower_is_published_and_only_to_this_machine() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "flower": ["127.0.0.1:5555:5555"]
    }
    assert not [name for name, service in SERVICES.items() if "network_mode" in service]


def test_redis_and_the_database_are_on_the_internal_network_alone() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [SERVICES[name]["networks"] for name in ("redis", "postgres")] == [["inside"], ["inside"]]


def test_what_opens_peoples_files_cannot_reach_the_outside() -> None:
    outside = {name for name, service in SERVICES.items() if "outside" in service["networks"]}
    assert outside == {"bot", "worker-default", "flower", "telegram-api"}


def test_secrets_must_be_given() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("REDIS_PASSWORD", "POSTGRES_PASSWORD", "TELEGRAM_BOT_TOKEN"):
        uses = re.findall(rf"\${{{name}(.)", text)
        assert uses
        assert set(uses) == {":"}, name
        assert len(re.findall(rf"\${{{name}:\?", text)) == len(uses)


def test_no_default_stands_here_a_second_time() -> None:
    assert not re.findall(r"\$\{\w+:?-[^}]", (ROOT / "docker-compose.yml").read_text())
    defaults = {name.upper(): str(field.default) for name, field in LauncherSettings.model_fields.items()}
    for name, service in OURS.items():
        # A container's own address and port stand here because the port's mapping needs them.
        given = {key: value for key, value in service["environment"].items() if key != "FLOWER_PORT"}
        assert not {key: value for key, value in given.items() if defaults.get(key) == value}, name


def test_every_queue_has_one_worker_here_and_on_one_machine() -> None:
    queues = sorted(queue.name for queue in celeryconfig.task_queues)
    supervised = RawConfigParser()
    supervised.read(ROOT / "supervisord.conf")
    commands = {name: supervised.get(f"program:{name}", "command") for name in WORKERS}

    assert sorted(queue for service in WORKERS.values() for queue in queues_of(service["command"])) == queues
    assert {name: queues_of(service["command"]) for name, service in WORKERS.items()} == {
        name: queues_of(command) for name, command in commands.items()
    }


def queues_of(command: str) -> list[str]:
    words = shlex.split(command)
    return words[words.index("-Q") + 1].split(",")


def test_a_stop_leaves_workers_the_time_to_hand_back() -> None:
    for service in WORKERS.values():
        assert service["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
        assert int(service["stop_grace_period"].removesuffix("s")) > celeryconfig.worker_soft_shutdown_timeout


def test_every_service_is_watched_and_comes_back() -> None:
    lasting = {name: service for name, service in SERVICES.items() if name != "migrate"}
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}
    assert {name for name, service in lasting.items() if "healthcheck" not in service} == {"telegram-api"}


def test_nothing_starts_before_the_migration() -> None:
    for name in OURS.keys() - {"migrate"}:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_our_containers_run_without_rights() -> None:
    assert re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    for service in OURS.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
    assert SERVICES["redis"]["user"] == "redis"


def test_the_local_bot_api_server_is_asked_for_by_its_profile() -> None:
    service = SERVICES["telegram-api"]
    assert service["profiles"] == ["local-api"]
    assert "--local" in service["entrypoint"][-1]
    assert service["user"] == "10001:10001"  # whoever fetches must be able to read its files


def test_the_image_takes_its_packages_from_the_lock_and_the_list() -> None:
    assert "--require-hashes -r requirements-s3.txt" in DOCKERFILE
    [program] = re.findall(r"awk '([^']+)' /tmp/debian-packages.txt", DOCKERFILE)
    listing = ROOT / "setup" / "debian-packages.txt"
    chosen = subprocess.run(["awk", program, listing], capture_output=True, text=True, check=True).stdout.split()
    assert {"ffmpeg", "libreoffice-writer-nogui", "libmagic1"} <= set(chosen)
    assert not {"redis-server", "chromium", "postgresql"} & set(chosen)


def test_the_image_holds_every_package_that_a_part_imports() -> None:
    kept = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    needed = {"bot", "conversion", "playground", "setup", "alembic", "alembic.ini", "celeryconfig.py"}
    assert needed <= kept
    assert not {".env", "data", "tests"} & kept


@pytest.mark.parametrize(("name", "module"), [("bot", "bot"), ("flower", "setup.flower")])
def test_a_command_names_a_module_that_is_here(name: str, module: str) -> None:
    assert OURS[name]["command"] == ["python", "-m", module]
    assert (ROOT / f"{module.replace('.', '/')}.py").exists() or (ROOT / module / "__main__.py").exists()


@contextmanager
def composed_redis(folder: Path) -> Iterator[Path]:
    """Redis, started by the very command of the file, but for where it keeps things and listens."""
    shell, option, script = SERVICES["redis"]["command"]
    script = script.replace("$$", "$").replace("dir /data", f"dir {folder}\nport 0\nunixsocket {folder / 'redis.sock'}")
    environment = {"PATH": os.environ["PATH"], "REDIS_PASSWORD": "swordfish"}
    with subprocess.Popen([shell, option, script], env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            yield folder / "redis.sock"
        finally:
            server.terminate()


def test_redis_asks_for_the_password_and_never_drops_a_key(tmp_path: Path) -> None:
    assert shutil.which("redis-server")
    with composed_redis(tmp_path) as socket:
        servers.wait_until(lambda: says(socket, "swordfish"), 20, "Redis answers")
        asked = Redis(unix_socket_path=str(socket), password="swordfish", decode_responses=True)
        assert asked.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert asked.config_get("appendonly") == {"appendonly": "yes"}
        with pytest.raises(AuthenticationError):
            Redis(unix_socket_path=str(socket), retry=Retry(NoBackoff(), 0)).ping()


def says(socket: Path, password: str) -> bool:
    try:
        return bool(Redis(unix_socket_path=str(socket), password=password).ping())
    except RedisError:
        return False
