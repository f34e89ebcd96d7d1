"""Flower, on the loopback and behind a login: ``python -m setup.flower`` becomes it."""

import os
import secrets
import sys
from pathlib import Path

from conversion import settings as conversion
from setup import secret_files, settings


def login() -> tuple[str, bool]:
    """Who may look, as ``name:password``, and whether that was made up now; it is kept in ``DATA_DIR``."""
    if given := settings.settings().flower_basic_auth:
        return given, False
    return secret_files.kept(_login_file(), lambda: f"mutabor:{secrets.token_urlsafe(12)}")


def login_hint() -> str:
    """The login itself at the first start, later where to find it."""
    if settings.settings().flower_basic_auth:
        return "as FLOWER_BASIC_AUTH says"
    made_up, is_new = login()
    return made_up if is_new else f"in {_login_file()}"


def _login_file() -> Path:
    return conversion.settings().data_dir / "flower.login"


def options() -> dict[str, str]:
    """Flower's options, by the variables that it reads itself: on a command line everyone could read the login."""
    own = settings.settings()
    cookie, _ = secret_files.kept(conversion.settings().data_dir / "flower.cookie", lambda: secrets.token_urlsafe(48))
    return {
        "FLOWER_ADDRESS": own.flower_address,
        "FLOWER_PORT": str(own.flower_port),
        "FLOWER_BASIC_AUTH": login()[0],
        "FLOWER_COOKIE_SECRET": cookie,
        "FLOWER_READ_ONLY": str(own.flower_read_only).lower(),
    }


def main() -> None:
    """Become Flower."""
    conversion.settings().data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [sys.executable, "-m", "celery", "-A", "conversion", "-q", "flower"]
    os.execve(command[0], command, {**os.environ, **options()})


if __name__ == "__main__":
    main()
