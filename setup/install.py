"""Installs what is missing: ``python3 -m setup.install [--tests | --tools] [--again]``.

This runs on a bare Python: nothing beside the standard library.
"""

import argparse
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from setup import packages, virtualenv
from setup.packages import Package

RUN_LOCK = virtualenv.ROOT / "requirements.txt"
DEV_LOCK = virtualenv.ROOT / "requirements-dev.txt"
UNAVAILABLE = virtualenv.ROOT / ".cache" / "unavailable-packages"  # tried in vain: not tried at each start


def main(arguments: list[str]) -> int:
    """Installs, and says what could not be; the exit status is not 0 only where nothing can go on."""
    wanted = _parsed(arguments)
    with _alone():
        absent = _add_packages(_needed(wanted), again=wanted.again)
        if not virtualenv.can_be_made():
            print("python3-venv is missing. As root: apt-get install python3-venv", file=sys.stderr)
            return 1
        _add_python(with_tools=wanted.tests or wanted.tools)
    _tell(absent)
    return 1 if absent and wanted.tests and os.environ.get("CI") else 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="setup.install", description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what the tests need; in CI it must all be there")
    parser.add_argument("--tools", action="store_true", help="the developer's Python packages, and nothing else")
    parser.add_argument("--again", action="store_true", help="try packages again that could not be installed")
    return parser.parse_args(arguments)


@contextmanager
def _alone() -> Iterator[None]:
    """Two at once would write into one virtual environment."""
    folder = os.open(virtualenv.ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _needed(wanted: argparse.Namespace) -> list[Package]:
    """The system packages for what was asked; those for Python only while this Python lacks them."""
    purposes = [] if virtualenv.can_be_made() else ["python"]
    if not wanted.tools:
        purposes += ["run", "formats"]
    if wanted.tests:
        purposes += ["tests"]
    return packages.listed(*purposes)


def _add_packages(needed: list[Package], *, again: bool) -> list[Package]:
    """Installs the missing ones; returns those that are still missing."""
    absent = packages.missing(needed)
    command = packages.installer()
    if not absent or command is None or (_tried_in_vain(absent) and not again):
        return absent
    names = [package.name for package in absent]
    print("Installing system packages:", *names, flush=True)
    subprocess.run([*command, *names], check=False)  # what it brought is looked at below
    left = packages.missing(absent)
    UNAVAILABLE.parent.mkdir(exist_ok=True)
    UNAVAILABLE.write_text("\n".join(package.name for package in left))
    return left


def _tried_in_vain(absent: list[Package]) -> bool:
    if os.environ.get("CI") or not UNAVAILABLE.exists():
        return False
    return {package.name for package in absent} <= set(UNAVAILABLE.read_text().split())


def _add_python(*, with_tools: bool) -> None:
    """Fills the virtual environment from the lock; the developer's lock contains the other."""
    lock, also = (DEV_LOCK, [RUN_LOCK]) if with_tools else (RUN_LOCK, [])
    if virtualenv.is_filled(lock):
        return
    print(f"Installing Python packages from {lock.name}", flush=True)
    try:
        virtualenv.fill(lock, *also)
    except subprocess.CalledProcessError as error:
        sys.exit(f"Installing failed: {' '.join(error.cmd)}")


def _tell(absent: list[Package]) -> None:
    """What is missing, what that costs, and what brings it back."""
    if not absent:
        return
    print("\nNot installed here, and therefore missing:", file=sys.stderr)
    for package in absent:
        print(f"  {package.name:<27} {package.brings}", file=sys.stderr)
    names = " ".join(package.name for package in absent)
    print(f"On Debian or Ubuntu, as root: apt-get install {names}\nThen: make install\n", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
