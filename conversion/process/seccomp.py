"""System calls that a confined process is refused: those that reach other machines or other processes' sockets."""

import ctypes
import errno
import itertools
import platform
import socket
import struct

from conversion.process import kernel

# <linux/seccomp.h>, <linux/filter.h>, <linux/audit.h>
_MODE_FILTER = 2
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_AND, _KIND_OF_SOCKET = 0x54, 0xF  # without its flags
_SYSTEM_CALL, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_IO_URING = (425, 427)
_X32 = 0x40000000

# machine: (audit architecture, numbers of socket(2) and connect(2))
_MACHINES = {"x86_64": (0xC000003E, 41, 42), "aarch64": (0xC00000B7, 198, 203)}


def deny_connections() -> None:
    """Refuse every socket but UNIX streams, all connections (a database may listen on such a one), and io_uring.

    Nothing happens on a machine that is not known here. Pairs of sockets still work.
    """
    if platform.machine() in _MACHINES:
        _deny(*_MACHINES[platform.machine()])


def _deny(architecture: int, socket_call: int, connect_call: int) -> None:
    """Refuse, by the numbers of this machine; io_uring makes sockets without the call."""
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
        (_EQUAL, 0, 1, connect_call),
        refuse,
        (_EQUAL, 1, 0, socket_call),
        allow,
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, socket.AF_UNIX),
        refuse,
        (_LOAD, 0, 0, _SECOND_ARGUMENT),
        (_AND, 0, 0, _KIND_OF_SOCKET),
        (_EQUAL, 0, 1, socket.SOCK_DGRAM),
        refuse,
        allow,
    )


def _install(*instructions: tuple[int, int, int, int]) -> None:
    """Load a BPF program; each instruction is (code, jump if true, jump if false, operand)."""
    code = struct.pack("HBBI" * len(instructions), *itertools.chain.from_iterable(instructions))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HP", len(instructions), ctypes.addressof(buffer))
    try:
        kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(program))
    except OSError as error:
        if error.errno != errno.EINVAL:  # EINVAL: a kernel built without it
            raise
