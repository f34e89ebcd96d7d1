"""Takes updates that Telegram brings: committed to the inbox first, answered 200 afterwards."""

import asyncio
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from sqlalchemy.exc import OperationalError
from telegram.error import TelegramError

from bot.api.telegram import TelegramBot
from bot.settings import settings
from bot.updates import inbox
from bot.updates.intake import ALLOWED_UPDATES, Pauses

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
LARGEST_UPDATE = 4 << 20  # bytes
log = structlog.get_logger()


class Endpoint:
    """The HTTP endpoint behind ``WEBHOOK_URL``; ``secret`` is what Telegram has to show."""

    def __init__(self, bot_id: int, secret: str, on_updates: Callable[[], None]) -> None:
        self._bot_id, self._secret, self._on_updates = bot_id, secret, on_updates
        self._one_after_another = asyncio.Lock()

    def application(self, path: str) -> web.Application:
        """The aiohttp application that serves it at that path."""
        application = web.Application(client_max_size=LARGEST_UPDATE)
        application.router.add_post(path, self.receive)
        return application

    async def receive(self, request: web.Request) -> web.Response:
        """200 once the update is committed; anything else makes Telegram bring it again."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
            update["update_id"] += 0
        except (ValueError, TypeError, KeyError):
            return web.Response(status=400)
        try:
            async with self._one_after_another:  # letters of a chat stand in the inbox in the order they came
                new = await asyncio.to_thread(inbox.put, self._bot_id, [update])
        except OperationalError as error:
            log.warning("database_away", reason=str(error.orig))
            return web.Response(status=503)
        if new:
            self._on_updates()
        return web.Response()


@asynccontextmanager
async def serving(bot: TelegramBot, on_updates: Callable[[], None]) -> AsyncIterator[str]:
    """Serve the endpoint; yields the secret that Telegram has to be told."""
    secret = settings().webhook_secret.get_secret_value() or secrets.token_urlsafe(32)
    path = urlsplit(settings().webhook_url).path or "/"
    runner = web.AppRunner(Endpoint(bot.id, secret, on_updates).application(path), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings().webhook_host, settings().webhook_port).start()
        log.info("webhook_served", host=settings().webhook_host, port=settings().webhook_port)
        yield secret
    finally:
        await runner.cleanup()


async def run(bot: TelegramBot, on_updates: Callable[[], None]) -> None:
    """Serve the endpoint and have Telegram use it, until cancelled."""
    async with serving(bot, on_updates) as secret:
        await _register(bot, secret)
        await asyncio.Event().wait()


async def _register(bot: TelegramBot, secret: str) -> None:
    pauses = Pauses()
    while True:
        try:
            await bot.set_webhook(settings().webhook_url, allowed_updates=ALLOWED_UPDATES, secret_token=secret)
        except TelegramError as error:
            await asyncio.sleep(pauses.after(error))
        else:
            return
