"""Starts all parts of Mutabor and ends them together: ``python -m setup.run [--end-with-parent]``."""

import fcntl
import math
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from setup import flower, parts, processes, readiness
from setup.parts import Plan
from setup.readiness import Readiness
from setup.remote import Report
from setup.supervision import Supervision

socket.setdefaulttimeout(2.0)  # a supervisord that hangs shall not hang this too
PATIENCE = 30.0  # seconds after which a start that is not complete is told as it is


def main(arguments: list[str]) -> int:
    """Migrate, start, tell, wait; the exit status is 0 after a stop that was asked for."""
    if "--end-with-parent" in arguments:
        processes.end_with_parent()
    try:
        plan = parts.plan()
    except ValidationError as error:
        sys.exit(f"A setting is wrong: {error}")
    with _alone(plan.data):
        _check(plan)
        _migrate(plan)
        return Supervision(plan).run(_teller(plan, flower.login_hint()))


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Two launchers on one ``DATA_DIR`` would run two Redis on one set of files."""
    with (data / "run.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Mutabor runs already on {data}. Another one needs another DATA_DIR.")
        yield


def _check(plan: Plan) -> None:
    """Ends with a sentence where a start cannot succeed."""
    if os.geteuid() == 0:
        print("Mutabor runs as root here. On a server give it a user of its own.", file=sys.stderr)
    if plan.private_redis and not shutil.which("redis-server"):
        sys.exit("redis-server is missing. As root: apt-get install redis-server. Or set REDIS_URL.")
    if plan.playground_port and not readiness.is_free(plan.playground_port):
        sys.exit(f"Port {plan.playground_port} is taken: set PLAYGROUND_PORT to a free one.")
    if not readiness.is_free(plan.flower_port):
        print(f"Port {plan.flower_port} is taken: Flower waits for it. FLOWER_PORT names another.", file=sys.stderr)


def _migrate(plan: Plan) -> None:
    """Brings the database to this version; no part runs yet."""
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    if subprocess.run(command, cwd=parts.ROOT, env=plan.environment, check=False).returncode:
        sys.exit("The database could not be migrated: see above. DATABASE_URL names it.")


def _teller(plan: Plan, login: str) -> Callable[[Report], bool]:
    """Tells when all parts work, and what is still missing when patience ends before."""
    ready, impatient_at = Readiness(plan), time.monotonic() + PATIENCE

    def tell(report: Report) -> bool:
        nonlocal impatient_at
        missing = ready.missing(report)
        if missing and time.monotonic() < impatient_at:
            return False
        impatient_at = math.inf
        print("\n".join(["", *_words(plan, login, missing), ""]), flush=True)
        return not missing

    return tell


def _words(plan: Plan, login: str, missing: list[str]) -> Iterator[str]:
    """What a person wants to know after the start."""
    yield f"Mutabor runs, but for: {', '.join(missing)}" if missing else "Mutabor runs."
    if plan.playground_port:
        yield f"  Chat with it:   http://127.0.0.1:{plan.playground_port}/"
    yield f"  Watch its work: http://127.0.0.1:{plan.flower_port}/   login {login}"
    yield "  Stop it:        Ctrl-C"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
