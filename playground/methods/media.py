"""Files: sent alone or as albums, and put in place of what a message held."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playground import attachments, refusals, sending
from playground.call import Call, caption
from playground.messages import MEDIA, Message
from playground.methods.messages import edit
from playground.parameters import Parameters
from playground.uploads import Upload

ALBUM = range(2, 11)
MIXING = {"document": {"document"}, "audio": {"audio"}, "photo": {"photo", "video"}, "video": {"photo", "video"}}
EDITABLE = ("photo", "video", "animation", "audio", "document")
WITHOUT_CAPTION = ("sticker", "video_note")


def sender(kind: str) -> Callable[[Call], Awaitable[Any]]:
    """The method that sends one file of that kind: sendDocument, sendPhoto, …."""

    async def send(call: Call) -> Any:
        chat = call.writable_chat()
        text = {} if kind in WITHOUT_CAPTION else call.content_caption()
        shown = await resolve(call, kind, call.parameters.values.get(kind), call.parameters.values)
        [message] = sending.send(call, chat, shown | text)
        return message

    return send


async def send_media_group(call: Call) -> Any:
    """Send an album."""
    chat = call.writable_chat()
    items = call.parameters.objects("media") or []
    if len(items) not in ALBUM:
        raise refusals.bad_request("wrong number of messages to send as an album")
    kinds = {str(item.get("type")) for item in items}
    if not all(kinds <= MIXING.get(kind, set()) for kind in kinds):
        raise refusals.bad_request("this type of media can't be mixed with other media types in the album")
    group = {"media_group_id": str(10**16 + secrets.randbelow(10**15))}
    # Nothing is detected in an album: its documents stay documents.
    contents = [await _item(call, {**item, "disable_content_type_detection": True}) | group for item in items]
    return sending.send(call, chat, *contents)


async def edit_message_media(call: Call) -> Any:
    """Put a file in place of what a message held, be it a text."""
    _refuse_fixed(call.own_message("edit"))
    item = call.parameters.mapping("media")
    if not item:
        raise refusals.bad_request("media is empty")
    if item.get("type") not in EDITABLE:
        raise refusals.bad_request("can't parse InputMedia: type of media is wrong")
    content = await _item(call, item)
    # Looking into the file took a while: the message may have changed, or gone.
    message = call.own_message("edit")
    group = {name: value for name, value in message.content.items() if name == "media_group_id"}
    return edit(call, message, content | group, call.keyboard())


def _refuse_fixed(message: Message) -> None:
    if message.kind not in ("text", *MEDIA) or message.kind in ("voice", *WITHOUT_CAPTION):
        raise refusals.bad_request("message can't be edited")


async def _item(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    text = caption(Parameters(item))
    return await resolve(call, str(item.get("type")), item.get("media"), item) | text


async def resolve(call: Call, kind: str, value: Any, given: Any) -> dict[str, Any]:
    """The content for a file given as an upload, a file_id or, to a local server, a path."""
    upload = await _upload(call, str(value or ""), kind)
    if upload:
        await attachments.refuse_from_bot(kind, upload)
        return await attachments.make(call.world.files, kind, upload, _plain(given))
    if not value:
        raise refusals.bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if str(value).startswith(("http://", "https://")):
        raise refusals.bad_request("failed to get HTTP URL content")
    return attachments.content(call.world.files.for_sending(str(value), kind))


def _plain(given: Any) -> dict[str, Any]:
    values = dict(given)
    return values | {"disable_content_type_detection": Parameters(values).flag("disable_content_type_detection")}


async def _upload(call: Call, value: str, kind: str) -> Upload | None:
    if value.startswith("attach://"):
        return call.parameters.files.get(value.removeprefix("attach://"))
    if value.startswith("file://") and call.world.rules.local:
        return await _local(call, Path(unquote(urlsplit(value).path)))
    return call.parameters.files.get(kind) if not value else None


async def _local(call: Call, path: Path) -> Upload:
    if not await asyncio.to_thread(path.is_file):
        raise refusals.bad_request("wrong file identifier/HTTP URL specified")
    upload = await call.world.files.uploads.adopt(path, call.world.rules.largest_upload)
    if upload is None:
        raise refusals.too_large()
    return upload


async def get_file(call: Call) -> Any:
    """Give a link, or on a local server a path. Asking again renews an expired link."""
    file = call.world.files.get(call.parameters.text("file_id"))
    if file is None:
        raise refusals.bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > call.world.rules.largest_download:
        raise refusals.bad_request("file is too big")
    call.world.files.expired.discard(file.path)
    path = str(call.world.files.linked(file)) if call.world.rules.local else file.path
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": path}
