"""What a control call asks for: whose world, which chat and message, and the fields of its JSON body."""

import json
from typing import Any

from aiohttp import web

from playground import acting
from playground.messages import Message
from playground.people import Chat
from playground.world import World
from playground.worlds import WORLDS

BOT = "/control/{bot:\\d+}"
CHAT = BOT + "/chats/{chat:-?\\d+}"
MESSAGE = CHAT + "/messages/{message:\\d+}"


def refused(status: int, why: str) -> web.HTTPException:
    """An error answer of the control API: ``{"error": why}``."""
    kinds = {400: web.HTTPBadRequest, 404: web.HTTPNotFound, 409: web.HTTPConflict}
    return kinds[status](text=json.dumps({"error": why}), content_type="application/json")


def world(request: web.Request) -> World:
    """The world of the bot in the path."""
    return request.app[WORLDS].of(int(request.match_info["bot"]))


def chat(request: web.Request) -> Chat:
    """The chat in the path."""
    found = world(request).chats.get(request.match_info["chat"])
    if found is None:
        raise refused(404, "no such chat")
    return found


def message(request: web.Request) -> Message:
    """The message in the path, if it is still there."""
    return acting.existing(world(request), chat(request).id, int(request.match_info["message"]))


async def body(request: web.Request) -> dict[str, Any]:
    """The JSON object sent along; {} for none."""
    try:
        found = json.loads(await request.text() or "{}")
    except ValueError:
        raise refused(400, "that is no JSON") from None
    if not isinstance(found, dict):
        raise refused(400, "a JSON object is expected")
    return found


def person(world: World, fields: dict[str, Any]) -> int:
    """The id of the person who acts: ``person``."""
    found = world.people.get(fields.get("person"))
    if found is None:
        raise refused(400, "no such person")
    return found.id


def number(request: web.Request, name: str, default: float) -> float:
    """A number in the query."""
    try:
        return float(request.query.get(name, default))
    except ValueError:
        raise refused(400, f"{name} is no number") from None
