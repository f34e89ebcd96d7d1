"""Shows chats, messages and people in the Bot API's own shapes."""

from typing import Any

from playground.messages import Message
from playground.people import Chat
from playground.world import World


def chat(world: World, chat: Chat) -> dict[str, Any]:
    """The Bot API's Chat."""
    if chat.is_private:
        person = world.people[chat.id]
        names = {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
        return {"id": chat.id, "type": "private", **{name: value for name, value in names.items() if value}}
    shown: dict[str, Any] = {"id": chat.id, "title": chat.title, "type": chat.type}
    if chat.type == "group":
        shown["all_members_are_administrators"] = False
    return shown | {"is_forum": True} if chat.is_forum else shown


def full_chat(world: World, chosen: Chat) -> dict[str, Any]:
    """The Bot API's ChatFullInfo."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    extras = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return chat(world, chosen) | extras


def message(world: World, message: Message, *, nested: bool = False) -> dict[str, Any]:
    """The Bot API's Message; a ``nested`` one (the original of a reply) shows no original of its own."""
    where = world.chats[message.chat_id]
    shown: dict[str, Any] = {
        "message_id": message.message_id,
        "from": world.user(message.sender_id),
        "chat": chat(world, where),
        "date": message.date,
    }
    if message.edit_date:
        shown["edit_date"] = message.edit_date
    if message.thread_id:
        shown["message_thread_id"] = message.thread_id
        if where.is_forum:
            shown["is_topic_message"] = True
    original = world.message(message.chat_id, message.reply_to) if message.reply_to and not nested else None
    if original:
        shown["reply_to_message"] = _original(world, original)
    shown |= message.content
    if message.reply_markup:
        shown["reply_markup"] = message.reply_markup
    return shown


def _original(world: World, original: Message) -> dict[str, Any]:
    return message(world, original, nested=True)
