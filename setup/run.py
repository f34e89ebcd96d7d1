"""Starts all parts of Mutabor and ends them together: ``python -m setup.run [--end-with-parent]``."""

import fcntl
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import parts, processes
from setup.parts import Plan
from setup.remote import Report
from setup.supervision import Supervision

socket.setdefaulttimeout(2.0)  # a supervisord that hangs shall not hang this too
PATIENCE = 60.0  # seconds after which a start that is not complete is told as it is


def main(arguments: list[str]) -> int:
    """Migrate, start, tell, wait; the exit status is 0 after a stop that was asked for."""
    if "--end-with-parent" in arguments:
        processes.end_with_parent()
    plan = parts.plan()
    with _alone(plan.data):
        _check(plan)
        _migrate(plan)
        return Supervision(plan).run(_teller(plan))


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
    if plan.private_redis and not shutil.which("redis-server"):
        sys.exit("redis-server is missing. As root: apt-get install redis-server. Or set REDIS_URL.")
    if plan.playground_port and not _is_free(plan.playground_port):
        sys.exit(f"Port {plan.playground_port} is taken: set PLAYGROUND_PORT to a free one.")
    if not _is_free(plan.flower_port):
        print(f"Port {plan.flower_port} is taken: Flower waits for it. FLOWER_PORT names another.", file=sys.stderr)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _migrate(plan: Plan) -> None:
    """Brings the database to this version; no part runs yet."""
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    if subprocess.run(command, cwd=parts.ROOT, env=plan.environment, check=False).returncode:
        sys.exit("The database could not be migrated: see above. DATABASE_URL names it.")


def _teller(plan: Plan) -> Callable[[Report], bool]:
    """Tells once, when all parts run or patience ends."""
    since = time.monotonic()

    def tell(report: Report) -> bool:
        waiting = list(report.waiting)
        if plan.playground_port and _is_free(plan.playground_port):
            waiting.append("playground")
        if waiting and time.monotonic() - since < PATIENCE:
            return False
        print("\n".join(["", *_words(plan, sorted(set(waiting))), ""]), flush=True)
        return True

    return tell


def _words(plan: Plan, waiting: list[str]) -> Iterator[str]:
    """What a person wants to know after the start."""
    yield f"Mutabor runs, but for: {', '.join(waiting)}" if waiting else "Mutabor runs."
    if plan.playground_port:
        yield f"  Chat with it:   http://127.0.0.1:{plan.playground_port}/"
    yield f"  Watch its work: http://127.0.0.1:{plan.flower_port}/   login {plan.login}"
    yield "  Stop it:        Ctrl-C"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
