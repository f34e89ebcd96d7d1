"""Looking at the playground: bots, chats, messages with their history, calls, files."""

import dataclasses
from typing import Any
from urllib.parse import quote

from aiohttp import web

from playground import views
from playground.control import asked
from playground.messages import Message
from playground.world import World
from playground.worlds import WORLDS

ROUTES = web.RouteTableDef()

# What a browser may show by itself: it runs no script in any of these.
SAFE = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "video/", "audio/")


@ROUTES.get("/control/bots")
async def bots(request: web.Request) -> web.Response:
    """All bots that ever called, each as a User."""
    return web.json_response([world.bot.as_user() for world in request.app[WORLDS]])


@ROUTES.get(asked.BOT + "/state")
async def state(request: web.Request) -> web.Response:
    """The bot, people, chats, what the bot says of itself, and the number of the last event."""
    world = asked.world(request)
    return web.json_response(
        {
            "bot": world.bot.as_user() | {"privacy": world.bot.privacy},
            "people": [dataclasses.asdict(person) for person in world.people],
            "chats": [dataclasses.asdict(chat) for chat in world.chats],
            "profile": dataclasses.asdict(world.profile) | {"webhook": bool(world.profile.webhook.get("url"))},
            "pending_updates": len(world.updates),
            "refused": world.limits.refused,
            "last_event": world.events.last,
            "last_messages": _last_messages(world),
            "local": world.rules.local,
            "is_served": world.is_served,
        }
    )


def _last_messages(world: World) -> list[dict[str, Any]]:
    last: dict[int, Message] = {}
    for message in world.messages:
        newer = message.chat_id not in last or last[message.chat_id].message_id < message.message_id
        if newer and not message.deleted:
            last[message.chat_id] = message
    return [shown(world, message) for message in last.values()]


def shown(world: World, message: Message) -> dict[str, Any]:
    """A message for the control API: the Bot API's Message, and what only this side knows."""
    return {
        "message": views.message(world, message),
        "kind": message.kind,
        "reply_to": message.reply_to,
        "deleted": message.deleted,
        "reactions": message.reactions,
        "history": list(message.history),
    }


@ROUTES.get(asked.CHAT + "/messages")
async def messages(request: web.Request) -> web.Response:
    """A chat's messages, deleted ones included, in their order; with ``?after=ID`` the later ones only."""
    world, after = asked.world(request), asked.number(request, "after", 0)
    found = world.in_chat(asked.chat(request).id)
    return web.json_response([shown(world, message) for message in found if message.message_id > after])


@ROUTES.get(asked.MESSAGE)
async def message(request: web.Request) -> web.Response:
    """One message, even a deleted one."""
    world = asked.world(request)
    found = world.messages.get(f"{request.match_info['chat']}/{request.match_info['message']}")
    if found is None:
        raise asked.refused(404, "no such message")
    return web.json_response(shown(world, found))


@ROUTES.get(asked.BOT + "/calls")
async def calls(request: web.Request) -> web.Response:
    """The bot's calls, oldest first; ``?method=`` and ``?after=NUMBER`` narrow them."""
    method, after = request.query.get("method"), asked.number(request, "after", 0)
    found = [call for call in asked.world(request).calls if call.number > after and method in (None, call.method)]
    return web.json_response([dataclasses.asdict(call) for call in found])


@ROUTES.get(asked.BOT + "/files/{file}")
async def file(request: web.Request) -> web.StreamResponse:
    """A file's bytes: to look at, or with ``?save`` (and always for what could run scripts) to save."""
    world = asked.world(request)
    found = world.files.get(request.match_info["file"])
    if found is None:
        raise asked.refused(404, "no such file")
    safe = found.media_type.startswith(SAFE)
    disposition = "inline" if safe and "save" not in request.query else "attachment"
    headers = {
        "Content-Type": found.media_type if safe else "application/octet-stream",
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(found.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return web.FileResponse(world.files.where(found), headers=headers)
