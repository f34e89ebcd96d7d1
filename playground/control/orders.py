"""Orders of tests and operators: faults, repeats, limits, new people and chats, a clean slate."""

import dataclasses
from typing import Any

from aiohttp import web

from playground import limits
from playground.control import asked
from playground.faults import Fault
from playground.people import FIRST_GROUP, FIRST_SUPERGROUP, Chat, Person
from playground.world import World

ROUTES = web.RouteTableDef()


def _made(kind: Any, fields: dict[str, Any]) -> Any:
    try:
        return kind(**fields)
    except TypeError as error:
        raise asked.refused(400, str(error)) from None


@ROUTES.post(asked.BOT + "/faults")
async def order(request: web.Request) -> web.Response:
    """Order a fault: the fields of `playground.faults.Fault`."""
    asked.world(request).faults.order(_made(Fault, await asked.body(request)))
    return web.json_response({})


@ROUTES.get(asked.BOT + "/faults")
async def open_faults(request: web.Request) -> web.Response:
    """The faults that have not struck yet."""
    return web.json_response([dataclasses.asdict(fault) for fault in asked.world(request).faults.open])


@ROUTES.delete(asked.BOT + "/faults")
async def clear(request: web.Request) -> web.Response:
    """Forget all faults."""
    asked.world(request).faults.clear()
    return web.json_response({})


@ROUTES.post(asked.BOT + "/repeat")
async def repeat(request: web.Request) -> web.Response:
    """Hand out the last ``count`` confirmed updates again; answers ``{"count": how many}``."""
    fields = await asked.body(request)
    return web.json_response({"count": asked.world(request).updates.repeat(int(fields.get("count", 1)))})


@ROUTES.post(asked.BOT + "/expire")
async def expire(request: web.Request) -> web.Response:
    """End every file link given out so far; getFile makes a new one."""
    asked.world(request).files.expire()
    return web.json_response({})


@ROUTES.post(asked.BOT + "/flood")
async def flood(request: web.Request) -> web.Response:
    """Set the flood limits: ``enabled``, and ``private``, ``group``, ``overall`` as ``[count, seconds]``."""
    world, fields = asked.world(request), await asked.body(request)
    rules = {name: limits.Rule(*fields[name]) for name in ("private", "group", "overall") if name in fields}
    world.limits.rules = dataclasses.replace(world.limits.rules, **rules)
    world.limits.enabled = bool(fields.get("enabled", world.limits.enabled))
    return web.json_response({"refused": world.limits.refused})


@ROUTES.post(asked.BOT + "/privacy")
async def privacy(request: web.Request) -> web.Response:
    """Turn the bot's privacy mode on or off: ``on``."""
    world, fields = asked.world(request), await asked.body(request)
    world.bot = dataclasses.replace(world.bot, privacy=bool(fields.get("on", True)))
    return web.json_response({})


@ROUTES.post(asked.BOT + "/people")
async def add_person(request: web.Request) -> web.Response:
    """Let somebody in: the fields of `playground.people.Person`, ``id`` may be left out."""
    world, fields = asked.world(request), await asked.body(request)
    fields.setdefault("id", max(person.id for person in world.people) + 1)
    person: Person = _made(Person, fields)
    return web.json_response(dataclasses.asdict(world.add_person(person)))


@ROUTES.post(asked.BOT + "/chats")
async def add_chat(request: web.Request) -> web.Response:
    """Make a group: the fields of `playground.people.Chat`, ``id`` may be left out."""
    world, fields = asked.world(request), await asked.body(request)
    fields.setdefault("id", _free_id(world, fields.get("type")))
    chat: Chat = _made(Chat, fields)
    return web.json_response(dataclasses.asdict(world.save(chat)))


def _free_id(world: World, kind: Any) -> int:
    is_super = kind == "supergroup"
    first = FIRST_SUPERGROUP if is_super else FIRST_GROUP
    return min([first, *(chat.id for chat in world.chats if (chat.id <= FIRST_SUPERGROUP) == is_super)]) - 1


@ROUTES.delete(asked.CHAT + "/messages")
async def empty(request: web.Request) -> web.Response:
    """Forget a chat's messages, as if it were new."""
    world, chat = asked.world(request), asked.chat(request)
    for message in world.in_chat(chat.id):
        world.messages.remove(message.key)
    world.events.publish("emptied", chat_id=chat.id)
    return web.json_response({})
