"""Failures made to order: what the next calls of a method shall run into."""

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class Fault:
    """One order.

    ``method`` is a Bot API method or "download" (a pattern: ``*`` any, ``send*``), ``chat_id`` narrows it;
    ``skip`` calls go through first, then ``times`` are hit (-1: all). What happens: ``delay`` seconds of waiting;
    ``status`` (with ``description``, ``retry_after``, ``migrate_to``, or a raw ``body``) instead of an answer;
    ``lose``: carried out, but the connection closes without an answer; for downloads ``cut`` (the connection
    closes after that fraction) and ``short`` (only that fraction is there, and nobody says so).
    """

    method: str = "*"
    chat_id: int | None = None
    times: int = 1
    skip: int = 0
    delay: float = 0.0
    status: int = 0
    description: str = ""
    retry_after: int = 0
    migrate_to: int = 0
    body: str | None = None
    lose: bool = False
    cut: float = 0.0
    short: float = 0.0

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether a call is meant."""
        return fnmatchcase(method.lower(), self.method.lower()) and self.chat_id in (None, chat_id)


class Faults:
    """The orders still open, oldest first. One call meets at most one."""

    def __init__(self) -> None:
        self.open: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Add one."""
        self.open.append(fault)

    def clear(self) -> None:
        """Forget all."""
        self.open.clear()

    def meet(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call, which counts as one of its times."""
        for index, fault in enumerate(self.open):
            if not fault.matches(method, chat_id):
                continue
            if fault.skip:
                self.open[index] = replace(fault, skip=fault.skip - 1)
                continue
            if fault.times == 1:
                del self.open[index]
            elif fault.times > 1:
                self.open[index] = replace(fault, times=fault.times - 1)
            return fault
        return None
