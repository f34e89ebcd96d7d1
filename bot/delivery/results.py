"""The file of a result, on its way to Telegram: by its path, by an upload, or by what Telegram has of it."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from telegram import InputFile, InputMedia, InputMediaDocument

from bot.errors import ResultOverLimitError
from bot.messages import shapes, status
from bot.records.deliveries import View
from bot.settings import settings
from conversion import media
from conversion.settings import settings as conversion_settings

FORGOTTEN = 24 * 3600.0  # seconds after which nobody uploads a file any more

Sendable = InputFile | str  # an upload, or a file_id or file:// address


@contextmanager
def opened(view: View) -> Iterator[Path]:
    """Where the result lies, as long as the block runs. Raises `PassingError` and OSError."""
    key = view.output_key or ""
    if (path := media.local_path(key)) is not None:
        path.stat()
        yield path
        return
    with scratch() as folder:
        media.get(key, folder / "result")
        yield folder / "result"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what has to be a file of this machine to be sent."""
    root = conversion_settings().data_dir / "uploads"
    root.mkdir(parents=True, exist_ok=True)
    for left in root.iterdir():  # by processes that were killed
        if time.time() - left.stat().st_mtime > FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="upload-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def sendable(view: View, path: Path, *, by_path: bool) -> Iterator[Sendable]:
    """The whole result: a local server (``by_path``) takes the file where it lies, any other one an upload.

    Raises `ResultOverLimitError`.
    """
    limit = settings().upload_limit
    if (view.output_size or 0) > limit:
        raise ResultOverLimitError(str(view.output_size), str(limit))
    if by_path and media.is_local():
        yield path.as_uri()
        return
    with path.open("rb") as file:
        yield upload(file, view.output_name or "file")


def upload(file: IO[bytes], name: str) -> InputFile:
    """An upload that is read piece by piece."""
    return InputFile(file, filename=name, attach=True, read_file_handle=False)


def described(view: View, file: Sendable, shape: str) -> InputMedia:
    """What `editMessageMedia` takes."""
    caption: dict[str, Any] = {"caption": status.caption(view)}
    if shape == shapes.DOCUMENT:
        return InputMediaDocument(file, **caption, disable_content_type_detection=True)
    kind = shapes.EDITS[shape]
    duration = {"duration": round(view.duration)} if view.duration else {}
    sides = {"width": view.width, "height": view.height}
    if shape == "video":
        return kind(file, **caption, **sides, **duration, supports_streaming=True)  # else players show a square
    if shape == "animation":
        return kind(file, **caption, **sides, **duration)
    return kind(file, **caption, **(duration if shape == "audio" else {}))
