"""The few Linux calls that Python has no names for."""

import contextlib
import ctypes
import os
import struct
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_CAPABILITIES_3 = 0x20080522  # <linux/capability.h>
_CAPABILITY_SETS = 24  # bytes

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
PR_SET_SECCOMP = 22
PR_SET_SECUREBITS = 28
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38


def prctl(option: int, *arguments: object) -> None:
    """Ask the kernel for a change to this process, as in the manual page of that name; raises `OSError`."""
    padded = [*arguments, *[0] * (4 - len(arguments))]
    values = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in padded]
    if _LIBC.prctl(ctypes.c_int(option), *values) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def call(number: int, *arguments: object) -> int:
    """A system call that the C library has no name for: bytes are passed by their address; raises `OSError`."""
    values = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in arguments]
    answer = int(_LIBC.syscall(ctypes.c_long(number), *values))
    if answer < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return answer


def drop_capabilities() -> None:
    """Give up all that root may do besides what any owner of a file may; nothing for who has none. Raises `OSError`."""
    header = struct.pack("Ii", _CAPABILITIES_3, 0)
    if _LIBC.capset(header, bytes(_CAPABILITY_SETS)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def name_process(name: str) -> None:
    """Set the name that ``ps -e`` and ``top`` show, up to 15 bytes."""
    prctl(PR_SET_NAME, ctypes.c_char_p(name.encode()))


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent dies."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent(signal_number: int, parent: int) -> None:
    """Have the kernel send the signal when the parent, process id ``parent``, dies; end now if it has already."""
    prctl(PR_SET_PDEATHSIG, int(signal_number))
    if os.getppid() != parent:
        os._exit(0)


def die_before_others() -> None:
    """Ask that this process and all it starts go first when memory runs out."""
    with contextlib.suppress(OSError):  # a wish
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")


def children() -> list[int]:
    """The process ids of what this process's main thread started, dead ones not yet waited for included."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()]
