"""A program that tries what no file may make a tool do: python evil.py SECRET SOCKET; says what it could do."""

import ctypes
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path


def connect(family: int, kind: int, address: object) -> None:
    with socket.socket(family, kind) as wire:
        wire.settimeout(1)
        wire.connect(address)  # type: ignore[arg-type]


def trace(pid: int) -> None:
    if ctypes.CDLL(None, use_errno=True).ptrace(16, pid, 0, 0) != 0:  # PTRACE_ATTACH
        raise OSError(ctypes.get_errno(), "ptrace")


def attempts(secret: Path, listener: str) -> dict[str, Callable[[], object]]:
    """Each raises OSError where it fails."""
    parent = os.getppid()
    return {
        "read a file": secret.read_text,
        "list a folder": lambda: list(secret.parent.iterdir()),
        "list the root": lambda: list(Path("/").iterdir()),
        "change a file": lambda: secret.write_text("changed"),
        "remove a file": secret.unlink,
        "write beside it": lambda: (secret.parent / "evil").write_text("was here"),
        "write to /tmp": lambda: Path("/tmp/evil-was-here").write_text("was here"),
        "read shadow": Path("/etc/shadow").read_text,
        "read the parent's environment": Path(f"/proc/{parent}/environ").read_bytes,
        "trace the parent": lambda: trace(parent),
        "signal the parent": lambda: os.kill(parent, signal.SIGCONT),
        "signal everybody": lambda: os.kill(1, 0),
        "connect by TCP": lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 9)),
        "send by UDP": lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 9)),
        "connect to a UNIX socket": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, listener),
        "make a socket for datagrams": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).close(),
        "mount": lambda: os.chroot("/"),
        "become root": lambda: os.setuid(1),
    }


def main() -> None:
    """Print the names of what succeeded."""
    print("tried")
    for name, attempt in attempts(Path(sys.argv[1]), sys.argv[2]).items():
        try:
            attempt()
        except OSError:
            continue
        print(name)


if __name__ == "__main__":
    main()
