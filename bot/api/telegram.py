"""The way to Telegram: a Bot with our server, our timeouts, and answers that keep their HTTP status."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import httpx
from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import NetworkError, TimedOut
from telegram.ext import Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.api.pacing import Pacer
from bot.settings import settings

CHUNK = 1 << 18  # bytes of a download that are in memory at once
POLL_LIMIT = 100  # updates in one answer
POLL_SECONDS = 30  # how long Telegram may hold a getUpdates that has nothing to tell
CHAT_READ_TIMEOUT = 20.0  # seconds; the bot process sends texts only
FILE_TIMEOUT = 300.0  # seconds; a local server answers getFile and uploads only when the file is there

# The library's coming way to tell a time span; without it every 429 is followed by a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    allow_sending_without_reply=True,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
)


class RequestTooLargeError(NetworkError):
    """413: the upload is over the server's limit."""


class ServerError(NetworkError):
    """5xx: the server is in trouble; what was asked may have been done."""


class BrokenDownloadError(NetworkError):
    """The file came incompletely, or its link is dead: ask for the link anew."""


class Request(HTTPXRequest):
    """HTTP that tells 413 and 5xx apart by type, and streams downloads."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Status and body; raises `RequestTooLargeError` and `ServerError` besides what the base class raises."""
        status, body = await super().do_request(*args, **kwargs)
        if status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            raise RequestTooLargeError("413")
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise ServerError(str(status))
        return status, body

    async def stream(self, url: str, file: IO[bytes]) -> int:
        """Write what is at the URL into the file, piece by piece; returns the number of bytes."""
        written = 0
        try:
            async with self._client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise BrokenDownloadError(f"status {answer.status_code}")
                async for chunk in answer.aiter_raw(CHUNK):
                    written += file.write(chunk)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise BrokenDownloadError(type(error).__name__) from error
        return written


class TelegramBot(ExtBot[bool]):
    """python-telegram-bot's Bot, that also hands out updates as they came and files piece by piece."""

    async def raw_updates(self, offset: int | None, allowed: Sequence[str]) -> list[dict[str, Any]]:
        """A long poll's answer as Telegram wrote it: nothing is lost that this version of the library does not know."""
        wanted = {"timeout": POLL_SECONDS, "limit": POLL_LIMIT, "offset": offset, "allowed_updates": list(allowed)}
        answer = await self._post("getUpdates", wanted, read_timeout=POLL_SECONDS + CHAT_READ_TIMEOUT)
        return answer if isinstance(answer, list) else []

    def local_file(self, file_path: str) -> Path | None:
        """The file behind a `getFile` answer's path, where the server is a local one and its files can be seen."""
        path = Path(file_path)
        return path if self.local_mode and path.is_absolute() and path.is_file() else None

    async def download(self, file_path: str, file: IO[bytes]) -> int:
        """Write the file behind a `getFile` answer's path; returns the number of bytes. Its URL holds the token."""
        if (local := self.local_file(file_path)) is not None:
            return await asyncio.to_thread(_copy, local, file)
        request = self.request
        assert isinstance(request, Request)  # make_bot gave it
        return await request.stream(quote(file_path, safe=":/%"), file)


def make_bot(*, for_files: bool = False) -> TelegramBot:
    """A Bot that is not initialized yet; ``for_files``: with the patience that uploads and downloads need."""
    root = settings().api_root
    return TelegramBot(
        settings().token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=_request(FILE_TIMEOUT if for_files else CHAT_READ_TIMEOUT),
        get_updates_request=_request(CHAT_READ_TIMEOUT),
        local_mode=settings().telegram_api_local,
        defaults=DEFAULTS,
        rate_limiter=Pacer(is_patient=for_files),
    )


def _request(read_timeout: float) -> Request:
    """On this machine no proxy is wanted, whatever the environment says."""
    return Request(
        read_timeout=read_timeout,
        write_timeout=20.0,
        connect_timeout=10.0,
        pool_timeout=10.0,
        media_write_timeout=FILE_TIMEOUT,
        httpx_kwargs={"trust_env": not settings().api_is_loopback},
    )


def _copy(path: Path, file: IO[bytes]) -> int:
    written = 0
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            written += file.write(chunk)
    return written
