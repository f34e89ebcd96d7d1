"""The walls around a stranger's file: what a process that opens it may use and reach."""

import contextlib
import ctypes
import errno
import platform
import resource
import socket
import struct
from collections.abc import Mapping
from pathlib import Path

from conversion.process import kernel

# <linux/seccomp.h>, <linux/filter.h>, <linux/audit.h>
_MODE_FILTER = 2
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_SYSTEM_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_IO_URING = (425, 427)
_X32 = 0x40000000

# machine: (audit architecture, number of socket(2))
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def confine(rlimits: Mapping[int, int]) -> None:
    """Put this process, and all it will start, behind the walls; they can't be taken down again.

    A wall that this kernel or machine lacks is left out: `active` tells which ones stand.
    """
    for number, wanted in rlimits.items():
        _, hard = resource.getrlimit(number)
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(number, (value, value))
    with contextlib.suppress(OSError):  # a wish: when memory runs out, this goes before the worker does
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if platform.machine() in _MACHINES:
        _deny_network(*_MACHINES[platform.machine()])


def active() -> dict[str, bool]:
    """Which walls stand around this process, as the kernel says."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return {
        "no new privileges": status["NoNewPrivs"].strip() == "1",
        "no network": not _has_network(),
        "memory limit": resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY,
        "file size limit": resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY,
    }


def _has_network() -> bool:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except PermissionError:
        return False
    return True


def _deny_network(architecture: int, socket_call: int) -> None:
    """Refuse every socket but UNIX ones, and io_uring, which makes sockets without the call."""
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EACCES)
    allow = (_RETURN, 0, 0, _ALLOW)
    _install(
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        refuse,
        (_LOAD, 0, 0, _SYSTEM_CALL),
        (_AT_LEAST, 0, 1, _X32),
        refuse,
        (_AT_LEAST, 0, 2, _IO_URING[0]),
        (_AT_LEAST, 1, 0, _IO_URING[1] + 1),
        refuse,
        (_EQUAL, 1, 0, socket_call),
        allow,
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, socket.AF_UNIX),
        refuse,
        allow,
    )


def _install(*instructions: tuple[int, int, int, int]) -> None:
    """Load a BPF program; each instruction is (code, jump if true, jump if false, operand)."""
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HP", len(instructions), ctypes.addressof(buffer))
    try:
        kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(program))
    except OSError as error:
        if error.errno != errno.EINVAL:  # EINVAL: a kernel built without it
            raise
