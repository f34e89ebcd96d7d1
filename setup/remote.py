"""What the running supervisord says about itself."""

import http.client
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ProtocolError, ServerProxy

from supervisor.states import ProcessStates
from supervisor.xmlrpc import Faults, SupervisorTransport

NAME = PASSWORD = "mutabor"  # noqa: S105 (supervisord.conf says why)


class State(Enum):
    """Of supervisord as a whole."""

    SILENT = "not there yet, or too busy to answer"
    RUNNING = "running"
    STOPPING = "shutting down"


@dataclass(frozen=True)
class Report:
    """Its state, and each part's process id by name; None: does not run."""

    state: State
    parts: dict[str, int | None] = field(default_factory=dict)


class Remote:
    """A supervisord, by its socket."""

    def __init__(self, socket: Path) -> None:
        self._url = f"unix://{socket}"

    def report(self) -> Report:
        """How it is."""
        # A connection of its own for each question: the transport does not recover from one that failed.
        supervisor: Any = ServerProxy("http://127.0.0.1", SupervisorTransport(NAME, PASSWORD, self._url)).supervisor
        try:
            rows = supervisor.getAllProcessInfo()
        except Fault as fault:
            if fault.faultCode == Faults.SHUTDOWN_STATE:
                return Report(State.STOPPING)
            raise
        except (OSError, http.client.HTTPException, ProtocolError):
            return Report(State.SILENT)
        pids = {row["name"]: row["pid"] if row["state"] == ProcessStates.RUNNING else None for row in rows}
        return Report(State.RUNNING, pids)
