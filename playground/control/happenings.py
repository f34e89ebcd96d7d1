"""Following the playground: events by long poll, or as a stream."""

import asyncio

from aiohttp import web

from playground.control import asked
from playground.world import World

ROUTES = web.RouteTableDef()
LONGEST_WAIT = 50.0
HEARTBEAT = 15.0


@ROUTES.get(asked.BOT + "/events")
async def events(request: web.Request) -> web.Response:
    """The events after ``?after=NUMBER``, as soon as there is one, or [] after ``&wait=SECONDS``."""
    wait = min(asked.number(request, "wait", 0), LONGEST_WAIT)
    found = await asked.world(request).events.wait(int(asked.number(request, "after", 0)), wait)
    return web.json_response(found)


@ROUTES.get(asked.BOT + "/stream")
async def stream(request: web.Request) -> web.WebSocketResponse:
    """The events after ``?after=NUMBER`` over a WebSocket, one JSON object each, for the page.

    (Of server-sent event streams browsers allow six a server, and people open more tabs than that.)
    """
    world = asked.world(request)
    after = int(asked.number(request, "after", world.events.last))
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await socket.prepare(request)
    sender = asyncio.create_task(_pass_on(world, socket, after))
    async for _ in socket:
        pass  # The page says nothing: this waits for its end.
    sender.cancel()
    await asyncio.gather(sender, return_exceptions=True)
    return socket


async def _pass_on(world: World, socket: web.WebSocketResponse, last: int) -> None:
    while not world.events.closed and not socket.closed:
        for event in await world.events.wait(last, LONGEST_WAIT):
            await socket.send_json(event)
            last = event["number"]
    await socket.close()


@ROUTES.get(asked.BOT + "/queries/{query}")
async def query(request: web.Request) -> web.Response:
    """How the bot answered a pressed button, awaited ``?wait=`` seconds.

    ``{"answer": {"text": …, "show_alert": …, "url": …}}``, or null for no answer yet.
    """
    world = asked.world(request)
    found = world.queries.get(request.match_info["query"])
    if found is None:
        raise asked.refused(404, "no such query")
    wait = min(asked.number(request, "wait", 0), LONGEST_WAIT)
    await world.events.until(lambda: found.answer is not None, wait)
    return web.json_response({"answer": found.answer})
