"""Which files a confined process may touch, by Landlock: https://docs.kernel.org/userspace-api/landlock.html ."""

import contextlib
import os
import stat
import struct
from collections.abc import Mapping

from conversion.process import kernel

# <linux/landlock.h>
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # numbers of the calls, the same on every machine
_ASK_VERSION = 1
_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_FOLDER, REMOVE_FOLDER, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_SOCKET = 1 << 9
TRUNCATE, IOCTL = 1 << 14, 1 << 15
READING = EXECUTE | READ_FILE | READ_FOLDER
DEVICE = READ_FILE | WRITE_FILE
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL
_TCP = 3  # bind and connect
_SCOPES = 3  # abstract UNIX sockets, and signals, to processes outside
# What each version of the interface added: how many rights on files, rights on networks, scopes.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_FIRST_WITH_NETWORK, _FIRST_WITH_SCOPES = 4, 6

EVERYTHING = (1 << 16) - 1


def version() -> int:
    """The kernel's version of the interface; 0: none."""
    try:
        return kernel.call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict(rules: Mapping[str, int]) -> None:
    """Leave this process, and all it will start, these rights beneath these paths, and none elsewhere.

    Paths that do not exist are passed over. Nothing happens on a kernel without Landlock. The process must have given
    up new privileges. Raises `OSError`.
    """
    known = version()
    if not known:
        return
    rights = (1 << _FILE_RIGHTS.get(known, 16)) - 1
    network = _TCP if known >= _FIRST_WITH_NETWORK else 0
    attributes = struct.pack("QQQ", rights, network, _SCOPES if known >= _FIRST_WITH_SCOPES else 0)
    size = 24 if known >= _FIRST_WITH_SCOPES else 16 if known >= _FIRST_WITH_NETWORK else 8
    ruleset = kernel.call(_CREATE_RULESET, attributes, size, 0)
    for path, wanted in rules.items():
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            _allow(ruleset, path, wanted & rights)
    kernel.call(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _OF_FILES
        kernel.call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)
