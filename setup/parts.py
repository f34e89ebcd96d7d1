"""Which parts run on this machine, and the environment that ``supervisord.conf`` expects."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot import settings as bot
from conversion import settings as conversion
from setup import settings

ROOT = Path(__file__).parents[1]
SOCKET_PATH_LIMIT = 95  # sun_path holds 108 bytes; supervisor makes a temporary name beside it


@dataclass(frozen=True)
class Plan:
    """What runs here."""

    data: Path
    private_redis: bool
    playground_port: int | None
    flower_port: int
    environment: dict[str, str]

    @property
    def control(self) -> Path:
        """The socket of supervisord."""
        return _control_socket(self.data)


def plan() -> Plan:
    """The parts that the settings ask for; makes ``DATA_DIR`` where there is none."""
    own, shared, telegram = settings.settings(), conversion.settings(), bot.settings()
    data = shared.data_dir
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Plan(
        data=data,
        private_redis=shared.private_redis,
        playground_port=telegram.playground_port if telegram.is_playground else None,
        flower_port=own.flower_port,
        environment=_inherited() | _own_variables(data),
    )


def _inherited() -> dict[str, str]:
    """This process's environment, with the virtual environment's programs first."""
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    zone = {"TZ": tz} if (tz := settings.settings().tz) else {}
    # Said once by the launcher, not six lines by each worker.
    quiet = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"} if os.geteuid() == 0 else {}
    return {**os.environ, **quiet, **zone, "PATH": path}


def _own_variables(data: Path) -> dict[str, str]:
    """What ``supervisord.conf`` names."""
    own, shared, telegram = settings.settings(), conversion.settings(), bot.settings()
    include = ["setup/redis.conf"] * shared.private_redis + ["setup/playground.conf"] * telegram.is_playground
    return {
        "MUTABOR_DATA": str(data),
        "MUTABOR_CONTROL": str(_control_socket(data)),
        "MUTABOR_REDIS": str(shared.redis_socket),
        "MUTABOR_INCLUDE": " ".join(include),
        "WORKER_VIDEO_OPTIONS": own.worker_video_options,
        "WORKER_LIGHT_OPTIONS": own.worker_light_options,
        "WORKER_DEFAULT_OPTIONS": own.worker_default_options,
        "WORKER_CLEANUP_OPTIONS": own.worker_cleanup_options,
    }


def _control_socket(data: Path) -> Path:
    """In ``data``, or under the temporary folder where that path is too long for a socket."""
    path = data / "supervisor.sock"
    if len(str(path)) <= SOCKET_PATH_LIMIT:
        return path
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"mutabor-{digest}.ctl"
