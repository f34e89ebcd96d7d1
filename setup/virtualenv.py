"""The virtual environment: made once, and filled with exactly what a lock says."""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
STAMP = FOLDER / ".installed"


def can_be_made() -> bool:
    """Whether this Python can make one: Debian's cannot until ``python3-venv`` is there."""
    return importlib.util.find_spec("ensurepip") is not None or PYTHON.exists()


def is_filled(lock: Path) -> bool:
    """Whether everything in ``lock`` is installed, in this place, for this Python."""
    return PYTHON.exists() and _mark(lock) in _marks()


def fill(lock: Path, *also: Path) -> None:
    """Installs ``lock``; ``also`` names the locks that it contains. Raises CalledProcessError."""
    moved = STAMP.exists() and not STAMP.read_text().startswith(_home())
    subprocess.run([sys.executable, "-m", "venv", *(["--clear"] if moved else []), str(FOLDER)], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # The lock is whole, so nothing is resolved: a resolver would meet releases that are newer than the lock.
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(lock)], check=True)
    STAMP.write_text("\n".join([_home(), *map(_mark, (lock, *also))]))


def _home() -> str:
    """Where the environment stands and what made it: scripts in it name both."""
    return f"{FOLDER} {sys.version_info.major}.{sys.version_info.minor}\n"


def _mark(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _marks() -> set[str]:
    """The locks that were installed, if nothing was moved since."""
    if not STAMP.exists():
        return set()
    text = STAMP.read_text()
    return set(text.splitlines()[1:]) if text.startswith(_home()) else set()
