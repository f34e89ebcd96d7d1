"""Puts a bot's new message into a chat, when everything about it is right."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from playground import refusals, views
from playground.call import Call
from playground.messages import Message, reply_thread
from playground.parameters import whole
from playground.people import Chat


def spend(call: Call, chat: Chat, messages: int = 1, *, is_edit: bool = False) -> None:
    """Count against the flood limits; raises 429 with retry_after."""
    if seconds := call.world.limits.spend(chat.id, messages, is_edit=is_edit):
        call.world.events.publish("flood", chat_id=chat.id, seconds=seconds)
        raise refusals.too_many_requests(seconds)


def send(call: Call, chat: Chat, *contents: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Send one message a content; the messages as the Bot API shows them."""
    reply_to = _reply_to(call, chat)
    thread = _thread(call, chat, reply_to)
    keyboard = call.keyboard()
    spend(call, chat, len(contents))
    sent = [_add(call, chat, content, (keyboard, reply_to, thread)) for content in contents]
    call.world.chats.put(chat.id, replace(call.world.chats[chat.id], bot_spoke=True))
    return [views.message(call.world, message) for message in sent]


def _add(
    call: Call, chat: Chat, content: Mapping[str, Any], how: tuple[dict[str, Any] | None, int | None, int | None]
) -> Message:
    keyboard, reply_to, thread = how
    world = call.world
    number = world.next_message_id(chat)
    message = Message(chat.id, number, world.bot.id, int(time.time()), content, keyboard, reply_to, thread)
    added = world.put(message, "message")
    _ask_for_reply(call, added)
    return added


def _ask_for_reply(call: Call, message: Message) -> None:
    """A ``force_reply`` opens people's reply to the message; a selective one theirs whom the message answers."""
    markup = call.parameters.mapping("reply_markup") or {}
    if not markup.get("force_reply"):
        return
    original = call.world.message(message.chat_id, message.reply_to) if message.reply_to else None
    person = original.sender_id if markup.get("selective") and original else None
    hint = str(markup.get("input_field_placeholder") or "")
    where = {"chat_id": message.chat_id, "message_id": message.message_id}
    call.world.events.publish("force_reply", **where, person_id=person, placeholder=hint)


def _reply_to(call: Call, chat: Chat) -> int | None:
    values = call.parameters
    about = values.mapping("reply_parameters") or {}
    wanted = whole(about.get("message_id")) or values.integer("reply_to_message_id")
    if not wanted:
        return None
    if call.world.message(chat.id, wanted):
        return wanted
    if about.get("allow_sending_without_reply") or values.flag("allow_sending_without_reply"):
        return None
    raise refusals.bad_request("message to be replied not found")


def _thread(call: Call, chat: Chat, reply_to: int | None) -> int | None:
    thread = call.parameters.integer("message_thread_id")
    if thread and str(thread) not in chat.topics:
        raise refusals.bad_request("message thread not found")
    return thread or reply_thread(chat, call.world.message(chat.id, reply_to or 0))
