"""Media: where files wait between the stages of a conversion, local or on any fsspec store."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO
from uuid import uuid4

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from conversion import names
from conversion.errors import PassingError
from conversion.settings import settings

CHUNK = 1 << 20  # bytes
FICLONE = 0x40049409  # ioctl_ficlone(2): Python 3.11 has no name for it


@cache
def _store() -> tuple[AbstractFileSystem, str]:
    """The file system, and the root inside it."""
    filesystem, root = fsspec.core.url_to_fs(settings().media_root)
    return filesystem, str(root)


def _path(key: str) -> str:
    return f"{_store()[1]}/{key}"


def new_key(task_id: str, name: str) -> str:
    """A key never used before; its last part is the cleaned name. One folder a task."""
    return f"{task_id}/{uuid4().hex[:8]}/{names.clean(name)}"


def is_local() -> bool:
    """Whether keys are files of this machine."""
    return isinstance(_store()[0], LocalFileSystem)


def local_path(key: str) -> Path | None:
    """The file itself where media is local, else None."""
    return Path(_path(key)) if is_local() else None


@contextmanager
def writer(key: str) -> Iterator[IO[bytes]]:
    """A file to write; it appears under its key, whole, only when the block ends well."""
    with _faults():
        if (path := local_path(key)) is None:
            with _store()[0].open(_path(key), "wb") as file:
                yield file
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{uuid4().hex[:8]}.part")
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)


def put(path: Path, key: str) -> int:
    """Store a local file; moves it where that costs nothing. Returns its size in bytes."""
    size = path.stat().st_size
    with _faults():
        target = local_path(key)
        if target is not None and target.parent.parent.parent.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.stat().st_dev == target.parent.stat().st_dev:
                path.rename(target)
                return size
    with path.open("rb") as source, writer(key) as file:
        copy(source, file)
    return size


def adopt(path: Path, key: str) -> int:
    """Store a file that stays somebody else's; returns its size in bytes.

    On one file system nothing is copied: it shares its blocks where the file system can do that, else it is linked.
    """
    with _faults():
        if (target := local_path(key)) is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            if _cloned(path, target) or _linked(path, target):
                return target.stat().st_size
    with path.open("rb") as source, writer(key) as file:
        copy(source, file)
        return file.tell()


def _cloned(path: Path, target: Path) -> bool:
    """Whether the file system could let both share their blocks until one of them is written to."""
    part = target.with_name(f".{uuid4().hex[:8]}.part")
    try:
        with path.open("rb") as source, part.open("wb") as made:
            fcntl.ioctl(made, FICLONE, source.fileno())
        part.rename(target)
    except OSError:
        part.unlink(missing_ok=True)
        return False
    return True


def _linked(path: Path, target: Path) -> bool:
    try:
        target.hardlink_to(path)
    except OSError:
        return False
    return True


def get(key: str, path: Path) -> None:
    """Bring a stored file to a local path: by a hard link where that is possible, else by a copy."""
    if (stored := local_path(key)) is not None:
        try:
            os.link(stored, path)
        except FileNotFoundError as error:
            raise PassingError("media is missing", key) from error
        except OSError:
            pass
        else:
            return
    with _faults(), _store()[0].open(_path(key), "rb") as source, path.open("wb") as file:
        copy(source, file)


def open_for_reading(key: str) -> IO[bytes]:
    """A stored file, to read."""
    with _faults():
        file: IO[bytes] = _store()[0].open(_path(key), "rb")
        return file


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy in pieces: whole files never stand in memory."""
    shutil.copyfileobj(source, target, CHUNK)


def exists(key: str) -> bool:
    """Whether a file is stored there."""
    with _faults():
        return bool(_store()[0].exists(_path(key)))


def size(key: str) -> int:
    """Bytes."""
    with _faults():
        return int(_store()[0].size(_path(key)))


def location(key: str) -> str:
    """What a person or a script can open: a path, or a URL."""
    filesystem, _root = _store()
    return _path(key) if is_local() else str(filesystem.unstrip_protocol(_path(key)))


def forget(task_id: str) -> None:
    """Remove all that is stored for a task; nothing there is fine."""
    filesystem, _root = _store()
    with _faults():
        _remove(filesystem, _path(task_id))


def forget_key(key: str) -> None:
    """Remove one stored file, and its folder with it."""
    filesystem, _root = _store()
    folder = _path(str(PurePosixPath(key).parent))
    with _faults():
        _remove(filesystem, folder)


def _remove(filesystem: AbstractFileSystem, folder: str) -> None:
    """Two cleaners may meet: what is gone already is fine."""
    with suppress(FileNotFoundError):
        filesystem.rm(folder, recursive=True)


def keys(task_id: str) -> list[str]:
    """All that is stored for a task."""
    filesystem, root = _store()
    with _faults():
        return [str(path).removeprefix(f"{root}/") for path in filesystem.find(_path(task_id))]


def stored_tasks() -> list[str]:
    """The ids of all tasks that have anything stored."""
    filesystem, root = _store()
    with _faults():
        if not filesystem.exists(root):
            return []
        return [PurePosixPath(str(path)).name for path in filesystem.ls(root, detail=False)]


@contextmanager
def _faults() -> Iterator[None]:
    """A store that fails may come back: its faults are passing ones."""
    try:
        yield
    except OSError as error:
        raise PassingError("media", type(error).__name__, str(error)) from error
