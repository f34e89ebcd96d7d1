"""RAR archives opened by their password: the same archive without its locks, for readers that know none."""

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import rarfile

from conversion.archives import ciphers, unsealing5
from conversion.archives.ciphers import BLOCK
from conversion.errors import DamagedFileError, PasswordProtectedError

# The blocks of RAR 3: a checksum, what it is, its flags, its size.
HEAD, SALT = 7, 8
MAIN, MEMBERS = 0x73, (0x74, 0x7A)
LOCKED_HEADS, LOCKED, SALTED, LARGE, LONG = 0x80, 0x04, 0x400, 0x100, 0x8000
CONTENT_AT, VERSION_AT, METHOD_AT = 11, 24, 25
WITH_AES, STORED = 29, 0x30  # older versions have a cipher of their own
NAME_AT, LARGE_NAME_AT, NAME_LENGTH_AT = 32, 40, 26


def unseal(source: Path, output: Path, password: str) -> None:
    """Write it without locks; raises `PasswordProtectedError` for a wrong password, `DamagedFileError`."""
    with source.open("rb") as file, output.open("wb") as opened:
        mark = file.read(len(rarfile.RAR5_ID))
        try:
            if mark == rarfile.RAR5_ID:
                unsealing5.unseal(file, opened, password)
            else:
                file.seek(len(rarfile.RAR_ID))
                opened.write(rarfile.RAR_ID)
                _unseal(file, opened, password)
        except (IndexError, ValueError) as error:
            raise DamagedFileError(repr(error)) from error


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a password comes to, by salt; each costs a quarter of a million rounds."""

    password: str
    known: dict[bytes, tuple[bytes, bytes]]

    def of(self, salt: bytes) -> tuple[bytes, bytes]:
        """The key, and what the first block is mixed with."""
        if salt not in self.known:
            self.known[salt] = stretched(self.password, salt)
        return self.known[salt]


def stretched(password: str, salt: bytes) -> tuple[bytes, bytes]:
    """RAR 3's way: SHA-1 over the password again and again, with a counter."""
    seed, mixer, digest = password.encode("utf-16-le") + salt, b"", hashlib.sha1(usedforsecurity=False)
    for part in range(16):
        for number in range(1 << 14):
            count = (part << 14) + number
            digest.update(seed + count.to_bytes(3, "little"))
            if number == 0:
                mixer += digest.digest()[-1:]
    words = digest.digest()[:BLOCK]
    return b"".join(words[at : at + 4][::-1] for at in range(0, BLOCK, 4)), mixer


def _unseal(file: BinaryIO, opened: BinaryIO, password: str) -> None:
    keys, are_locked = _Keys(password, {}), False
    while head := _locked_head(file, keys) if are_locked else _head(file):
        kind, flags = head[2], _number(head, 3, 2)
        size = _size(head, kind, flags)
        if kind == MAIN:
            are_locked = bool(flags & LOCKED_HEADS)
            opened.write(_changed(head, flags & ~LOCKED_HEADS))
        elif kind in MEMBERS and flags & LOCKED:
            head, salt = _unsalted(head, flags)
            real = min(size, _number(head, CONTENT_AT, 4)) if head[METHOD_AT] == STORED else size
            opened.write(_packed_into(head, real) if real < size else head)
            opened.writelines(ciphers.decrypted(ciphers.pieces(file, size), *keys.of(salt), real))
        else:
            opened.write(head)
            opened.writelines(ciphers.pieces(file, size))


def _size(head: bytes, kind: int, flags: int) -> int:
    """Bytes behind a header."""
    if kind not in MEMBERS and not flags & LONG:
        return 0
    high = _number(head, NAME_AT, 4) if kind in MEMBERS and flags & LARGE else 0
    return (high << 32) + _number(head, HEAD, 4)


def _head(file: BinaryIO) -> bytes:
    """The next block's header; empty at the end."""
    start = file.read(HEAD)
    return start + file.read(max(0, _number(start, 5, 2) - HEAD)) if len(start) == HEAD else b""


def _locked_head(file: BinaryIO, keys: _Keys) -> bytes:
    salt = file.read(SALT)
    if len(salt) < SALT:
        return b""
    opened = ciphers.opener(*keys.of(salt))
    head = ciphers.head(file, opened)
    size = _number(head, 5, 2)
    head = (head + ciphers.rest(file, opened, size - len(head)))[:size]
    if head and _checksum(head) != head[:2]:
        raise PasswordProtectedError("rar")
    return head


def _unsalted(head: bytes, flags: int) -> tuple[bytes, bytes]:
    """A member's header without its lock, and the salt that stood in it."""
    if not flags & SALTED or head[VERSION_AT] < WITH_AES:
        raise PasswordProtectedError("rar", "a cipher of old")
    length = _number(head, NAME_LENGTH_AT, 2)
    place = (LARGE_NAME_AT if flags & LARGE else NAME_AT) + length
    salt, head = head[place : place + SALT], head[:place] + head[place + SALT :]
    return _changed(head, flags & ~(LOCKED | SALTED)), salt


def _changed(head: bytes, flags: int) -> bytes:
    """The header with other flags, its size and its checksum to match."""
    head = head[:3] + flags.to_bytes(2, "little") + len(head).to_bytes(2, "little") + head[HEAD:]
    return _checksum(head) + head[2:]


def _packed_into(head: bytes, size: int) -> bytes:
    """The header of a member of so many bytes: what is stored is as long as its content."""
    head = head[:HEAD] + size.to_bytes(4, "little") + head[HEAD + 4 :]
    return _checksum(head) + head[2:]


def _number(head: bytes, place: int, size: int) -> int:
    return int.from_bytes(head[place : place + size], "little")


def _checksum(head: bytes) -> bytes:
    return (zlib.crc32(head[2:]) & 0xFFFF).to_bytes(2, "little")
