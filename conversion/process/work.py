"""What a fork server is asked to do: one program to run, or functions to call one after the other."""

import os
import pickle
import socket
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

GIB = 1 << 30
_LENGTH = struct.Struct("=Q")
STREAMS = 3  # requests, stdout, stderr


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
    """A program (``command``, its first word a path), or without one a child that calls what it is asked to.

    ``rlimits`` maps `resource` constants to values. ``readable`` may be read besides the system and the scratch
    folder; in ``sockets``, folders, UNIX sockets may be made.
    """

    name: str
    command: tuple[str, ...] = ()
    scratch: Path = Path("/")
    environment: Mapping[str, str] = field(default_factory=dict)
    rlimits: Mapping[int, int] = field(default_factory=dict)
    readable: tuple[Path, ...] = ()
    sockets: tuple[Path, ...] = ()


def send(connection: socket.socket, work: Work, streams: Sequence[int]) -> None:
    """To a child that waits for it, with the descriptors of its requests, stdout and stderr."""
    pickled = pickle.dumps(work)
    socket.send_fds(connection, [_LENGTH.pack(len(pickled))], streams)
    connection.sendall(pickled)


def receive(connection: socket.socket) -> tuple[Work, list[int]] | None:
    """A work, and those descriptors; None when nobody will ask any more."""
    header, descriptors, _, _ = socket.recv_fds(connection, _LENGTH.size, STREAMS)
    if len(header) < _LENGTH.size or len(descriptors) < STREAMS:
        return None
    [length] = _LENGTH.unpack(header)
    pickled = connection.recv(length, socket.MSG_WAITALL)
    if len(pickled) < length:
        return None
    return pickle.loads(pickled), descriptors  # noqa: S301 - from our own process


def enveloped(request: bytes) -> bytes:
    """A request as it is written for a child that calls functions; an empty one is the end."""
    return _LENGTH.pack(len(request)) + request


def requests(stream: BinaryIO) -> Iterator[bytes]:
    """Each that comes, until the end."""
    while length := int.from_bytes(stream.read(_LENGTH.size), sys.byteorder):
        yield stream.read(length)


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
