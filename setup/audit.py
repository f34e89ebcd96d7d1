"""Asks PyPI for known weaknesses of the locked packages: ``python -m setup.audit``; says so where it can't be asked."""

import json
import subprocess
import sys
from typing import Any

from setup.install import DEV_LOCK, RUN_LOCK

# Every package is asked about by itself; whether anybody answers is seen by one of them.
PROBE = "pip==26.3"
PATIENCE, LONG_PATIENCE = 6.0, 180.0  # seconds
COMMAND = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--format", "json", "--timeout", "4"]
QUIET = ("--progress-spinner", "off", "--requirement")


def main() -> int:
    """Ask; the exit status is 1 only where a weakness is known."""
    if not _reached(_audited("/dev/stdin", PATIENCE, PROBE)):
        print("Dependencies were not audited: PyPI's list of known weaknesses can't be reached from here.")
        return 0
    known = False
    for lock in (RUN_LOCK, DEV_LOCK):
        packages = _audited(str(lock), LONG_PATIENCE)
        weak = [package for package in packages if package.get("vulns")]
        print(f"{lock.name}: {len(_reached(packages))} packages audited, {len(weak)} with known weaknesses")
        for package in weak:
            print(f"  {package['name']} {package['version']}:", *(found["id"] for found in package["vulns"]))
        known = known or bool(weak)
    return 1 if known else 0


def _audited(requirements: str, patience: float, given: str = "") -> list[dict[str, Any]]:
    """What is said of each package; nothing where nobody answers in time."""
    command = [*COMMAND, *QUIET, requirements]
    try:
        ended = subprocess.run(command, input=given, capture_output=True, text=True, timeout=patience, check=False)
        packages: list[dict[str, Any]] = json.loads(ended.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return packages


def _reached(packages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that PyPI had something to say of."""
    return [package for package in packages if "vulns" in package]


if __name__ == "__main__":
    sys.exit(main())
