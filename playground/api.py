"""The Bot API's door: reads a call, lets ordered faults strike, runs the method and answers as Telegram does."""

import asyncio
import contextlib
from http import HTTPStatus
from typing import Any

from aiohttp import web

from playground import calls, methods, parameters, refusals
from playground.call import Call
from playground.faults import DOWNLOAD, Fault
from playground.files import File
from playground.parameters import Parameters
from playground.world import World
from playground.worlds import WORLDS

ROUTES = web.RouteTableDef()
BOT = r"{bot:\d+}:{secret:[^/]+}"


@ROUTES.route("*", f"/bot{BOT}/{{method}}")
async def call(request: web.Request) -> web.StreamResponse:
    """One call of a method."""
    if request.method not in ("GET", "POST"):
        raise web.HTTPMethodNotAllowed(request.method, ("GET", "POST"))
    world = request.app[WORLDS].of(int(request.match_info["bot"]))
    try:
        found = await parameters.read(request, world.files.uploads, world.rules.largest_upload)
    except refusals.RefusedError as refusal:
        _note(world, request.match_info["method"], Parameters()).answered(refusal.code, refusal.description)
        return _answer(refusal.answer())
    name, method = methods.find(request.match_info["method"]) or (request.match_info["method"], _unknown)
    noted = _note(world, name, found)
    fault = world.faults.meet(name, noted.chat_id)
    body = await _carry_out(Call(world, found), method, fault)
    noted.answered(body.get("error_code", 200), body.get("description", ""))
    if fault and fault.lose:
        return _hang_up(request)
    return web.Response(text=fault.body, status=fault.status) if fault and fault.body is not None else _answer(body)


async def _unknown(_call: Call) -> Any:
    raise refusals.not_found()


def _note(world: World, name: str, found: Parameters) -> calls.Called:
    files = {field: {"name": upload.name, "size": upload.size} for field, upload in found.files.items()}
    try:
        chat_id: int | None = int(found.values["chat_id"])
    except (KeyError, TypeError, ValueError):
        chat_id = None
    noted = world.calls.add(name, found.values, files, chat_id)
    world.hear()
    return noted


async def _carry_out(call: Call, method: methods.Method, fault: Fault | None) -> dict[str, Any]:
    try:
        if fault:
            await asyncio.sleep(fault.delay)
            _refuse(fault)
        return {"ok": True, "result": await method(call)}
    except refusals.RefusedError as refusal:
        if refusal.code == HTTPStatus.TOO_MANY_REQUESTS:
            call.world.limits.refused += 1
        return refusal.answer()


def _refuse(fault: Fault) -> None:
    """Raise what was ordered, if an answer was."""
    if fault.retry_after:
        raise refusals.too_many_requests(fault.retry_after)
    if fault.migrate_to:
        reason = "group chat was upgraded to a supergroup chat"
        raise refusals.bad_request(reason, migrate_to_chat_id=fault.migrate_to)
    if fault.status:
        raise refusals.RefusedError(fault.status, fault.description or "Internal Server Error")


def _answer(body: dict[str, Any]) -> web.Response:
    headers = {}
    if seconds := body.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(seconds)
    return web.json_response(body, status=body.get("error_code", 200), headers=headers)


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()


@ROUTES.get(f"/file/bot{BOT}/{{path:.+}}")
async def download(request: web.Request) -> web.StreamResponse:
    """The bytes behind a link of getFile."""
    world = request.app[WORLDS].of(int(request.match_info["bot"]))
    noted = world.calls.add(DOWNLOAD, {"path": request.match_info["path"]}, {}, None)
    fault = world.faults.meet(DOWNLOAD, None) or Fault()
    await asyncio.sleep(fault.delay)
    file = world.files.at(request.match_info["path"])
    status = fault.status or (HTTPStatus.NOT_FOUND if file is None else HTTPStatus.OK)
    noted.answered(status)
    if file is None or status != HTTPStatus.OK:
        return _answer(refusals.RefusedError(status, fault.description or "Not Found").answer())
    if fault.lose:
        return _hang_up(request)
    if fault.cut or fault.short:
        return await _broken(request, world, file, fault)
    return web.FileResponse(world.files.where(file), headers={"Content-Type": "application/octet-stream"})


async def _broken(request: web.Request, world: World, file: File, fault: Fault) -> web.StreamResponse:
    """Send a part of a file: openly too little (``cut``), or as if that were all (``short``)."""
    size = int(file.size * (fault.cut or fault.short))
    data = await asyncio.to_thread(_head, world, file, size)
    response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
    response.content_length = file.size if fault.cut else size
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        await response.write(data)
        if fault.cut and request.transport:
            request.transport.close()
    return response


def _head(world: World, file: File, size: int) -> bytes:
    with world.files.where(file).open("rb") as source:
        return source.read(size)


@ROUTES.route("*", r"/{door:(?:file/)?bot[^/]*}/{rest:.*}")
async def nowhere(_request: web.Request) -> web.Response:
    """What is no token, or no path."""
    return _answer(refusals.not_found().answer())
