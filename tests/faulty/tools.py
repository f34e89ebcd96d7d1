"""Programs that misbehave in a chosen way: ``python tools.py FAULT``. None of them ends by itself if it says "hang"."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

LONG = 600


def hang() -> None:
    """Never ends."""
    time.sleep(LONG)


def hang_deaf() -> None:
    """Never ends, and ignores every signal that can be ignored."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if not signal.SIGRTMIN > number > 31:
            signal.signal(number, signal.SIG_IGN)
    time.sleep(LONG)


def hang_with_helper() -> None:
    """Waits for a child, as a shell script around a program does."""
    if os.fork() == 0:
        time.sleep(LONG)
    os.wait()


def hang_with_daemon() -> None:
    """Never ends, nor does its daemon."""
    _daemon()
    time.sleep(LONG)


def hang_breeding() -> None:
    """Never ends, and has thirty-two daemons, each with a session of its own."""
    for _ in range(32):
        _daemon()
    time.sleep(LONG)


def hang_fleeing() -> None:
    """Never ends, and has a daemon that is another process all the time: it forks, and the parent ends.

    The file ``generation`` grows by a byte with each.
    """
    if os.fork():
        time.sleep(LONG)
    generations = os.open("generation", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        if os.fork():
            os._exit(0)
        os.setsid()
        os.write(generations, b"x")


def leave_daemon() -> None:
    """Ends well, and leaves a daemon that keeps the pipes open."""
    _daemon()


def crash() -> None:
    """Dies of a segmentation fault."""
    os.kill(os.getpid(), signal.SIGSEGV)


def fail() -> None:
    """Says why, and ends with status 3."""
    sys.stderr.write("no such codec\n")
    sys.exit(3)


def flood() -> None:
    """Writes 200 MB to each of its streams, without one newline."""
    block = b"x" * (1 << 20)
    for _ in range(200):
        os.write(1, block)
        os.write(2, block)


def eat() -> None:
    """Takes all the memory there is."""
    eaten = []
    while True:
        eaten.append(bytearray(64 << 20))


def fill() -> None:
    """Writes a file that grows without end."""
    with Path("big").open("wb") as file:
        while True:
            file.write(b"x" * (1 << 20))


def connect() -> None:
    """Tries the network; says how each way went."""
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            print(_attempt(lambda family=family, kind=kind: socket.socket(family, kind)))  # type: ignore[misc] # bound now
    print(_attempt(lambda: socket.socket(socket.AF_UNIX)))


def look() -> None:
    """Says what it finds around it: environment, descriptors, folder, mask of new files, standard input."""
    for name, value in sorted(os.environ.items()):
        print(f"env {name}={value}")
    print("descriptors", *descriptors())
    print("folder", Path.cwd())
    print("mask", oct(os.umask(0)))
    print("stdin", len(sys.stdin.read()))


def descriptors() -> list[int]:
    """Which descriptors are open; the last one, the folder's that is read, is left out."""
    return sorted(int(entry.name) for entry in Path("/proc/self/fd").iterdir())[:-1]


def _daemon() -> None:
    """Fork twice, with a session in between: the way to be nobody's child."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(LONG)
        os._exit(0)
    os.wait()


def _attempt(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "open"


if __name__ == "__main__":
    globals()[sys.argv[1]]()
