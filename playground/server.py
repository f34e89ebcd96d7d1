"""Runs the playground: as a server of its own, or in a thread beside a test."""

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from playground import acting, api, control, guard, refusals, webhooks
from playground.world import Rules
from playground.worlds import WORLDS, Worlds

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
SECONDS_TO_STOP = 3.0
MAX_FIELDS = 16 << 20


def make_app(folder: Path, rules: Rules) -> web.Application:
    """The web application that keeps its state in ``folder``."""
    app = web.Application(middlewares=[guard.guard, explain], client_max_size=MAX_FIELDS)
    app[WORLDS] = Worlds(folder, rules)
    app.on_response_prepare.append(guard.add_headers)
    app.on_shutdown.append(end_waiting)
    app.cleanup_ctx.append(serve_webhooks)
    for routes in (api.ROUTES, *control.ROUTES):
        app.add_routes(routes)
    app.router.add_get("/", page)
    app.router.add_static("/page/", PAGE)
    return app


async def page(_request: web.Request) -> web.FileResponse:
    """The chat page."""
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


@web.middleware
async def explain(request: web.Request, handler: guard.Handler) -> web.StreamResponse:
    """Answer what a person or a test can't do with the reason, instead of a traceback."""
    try:
        return await handler(request)
    except acting.ImpossibleError as error:
        return _error(409, str(error))
    except refusals.RefusedError as refusal:
        return _error(refusal.code, refusal.description)


def _error(status: int, why: str) -> web.Response:
    return web.Response(status=status, text=json.dumps({"error": why}), content_type="application/json")


async def end_waiting(app: web.Application) -> None:
    """Let polls and streams end, so that stopping takes no time."""
    app[WORLDS].end_waiting()


async def serve_webhooks(app: web.Application) -> AsyncIterator[None]:
    """Deliver to webhooks as long as the application runs."""
    task = asyncio.create_task(webhooks.serve(app[WORLDS]))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    app[WORLDS].close()


class Playground:
    """A playground in a thread of its own. A context manager; `url` is its root while it runs.

    ``port`` 0 takes a free one. ``rules`` say whether it is a local server, how strict the flood limits are and
    how long a button may be answered.
    """

    def __init__(self, folder: Path, port: int = 0, rules: Rules | None = None) -> None:
        self.folder = folder
        self.rules = rules or Rules()
        self._socket = socket.create_server((HOST, port))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="playground", daemon=True)
        self._ready = threading.Event()

    def start(self) -> Self:
        """Start serving; returns when it does."""
        self._thread.start()
        self._ready.wait()
        return self

    def stop(self) -> None:
        """Stop serving; what was there comes back with the next `Playground` on the same folder."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        try:
            runner = await listen(self.folder, self._socket, self.rules)
        finally:
            self._ready.set()
        await self._stop.wait()
        await runner.cleanup()


async def listen(folder: Path, listener: socket.socket, rules: Rules) -> web.AppRunner:
    """Begin to serve on a socket; the returned runner's ``cleanup`` ends it."""
    runner = web.AppRunner(make_app(folder, rules), access_log=None, shutdown_timeout=SECONDS_TO_STOP)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    return runner
