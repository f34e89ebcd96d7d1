"""Commands for the parts that run: ``python -m setup.control status``, ``… restart worker-video``."""

import os
import sys

from setup import parts
from setup.remote import Remote, State

GROUPLESS = {"redis", "playground", "all"}


def main(arguments: list[str]) -> None:
    """Becomes supervisorctl, with its words: status, start, stop, restart, signal, pid."""
    verb, *names = arguments or ["status"]
    plan = parts.plan()
    if Remote(plan.control).report().state is State.SILENT:
        sys.exit(f"Mutabor does not run with DATA_DIR={plan.data}.")
    configuration = ["-c", str(parts.ROOT / "supervisord.conf")]
    command = [sys.executable, "-m", "supervisor.supervisorctl", *configuration, verb, *map(_full_name, names)]
    os.execve(command[0], command, plan.environment)


def _full_name(name: str) -> str:
    """A part with its group; what is no part stays as it is."""
    is_part = name.islower() and ":" not in name and name not in GROUPLESS
    return f"mutabor:{name}" if is_part else name


if __name__ == "__main__":
    main(sys.argv[1:])
