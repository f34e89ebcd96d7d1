"""Secrets that are made once and kept in a file that only its owner can read."""

import os
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, make: Callable[[], str]) -> tuple[str, bool]:
    """The secret in ``path``, made by ``make`` where there is none yet; and whether it was made now."""
    try:
        return path.read_text().strip(), False
    except FileNotFoundError:
        secret = make()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{secret}\n")
    return secret, True
