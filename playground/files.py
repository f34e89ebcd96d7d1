"""The files a bot knows: what the Bot API says of each, and where its bytes are."""

import mimetypes
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground import refusals, storage, uploads

MAX_EXTENSION = 10
PREFIXES = {
    "photo": "AgACAgIAAx",
    "document": "BQACAgIAAx",
    "video": "BAACAgIAAx",
    "audio": "CQACAgIAAx",
    "voice": "AwACAgIAAx",
    "video_note": "DQACAgIAAx",
    "animation": "CgACAgIAAx",
    "sticker": "CAACAgIAAx",
    "thumbnail": "AAMCAgADGQ",
}
FOLDERS = {"audio": "music", "voice": "voice", "video_note": "video_notes", "thumbnail": "thumbnails"}
NAMES = {"document": "Document", "photo": "Photo", "video": "Video", "audio": "Audio", "animation": "Animation"}


@dataclass(frozen=True, slots=True)
class File:
    """A file under one file_id: bound to one bot and one kind, as Telegram's are.

    ``fields`` holds what a message with this file says under ``kind`` (for photos a list of sizes). ``content``
    is the name of its bytes; ``path`` what getFile answers; ``name`` what a browser should save it as.
    """

    id: str
    kind: str
    content: str
    size: int
    path: str
    name: str
    media_type: str
    fields: Any = None

    @property
    def unique_id(self) -> str:
        """The Bot API's file_unique_id: the same for the same bytes."""
        return uploads.unique_id(self.content)


class Files:
    """All files of one bot. ``expired`` holds links that no longer work until getFile is asked again."""

    def __init__(self, shelf: storage.Shelf[File], folder: uploads.Uploads) -> None:
        self._shelf = shelf
        self.uploads = folder
        self.expired: set[str] = set()
        self._paths = {file.path: file.id for file in shelf}

    def add(self, kind: str, upload: uploads.Upload, name: str, facts: Mapping[str, Any]) -> File:
        """Give an upload a file_id of that kind; ``facts`` are the fields of its kind (width, duration, …)."""
        file_id = PREFIXES[kind] + secrets.token_urlsafe(36).replace("-", "A")
        path = f"{FOLDERS.get(kind, kind + 's')}/file_{len(self._shelf)}{_extension(name, upload.media_type)}"
        fields = {"file_id": file_id, "file_unique_id": upload.unique_id, "file_size": upload.size, **facts}
        file = File(file_id, kind, upload.digest, upload.size, path, name, upload.media_type, fields)
        return self._put(file)

    def _put(self, file: File) -> File:
        self._paths[file.path] = file.id
        return self._shelf.put(file.id, file)

    def attach(self, file: File, fields: Any) -> None:
        """Say what a message with this file shows under its kind."""
        self._put(File(file.id, file.kind, file.content, file.size, file.path, file.name, file.media_type, fields))

    def __iter__(self) -> Iterator[File]:
        return iter(self._shelf)

    def get(self, file_id: str) -> File | None:
        """The file with that id, or None."""
        return self._shelf.get(file_id)

    def for_sending(self, file_id: str, kind: str) -> File:
        """The file to send as that kind. A document's place takes every kind, and keeps it."""
        file = self._shelf.get(file_id)
        if file is None or file.kind == "thumbnail":
            raise refusals.bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind and (kind != "document" or file.kind == "photo"):
            raise refusals.bad_request(f"can't use file of type {_type(file.kind)} as {_type(kind)}")
        return file

    def at(self, path: str) -> File | None:
        """The file behind a link, or None when there is none or it has expired."""
        file_id = self._paths.get(path)
        return None if file_id is None or path in self.expired else self._shelf.get(file_id)

    def expire(self) -> None:
        """End the life of every link given out so far."""
        self.expired |= set(self._paths)

    def where(self, file: File) -> Path:
        """The bytes on this machine."""
        return self.uploads.folder / file.content

    def linked(self, file: File) -> Path:
        """The bytes under a path with an extension, as a local Bot API server keeps them. Links, copies nothing."""
        path = self.uploads.folder.parent / "local" / file.id[-16:] / Path(file.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.hardlink_to(self.where(file))
        return path.resolve()


def _type(kind: str) -> str:
    return NAMES.get(kind, kind.replace("_", " ").title().replace(" ", ""))


def _extension(name: str, media_type: str) -> str:
    suffix = Path(name).suffix
    if suffix and suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= MAX_EXTENSION:
        return suffix.lower()
    return mimetypes.guess_extension(media_type) or ""
