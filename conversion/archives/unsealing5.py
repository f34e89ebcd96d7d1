"""RAR 5 archives opened by their password."""

import hashlib
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

import rarfile

from conversion.archives import ciphers
from conversion.archives.ciphers import BLOCK
from conversion.errors import DamagedFileError, PasswordProtectedError

SALT, CHECK = 16, 8
START = 7  # bytes: a checksum, and what may be a size and a kind
MEMBERS, LOCK = (2, 3), 4  # kinds of blocks
EXTRA, DATA = 1, 2  # a block's flags: more of its header, bytes behind it
CHECKED, MIXED = 1, 2  # a lock's flags: the password can be checked; checksums are mixed with it
SUMMED, TIMED = 4, 2  # a member's flags: CRC-32, date
LOCK_RECORD, HASH_RECORD = 1, 2
MOST_ROUNDS = 24  # a power of two
MORE, BITS = 0x80, 7  # a number's bytes: the mark that another follows, and what each holds


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a password comes to, by salt and rounds."""

    password: str
    known: dict[tuple[bytes, int], bytes] = field(default_factory=dict)

    def of(self, salt: bytes, rounds: int, check: bytes) -> bytes:
        """The key; raises `PasswordProtectedError` where the check says that the password is another one."""
        if rounds > MOST_ROUNDS:
            raise DamagedFileError("rounds", rounds)
        if (salt, rounds) not in self.known:
            if check and self._folded(salt, (1 << rounds) + 32) != check:
                raise PasswordProtectedError("rar")
            self.known[salt, rounds] = self._stretched(salt, 1 << rounds)
        return self.known[salt, rounds]

    def _stretched(self, salt: bytes, times: int) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", self.password.encode(), salt, times)

    def _folded(self, salt: bytes, times: int) -> bytes:
        key = self._stretched(salt, times)
        return bytes(key[at] ^ key[at + 8] ^ key[at + 16] ^ key[at + 24] for at in range(CHECK))


class _Reader:
    """Numbers and bytes of a header, one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def number(self) -> int:
        """Seven bits a byte, the lowest first."""
        value = shift = 0
        while True:
            byte = self.data[self.place]
            self.place += 1
            value |= (byte & ~MORE) << shift
            if byte < MORE:
                return value
            shift += BITS

    def take(self, size: int) -> bytes:
        """The next bytes."""
        self.place += size
        return self.data[self.place - size : self.place]


@dataclass(frozen=True, slots=True)
class _Lock:
    """How a member is locked."""

    rounds: int
    salt: bytes
    mixer: bytes
    check: bytes
    is_mixed: bool


def unseal(file: BinaryIO, opened: BinaryIO, password: str) -> None:
    """Write it without locks; raises `PasswordProtectedError`, `DamagedFileError`."""
    opened.write(rarfile.RAR5_ID)
    keys, key = _Keys(password), b""
    while body := _locked_body(file, key) if key else _body(file):
        if body[0] == LOCK:
            key = _key(_Reader(body[1:]), keys)
        else:
            _copy(file, opened, body, keys)


def _copy(file: BinaryIO, opened: BinaryIO, body: bytes, keys: _Keys) -> None:
    """A block and the bytes behind it."""
    reader = _Reader(body)
    about = reader.number(), reader.number()
    extra_size = reader.number() if about[1] & EXTRA else 0
    size = reader.number() if about[1] & DATA else 0
    fields, extra = body[reader.place : len(body) - extra_size], body[len(body) - extra_size :]
    lock, kept = _unlocked(extra) if about[0] in MEMBERS else (None, extra)
    if lock is None:
        _write(opened, about, fields, extra, size)
        opened.writelines(ciphers.pieces(file, size))
        return
    real = _real_size(fields, size)
    _write(opened, about, _unsummed(fields) if lock.is_mixed else fields, kept, real)
    key = keys.of(lock.salt, lock.rounds, lock.check)
    opened.writelines(ciphers.decrypted(ciphers.pieces(file, size), key, lock.mixer, real))


def _body(file: BinaryIO) -> bytes:
    """What a header holds behind its checksum and size; empty at the end."""
    head = file.read(START)
    if len(head) < START:
        return b""
    reader = _Reader(head[4:])
    size = reader.number()
    return _checked(head + file.read(max(0, 4 + reader.place + size - START)), 4 + reader.place, size)


def _locked_body(file: BinaryIO, key: bytes) -> bytes:
    mixer = file.read(BLOCK)
    if len(mixer) < BLOCK:
        return b""
    opened = ciphers.opener(key, mixer)
    head = ciphers.head(file, opened)
    reader = _Reader(head[4:])
    size = reader.number()
    return _checked(head + ciphers.rest(file, opened, 4 + reader.place + size - len(head)), 4 + reader.place, size)


def _checked(head: bytes, start: int, size: int) -> bytes:
    """Its part from ``start`` on; raises `DamagedFileError` where its checksum is another one."""
    if zlib.crc32(head[4 : start + size]).to_bytes(4, "little") != head[:4]:
        raise DamagedFileError("header")
    return head[start : start + size]


def _key(reader: _Reader, keys: _Keys) -> bytes:
    """The key to all that follows."""
    reader.number(), reader.number()  # flags, version
    flags, rounds = reader.number(), reader.take(1)[0]
    return keys.of(reader.take(SALT), rounds, reader.take(CHECK) if flags & CHECKED else b"")


def _unlocked(extra: bytes) -> tuple[_Lock | None, bytes]:
    """How a member is locked, and what else its header tells."""
    reader, lock, kept = _Reader(extra), None, b""
    while reader.place < len(extra):
        start, size = reader.place, reader.number()
        record = _Reader(reader.take(size))
        kind = record.number()
        if kind == LOCK_RECORD:
            record.number()
            flags, rounds = record.number(), record.take(1)[0]
            salt, mixer = record.take(SALT), record.take(BLOCK)
            lock = _Lock(rounds, salt, mixer, record.take(CHECK) if flags & CHECKED else b"", bool(flags & MIXED))
        elif kind != HASH_RECORD:
            kept += extra[start : reader.place]
    return lock, kept


def _unsummed(fields: bytes) -> bytes:
    """A member's fields without the checksum, which only the password makes sense of."""
    reader = _Reader(fields)
    flags = reader.number()
    reader.number(), reader.number()
    at = reader.place + (4 if flags & TIMED else 0)
    if not flags & SUMMED:
        return fields
    flags &= ~SUMMED
    return number(flags) + fields[_length(fields) : at] + fields[at + 4 :]


def _length(fields: bytes) -> int:
    """Bytes of the number that fields begin with."""
    reader = _Reader(fields)
    reader.number()
    return reader.place


def _real_size(fields: bytes, size: int) -> int:
    """A stored member is as long as its content: it was filled up to whole blocks of the cipher."""
    reader = _Reader(fields)
    flags, content = reader.number(), reader.number()
    reader.number()
    reader.take((4 if flags & TIMED else 0) + (4 if flags & SUMMED else 0))
    is_stored = not reader.number() >> 7 & 7
    return min(size, content) if is_stored else size


def _write(opened: BinaryIO, about: tuple[int, int], fields: bytes, extra: bytes, size: int) -> None:
    """A block's header."""
    kind, flags = about
    flags = flags & ~EXTRA | (EXTRA if extra else 0)
    sizes = (number(len(extra)) if extra else b"") + (number(size) if flags & DATA else b"")
    body = number(kind) + number(flags) + sizes + fields + extra
    body = number(len(body)) + body
    opened.write(zlib.crc32(body).to_bytes(4, "little") + body)


def number(value: int) -> bytes:
    """As `_Reader.number` reads it."""
    out = b""
    while value >= MORE:
        out, value = out + bytes([value % MORE | MORE]), value >> BITS
    return out + bytes([value])
