"""Following the playground: events by long poll, or as a stream."""

import json

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
async def stream(request: web.Request) -> web.StreamResponse:
    """The same as server-sent events. A number from before a restart starts over with what is there now."""
    world = asked.world(request)
    last = int(request.headers.get("Last-Event-ID") or asked.number(request, "after", world.events.last))
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    try:
        while not world.events.closed:
            last = await _pass_on(world, response, last)
    except ConnectionError:
        pass  # the page was closed
    return response


async def _pass_on(world: World, response: web.StreamResponse, last: int) -> int:
    found = await world.events.wait(last, HEARTBEAT)
    if not found:
        await response.write(b": still here\n\n")
    for event in found:
        await response.write(f"id: {event['number']}\ndata: {json.dumps(event)}\n\n".encode())
        last = event["number"]
    return last


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
