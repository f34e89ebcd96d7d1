"""People doing things: messages, buttons, reactions, blocking."""

from dataclasses import replace

from aiohttp import web

from playground import acting, parameters
from playground.control import asked, looks
from playground.messages import MEDIA
from playground.uploads import Upload

ROUTES = web.RouteTableDef()
LARGEST = 2000 << 20


@ROUTES.post(asked.CHAT + "/messages")
async def send(request: web.Request) -> web.Response:
    """Send a text or files; answers with the list of messages.

    JSON or a form: ``person``, ``text`` (a caption when there are files), ``reply_to``, ``thread``; files in any
    number of fields, each sent as ``kind`` (document, photo, video, audio, voice, video_note, animation, sticker).
    """
    world, chat = asked.world(request), asked.chat(request)
    found = await parameters.read(request, world.files.uploads, LARGEST)
    person = asked.person(world, dict(found.values))
    place = acting.Place(chat.id, found.integer("reply_to") or None, found.integer("thread") or None)
    if not found.files:
        sent = [acting.say(world, person, place, found.text("text"))]
    else:
        pairs = _kinds(found.text("kind") or "document", list(found.files.values()))
        sent = await acting.send_files(world, person, place, pairs, found.text("text"))
    return web.json_response([looks.shown(world, message) for message in sent])


def _kinds(kind: str, files: list[Upload]) -> list[tuple[str, Upload]]:
    if kind not in MEDIA:
        raise asked.refused(400, f"a file is sent as one of {', '.join(MEDIA)}")
    return [(kind, replace(file, name=_unescaped(file.name))) for file in files]


def _unescaped(name: str) -> str:
    """A name as it is on the person's disk: browsers and HTTP libraries escape just these three in forms."""
    return name.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


@ROUTES.post(asked.MESSAGE + "/press")
async def press(request: web.Request) -> web.Response:
    """Press the button with ``data`` as ``person``; answers ``{"query_id": …}``."""
    world, fields = asked.world(request), await asked.body(request)
    query = acting.press(world, asked.person(world, fields), asked.message(request), str(fields.get("data")))
    return web.json_response({"query_id": query.id})


@ROUTES.post(asked.MESSAGE + "/edit")
async def edit(request: web.Request) -> web.Response:
    """Change one's own message: ``person``, ``text``."""
    world, fields = asked.world(request), await asked.body(request)
    person = asked.person(world, fields)
    changed = acting.edit(world, person, asked.message(request), str(fields.get("text", "")))
    return web.json_response(looks.shown(world, changed))


@ROUTES.post(asked.MESSAGE + "/react")
async def react(request: web.Request) -> web.Response:
    """Put ``emoji`` on a message as ``person``; "" takes it away."""
    world, fields = asked.world(request), await asked.body(request)
    acting.react(world, asked.person(world, fields), asked.message(request), str(fields.get("emoji", "")))
    return web.json_response({})


@ROUTES.delete(asked.MESSAGE)
async def delete(request: web.Request) -> web.Response:
    """Delete a message for everybody, as ``person``."""
    world, fields = asked.world(request), await asked.body(request)
    acting.delete(world, asked.person(world, fields), asked.message(request))
    return web.json_response({})


@ROUTES.post(asked.CHAT + "/bot")
async def bot_status(request: web.Request) -> web.Response:
    """What the bot is here: ``status`` is member, administrator, left or kicked (in a private chat: blocked)."""
    world, fields = asked.world(request), await asked.body(request)
    if fields.get("status") not in ("member", "administrator", "left", "kicked"):
        raise asked.refused(400, "status is member, administrator, left or kicked")
    acting.set_bot_status(world, asked.person(world, fields), asked.chat(request), fields["status"])
    return web.json_response({})


@ROUTES.post(asked.CHAT + "/members")
async def member(request: web.Request) -> web.Response:
    """What ``person`` is in a group: ``status`` is member, administrator, left or kicked."""
    world, fields = asked.world(request), await asked.body(request)
    if fields.get("status") not in ("member", "administrator", "left", "kicked"):
        raise asked.refused(400, "status is member, administrator, left or kicked")
    acting.set_member(world, asked.chat(request), asked.person(world, fields), fields["status"])
    return web.json_response({})


@ROUTES.post(asked.CHAT + "/topics")
async def add_topic(request: web.Request) -> web.Response:
    """Open the topic ``name`` as ``person``; answers ``{"thread": its id}``."""
    world, fields = asked.world(request), await asked.body(request)
    name = str(fields.get("name") or "Topic")
    thread = acting.add_topic(world, asked.person(world, fields), asked.chat(request), name)
    return web.json_response({"thread": thread})


@ROUTES.delete(asked.CHAT + "/topics/{thread:\\d+}")
async def delete_topic(request: web.Request) -> web.Response:
    """Delete a topic and its messages, as ``person``."""
    world, fields = asked.world(request), await asked.body(request)
    thread = int(request.match_info["thread"])
    acting.delete_topic(world, asked.person(world, fields), asked.chat(request), thread)
    return web.json_response({})


@ROUTES.post(asked.CHAT + "/migrate")
async def migrate(request: web.Request) -> web.Response:
    """Make a supergroup of a group; answers ``{"chat_id": its new id}``."""
    world, fields = asked.world(request), await asked.body(request)
    grown = acting.migrate(world, asked.person(world, fields), asked.chat(request))
    return web.json_response({"chat_id": grown.id})
