"""Ends a long command by SIGTERM as Ctrl-C ends it: what it has started ends with it."""

import signal
import sys


def end_by_sigterm() -> None:
    """From now on SIGTERM leaves every block that clears up after itself; the exit status says so."""
    signal.signal(signal.SIGTERM, _end)


def _end(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one would cut the clearing up short
    sys.exit(128 + number)
