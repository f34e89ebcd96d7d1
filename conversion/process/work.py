"""What a fork server is asked to do: one program to run, or one function to call."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single process of a conversion may use: bytes of address space, bytes in one file, open files.

    ``processes`` counts all of the user, threads too; root is never limited.
    """

    program_memory: int = 4 * GIB
    decoder_memory: int = 3 * GIB
    file_size: int = 4 * GIB
    open_files: int = 1024
    processes: int = 4096


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Work:
    """A program (``command``, its first word a path) or a function (``call``: it and its arguments, pickled).

    ``rlimits`` maps `resource` constants to values. ``readable`` may be read besides the system and the scratch
    folder; in ``sockets``, folders, UNIX sockets may be made.
    """

    name: str
    command: tuple[str, ...] = ()
    call: bytes = b""
    scratch: Path = Path("/")
    environment: Mapping[str, str] = field(default_factory=dict)
    rlimits: Mapping[int, int] = field(default_factory=dict)
    readable: tuple[Path, ...] = ()
    sockets: tuple[Path, ...] = ()


def environment(scratch: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a piece of work: nothing of ours but where programs are."""
    home = str(scratch)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": home,
        "TMPDIR": home,
        # glibc reserves 64 MB of addresses an arena, eight arenas a core: on a large machine that alone is the limit
        "MALLOC_ARENA_MAX": "4",
        **extra,
    }
