"""How a result appears in the chat: as a film or a song where Telegram can play it, else as a document."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from telegram import InputFile, InputMedia, InputMediaAudio, InputMediaDocument, InputMediaVideo

from bot import status
from bot.deliveries import View
from bot.errors import ResultOverLimitError
from bot.settings import settings
from conversion import formats, media
from conversion.settings import settings as conversion_settings

FORGOTTEN = 24 * 3600.0  # seconds after which nobody uploads a file any more
# Everything else stays a document. A picture sent as a photo, or a GIF sent as an animation, is encoded anew by
# Telegram: it would be no PNG and no GIF any more.
PLAYED: dict[str, type[InputMediaAudio | InputMediaVideo]] = {
    "mp4": InputMediaVideo,
    "mp3": InputMediaAudio,
    "m4a": InputMediaAudio,
}


@contextmanager
def opened(view: View) -> Iterator[IO[bytes]]:
    """The result, to be read while it is uploaded. Raises `ResultOverLimitError`, `PassingError`, OSError."""
    limit = settings().upload_limit
    if (view.output_size or 0) > limit:
        raise ResultOverLimitError(str(view.output_size), str(limit))
    key = view.output_key or ""
    if (path := media.local_path(key)) is not None:
        with path.open("rb") as file:
            yield file
        return
    with _fetched(key) as path, path.open("rb") as file:
        yield file


@contextmanager
def _fetched(key: str) -> Iterator[Path]:
    """A copy from a remote store: an upload wants a file that knows its length."""
    root = conversion_settings().data_dir / "uploads"
    root.mkdir(parents=True, exist_ok=True)
    for left in root.iterdir():  # by processes that were killed
        if time.time() - left.stat().st_mtime > FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="upload-", dir=root))
    try:
        media.get(key, folder / "result")
        yield folder / "result"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def described(view: View, file: IO[bytes], *, as_document: bool) -> InputMedia:
    """What `editMessageMedia` takes. The upload is read piece by piece."""
    name = view.output_name or "file"
    upload = InputFile(file, filename=name, attach=True, read_file_handle=False)
    caption = status.caption(view)
    known = formats.from_filename(name)
    duration = round(view.duration) if view.duration else None
    played = None if as_document or known is None else PLAYED.get(known.name)
    if played is InputMediaVideo:
        return InputMediaVideo(
            upload,
            caption,
            view.width,
            view.height,
            duration,
            supports_streaming=True,  # else players show a square
        )
    if played is InputMediaAudio:
        return InputMediaAudio(upload, caption=caption, duration=duration)
    return InputMediaDocument(upload, caption=caption, disable_content_type_detection=True)
