"""Whether the parts do their work, which is later than that they run."""

import socket
import sys
import time
from pathlib import Path

from setup import processes
from setup.parts import Plan
from setup.remote import Report


class Readiness:
    """Of one start."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._since = time.time()

    def missing(self, report: Report) -> list[str]:
        """The parts that do not work yet, by name."""
        missing = {name for name, pid in report.parts.items() if pid is None or not self._works(name, pid)}
        if self._plan.playground_port and is_free(self._plan.playground_port):
            missing.add("playground")
        return sorted(missing)

    def _works(self, name: str, pid: int) -> bool:
        if name.startswith("worker-"):
            # Its pool stands, and the next thing it does is to listen. Seen on Linux only.
            return sys.platform != "linux" or bool(processes.children(pid))
        return name != "bot" or self._is_fresh(self._plan.data / "bot.alive")

    def _is_fresh(self, sign: Path) -> bool:
        """The bot gives this sign of life once Telegram has answered it."""
        return sign.exists() and sign.stat().st_mtime >= self._since


def is_free(port: int) -> bool:
    """Whether nobody listens there on the loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
