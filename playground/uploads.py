"""Takes files in: streams them to disk, names them by their content, and forgets what nobody keeps."""

import asyncio
import base64
import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import BodyPartReader

CHUNK = 1 << 18
UNKNOWN = "application/octet-stream"


def unique_id(digest: str) -> str:
    """A file_unique_id for a content."""
    return f"AgAD{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in. ``name`` and ``media_type`` are what the sender says; ``path`` holds the bytes."""

    name: str
    media_type: str
    size: int
    digest: str
    path: Path

    @property
    def unique_id(self) -> str:
        """The Bot API's file_unique_id: the same for the same bytes."""
        return unique_id(self.digest)


class Uploads:
    """The folder of all bytes, one file a content. Limits are in bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def receive(self, part: BodyPartReader, limit: int) -> Upload | None:
        """Stream a part to disk; None if it is too large (it is read to its end all the same)."""
        digest, size = hashlib.sha256(), 0
        with self._incoming() as path:
            with path.open("wb") as output:
                while chunk := await part.read_chunk(CHUNK):
                    size += len(chunk)
                    if size <= limit:
                        digest.update(chunk)
                        output.write(chunk)
            if size > limit:
                return None
            stored = self._keep(path, digest.digest())
        media_type = part.headers.get("Content-Type", UNKNOWN).partition(";")[0].strip()
        # Bytes that are no UTF-8 reach us as lone surrogates, which nothing could write down again.
        name = (part.filename or "").encode(errors="surrogateescape").decode(errors="replace")
        return Upload(name, media_type, size, stored.name, stored)

    async def adopt(self, path: Path, limit: int) -> Upload | None:
        """Take a file that lies on this machine; None if it is too large."""
        return await asyncio.to_thread(self._adopt, path, limit)

    def _adopt(self, path: Path, limit: int) -> Upload | None:
        size = path.stat().st_size
        if size > limit:
            return None
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").digest()
        with self._incoming() as copy:
            shutil.copyfile(path, copy)
            stored = self._keep(copy, digest)
        return Upload(path.name, UNKNOWN, size, stored.name, stored)

    def store(self, data: bytes, name: str, media_type: str) -> Upload:
        """Keep bytes that were made here."""
        with self._incoming() as path:
            path.write_bytes(data)
            stored = self._keep(path, hashlib.sha256(data).digest())
        return Upload(name, media_type, len(data), stored.name, stored)

    @contextlib.contextmanager
    def _incoming(self) -> Iterator[Path]:
        """A new empty file; whoever does not `_keep` it loses it."""
        handle, name = tempfile.mkstemp(prefix="incoming-", dir=self.folder)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _keep(self, path: Path, digest: bytes) -> Path:
        stored = self.folder / base64.urlsafe_b64encode(digest).decode().rstrip("=").replace("-", "_")
        path.replace(stored)
        return stored

    def sweep(self, kept: Iterable[str]) -> None:
        """Delete what no record refers to. Only for the start, when nothing is coming in."""
        wanted = set(kept)
        for path in self.folder.iterdir():
            if path.is_file() and path.name not in wanted:
                path.unlink()
