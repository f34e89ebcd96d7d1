"""What the bot may ask of chats and people."""

from dataclasses import replace
from typing import Any

from playground import refusals, views
from playground.call import Call
from playground.people import Chat, member_json

ACTIONS = frozenset(
    {"typing", "choose_sticker", "find_location", "upload_photo", "upload_document"}
    | {f"{doing}_{what}" for doing in ("record", "upload") for what in ("video", "voice", "video_note", "audio")}
)


async def send_chat_action(call: Call) -> Any:
    """Say what the bot is doing."""
    chat = call.writable_chat()
    action = call.parameters.text("action")
    if action not in ACTIONS:
        raise refusals.bad_request("wrong parameter action in request")
    call.world.events.publish("action", chat_id=chat.id, action=action)
    return True


async def get_chat(call: Call) -> Any:
    """Tell of a chat."""
    return views.full_chat(call.world, call.chat())


async def get_chat_member(call: Call) -> Any:
    """Tell of somebody in a chat."""
    chat, user_id = call.chat(), call.parameters.integer("user_id")
    if user_id == call.world.bot.id:
        return member_json(call.world.bot.as_user(), chat.bot)
    person = call.world.people.get(user_id)
    if person is None:
        raise refusals.bad_request("invalid user_id specified")
    return member_json(person.as_user(), chat.status(user_id))


async def get_chat_administrators(call: Call) -> Any:
    """Tell who governs a group."""
    chat = call.writable_chat()
    if chat.is_private:
        raise refusals.bad_request("there are no administrators in the private chat")
    found = [person for person in call.world.people if chat.status(person.id) in ("creator", "administrator")]
    members = [member_json(person.as_user(), chat.status(person.id)) for person in found]
    return members + ([member_json(call.world.bot.as_user(), chat.bot)] if chat.bot == "administrator" else [])


async def get_chat_member_count(call: Call) -> Any:
    """Count the people and the bot."""
    return _people_in(call.writable_chat()) + 1


def _people_in(chat: Chat) -> int:
    return sum(status not in ("left", "kicked") for status in chat.members.values())


async def leave_chat(call: Call) -> Any:
    """Leave a group."""
    chat = call.writable_chat()
    if chat.is_private:
        raise refusals.bad_request("chat member status can't be changed in private chats")
    call.world.save(replace(chat, bot="left"))
    return True


async def get_user_profile_photos(_call: Call) -> Any:
    """Nobody here has a photo."""
    return {"total_count": 0, "photos": []}
