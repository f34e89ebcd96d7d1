"""AES over the bytes of an archive, piece by piece."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from conversion.archives.members import CHUNK
from conversion.errors import DamagedFileError

BLOCK = 16


def opener(key: bytes, mixer: bytes) -> Any:
    """What makes locked blocks clear, one after the other; ``mixer`` is what the first one was mixed with."""
    return Cipher(algorithms.AES(key), modes.CBC(mixer)).decryptor()


def head(file: BinaryIO, opened: Any) -> bytes:
    """The next block in clear, as bytes of a header; empty at the end."""
    start = file.read(BLOCK)
    return bytes(opened.update(start)) if len(start) == BLOCK else b""


def rest(file: BinaryIO, opened: Any, missing: int) -> bytes:
    """Whole blocks that hold so many bytes more."""
    blocks = file.read(-(-missing // BLOCK) * BLOCK) if missing > 0 else b""
    return bytes(opened.update(blocks))


def pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """So many bytes of a file; raises `DamagedFileError` where it ends before."""
    while size > 0:
        chunk = file.read(min(CHUNK, size))
        if not chunk:
            raise DamagedFileError("cut off")
        size -= len(chunk)
        yield chunk


def decrypted(chunks: Iterable[bytes], key: bytes, mixer: bytes, size: int) -> Iterator[bytes]:
    """The first ``size`` bytes in clear: what follows them filled up the last block."""
    opened = opener(key, mixer)
    for chunk in chunks:
        yield opened.update(chunk)[:size]
        size -= min(size, len(chunk))
