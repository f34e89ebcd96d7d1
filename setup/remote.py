"""What the running supervisord says about itself."""

import http.client
from enum import Enum
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ProtocolError, ServerProxy

from supervisor.states import ProcessStates
from supervisor.xmlrpc import Faults, SupervisorTransport

NAME = PASSWORD = "mutabor"  # noqa: S105 (supervisord.conf says why)


class State(Enum):
    """Of supervisord as a whole."""

    SILENT = "not there, or not yet"
    RUNNING = "running"
    STOPPING = "shutting down"


class Remote:
    """A supervisord, by its socket."""

    def __init__(self, socket: Path) -> None:
        self._url = f"unix://{socket}"

    @property
    def _supervisor(self) -> Any:
        """A connection of its own for each question: the transport does not recover from one that failed."""
        return ServerProxy("http://127.0.0.1", SupervisorTransport(NAME, PASSWORD, self._url)).supervisor

    def state(self) -> State:
        """Whether it runs."""
        try:
            self._supervisor.getState()
        except Fault as fault:
            if fault.faultCode == Faults.SHUTDOWN_STATE:
                return State.STOPPING
            raise
        except (OSError, http.client.HTTPException, ProtocolError):
            return State.SILENT
        return State.RUNNING

    def waiting_for(self) -> list[str]:
        """The parts that do not run, by name."""
        rows = self._supervisor.getAllProcessInfo()
        return [row["name"] for row in rows if row["state"] != ProcessStates.RUNNING]
