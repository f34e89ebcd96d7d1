"""Texts: sent, edited, deleted, copied and reacted to."""

import time
from typing import Any

from playground import refusals, sending, views
from playground.call import Call, known_chat
from playground.messages import MEDIA, Message
from playground.parameters import whole

EDITABLE_SECONDS = 48 * 3600


async def send_message(call: Call) -> Any:
    """Send a text."""
    chat = call.writable_chat()
    [message] = sending.send(call, chat, call.content_text())
    return message


async def edit_message_text(call: Call) -> Any:
    """Change a text."""
    message = call.own_message("edit")
    if message.kind != "text":
        raise refusals.bad_request("there is no text in the message to edit")
    return edit(call, message, call.content_text(), call.keyboard())


async def edit_message_caption(call: Call) -> Any:
    """Change what is written under a file."""
    message = call.own_message("edit")
    if message.kind not in MEDIA or message.kind in ("sticker", "video_note"):
        raise refusals.bad_request("there is no caption in the message to edit")
    content = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return edit(call, message, content | call.content_caption(), call.keyboard())


async def edit_message_reply_markup(call: Call) -> Any:
    """Change the buttons only."""
    message = call.own_message("edit")
    return edit(call, message, dict(message.content), call.keyboard())


def edit(call: Call, message: Message, content: dict[str, Any], keyboard: dict[str, Any] | None) -> dict[str, Any]:
    """Change a message; refuses a change that is none. An edit counts against the flood limits."""
    if message.says_the_same(content, keyboard):
        raise refusals.bad_request(refusals.NOT_MODIFIED)
    sending.spend(call, call.world.chats[message.chat_id], is_edit=True)
    changed = call.world.put(message.edited(content, keyboard, time.time()), "edited")
    return views.message(call.world, changed)


async def delete_message(call: Call) -> Any:
    """Delete a message."""
    chat = call.chat()
    message = call.world.message(chat.id, call.parameters.integer("message_id"))
    if message is None:
        raise refusals.bad_request("message to delete not found")
    _delete(call, message)
    return True


async def delete_messages(call: Call) -> Any:
    """Delete several; what is not there, or may not be deleted, is passed over."""
    chat = call.chat()
    for number in call.parameters.listing("message_ids") or []:
        if message := call.world.message(chat.id, whole(number)):
            _delete(call, message)
    return True


def _delete(call: Call, message: Message) -> None:
    chat = call.world.chats[message.chat_id]
    own = message.sender_id == call.world.bot.id
    if not (own or chat.is_private or chat.bot == "administrator") or time.time() - message.date > EDITABLE_SECONDS:
        raise refusals.bad_request("message can't be deleted")
    call.world.put(message.removed(), "deleted")


async def copy_message(call: Call) -> Any:
    """Send a message anew, without saying where it is from."""
    chat = call.writable_chat()
    content = dict(_source(call, "copy").content)
    if call.parameters.has("caption"):
        content |= call.content_caption()
    [message] = sending.send(call, chat, content)
    return {"message_id": message["message_id"]}


async def forward_message(call: Call) -> Any:
    """Send a message on."""
    chat = call.writable_chat()
    source = _source(call, "forward")
    origin = {"type": "user", "date": source.date, "sender_user": call.world.user(source.sender_id)}
    [message] = sending.send(call, chat, {**source.content, "forward_origin": origin})
    return message


def _source(call: Call, doing: str) -> Message:
    chat = known_chat(call.world, call.parameters.values.get("from_chat_id"))
    message = call.world.message(chat.id, call.parameters.integer("message_id"))
    if message is None or message.kind == "service":
        raise refusals.bad_request(f"message to {doing} not found")
    return message


async def set_message_reaction(call: Call) -> Any:
    """React to a message; a bot has one reaction a message at most."""
    chat = call.writable_chat()
    message = call.world.message(chat.id, call.parameters.integer("message_id"))
    if message is None:
        raise refusals.bad_request("message to react not found")
    reactions = call.parameters.objects("reaction") or []
    if len(reactions) > 1:
        raise refusals.bad_request("REACTIONS_TOO_MANY")
    call.world.put(message.reacted(call.world.bot.id, reactions), "reaction")
    return True
