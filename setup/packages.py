"""The system packages: which are missing, and how they are installed."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
LISTING = HERE / "debian-packages.txt"


@dataclass(frozen=True)
class Package:
    """A row of the list: who needs it, its Debian name, its program (or ``-``), what it brings."""

    purpose: str
    name: str
    program: str
    brings: str


def listed(*purposes: str) -> list[Package]:
    """The packages for these purposes: ``python``, ``run``, ``formats``, ``tests``."""
    lines = (line for line in LISTING.read_text().splitlines() if line and not line.startswith("#"))
    packages = [Package(*line.split(None, 3)) for line in lines]
    return [package for package in packages if package.purpose in purposes]


def missing(packages: list[Package]) -> list[Package]:
    """Those that are not on this machine."""
    installed = _installed()
    return [package for package in packages if not _is_here(package, installed)]


def _is_here(package: Package, installed: set[str] | None) -> bool:
    """By its program or by its name; elsewhere than on Debian a package without a program gets the benefit of doubt."""
    if package.program != "-" and shutil.which(package.program):
        return True
    if installed is None:
        return package.program == "-"
    # The desktop's LibreOffice serves as well, and the package without windows would push it out.
    return not installed.isdisjoint({package.name, package.name.removesuffix("-nogui")})


def _installed() -> set[str] | None:
    """The names of the installed Debian packages and what they stand for; None on another system."""
    if not shutil.which("dpkg-query"):
        return None
    shown = "-f=${db:Status-Status} ${Package}, ${Provides}\n"
    answer = subprocess.run(["dpkg-query", "-W", shown], capture_output=True, text=True, check=True)
    rows = (line.partition(" ") for line in answer.stdout.splitlines())
    return {name for status, _, names in rows if status == "installed" for name in re.findall(r"[\w.+-]+", names)}


def installer() -> list[str] | None:
    """The command that installs packages here, to be followed by their names; None where there is no way."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return [str(HERE / "apt.sh")]
    return ["sudo", str(HERE / "apt.sh")] if _may_sudo() else None


def _may_sudo() -> bool:
    """Whether sudo works without a question, or somebody is there to answer it."""
    if not shutil.which("sudo"):
        return False
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return asked.returncode == 0 or sys.stdin.isatty()
