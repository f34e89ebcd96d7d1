"""What a person does: say, send, press, edit, delete, react, block. The bot hears of it as Telegram would tell it."""

import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground import attachments, entities, privacy, refusals, views
from playground.call import MAX_CAPTION, MAX_TEXT
from playground.messages import Message, reply_thread
from playground.people import FIRST_SUPERGROUP, Chat, member_json
from playground.uploads import Upload
from playground.world import Query, World


class ImpossibleError(Exception):
    """A person can't do that. ``args``: why, for the person."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person speaks: chat, thread, and the message that is replied to."""

    chat_id: int
    reply_to: int | None = None
    thread_id: int | None = None


def say(world: World, person_id: int, place: Place, text: str) -> Message:
    """Send a text."""
    shown = text.strip()
    if not 1 <= len(shown) <= MAX_TEXT:
        raise ImpossibleError(f"A message has 1 to {MAX_TEXT} characters.")
    return post(world, person_id, place, _marked("text", shown, "entities"))


async def send_files(
    world: World, person_id: int, place: Place, files: Iterable[tuple[str, Upload]], caption: str
) -> list[Message]:
    """Send files, each with its kind; several become an album, whose caption stands on its first message."""
    pairs = list(files)
    if len(caption) > MAX_CAPTION:
        raise ImpossibleError(f"A caption has at most {MAX_CAPTION} characters.")
    sent = {"disable_content_type_detection": True}
    try:
        contents = [await attachments.make(world.files, kind, upload, sent) for kind, upload in pairs]
    except refusals.RefusedError:
        raise ImpossibleError("That is no picture: send it as a file.") from None
    if caption.strip():
        contents[0] |= _marked("caption", caption.strip(), "caption_entities")
    if len(contents) > 1:
        group = {"media_group_id": str(10**16 + secrets.randbelow(10**15))}
        contents = [content | group for content in contents]
    return [post(world, person_id, place, content) for content in contents]


def _marked(field: str, text: str, marks: str) -> dict[str, Any]:
    found = entities.find(text)
    return {field: text, marks: found} if found else {field: text}


def post(world: World, person_id: int, place: Place, content: Mapping[str, Any]) -> Message:
    """Put a person's message into a chat; the bot gets an update if it may see it."""
    chat = _open_chat(world, person_id, place)
    number = world.next_message_id(chat)
    thread = place.thread_id or reply_thread(chat, world.message(chat.id, place.reply_to or 0))
    message = Message(chat.id, number, person_id, int(time.time()), content, reply_to=place.reply_to, thread_id=thread)
    world.chats.put(chat.id, replace(world.chats[chat.id], bot_knows=True))
    world.put(message, "message")
    _tell(world, "message", message)
    return message


def _open_chat(world: World, person_id: int, place: Place) -> Chat:
    chat = world.chats.get(place.chat_id)
    if chat is None or chat.status(person_id) in ("left", "kicked"):
        raise ImpossibleError("You are not in this chat.")
    if chat.migrated_to:
        raise ImpossibleError("This group has become a supergroup.")
    if chat.is_private and chat.bot == "kicked":
        raise ImpossibleError("You have blocked the bot.")
    if place.thread_id and str(place.thread_id) not in chat.topics:
        raise ImpossibleError("There is no such topic.")
    return chat


def _tell(world: World, kind: str, message: Message) -> None:
    if privacy.sees(world, message):
        world.updates.add(kind, views.message(world, message))


def existing(world: World, chat_id: int, message_id: int) -> Message:
    """A message that is still there."""
    message = world.message(chat_id, message_id)
    if message is None:
        raise ImpossibleError("This message is gone.")
    return message


def press(world: World, person_id: int, message: Message, data: str) -> Query:
    """Press an inline button; the answer comes into the returned query."""
    if message.button(data) is None:
        raise ImpossibleError("This message has no such button.")
    query = Query(str(10**17 + secrets.randbelow(10**17)), time.monotonic(), person_id)
    world.ask(query)
    payload = {
        "id": query.id,
        "from": world.user(person_id),
        "message": views.message(world, message),
        "chat_instance": str(abs(hash((world.bot.id, message.chat_id)))),
        "data": data,
    }
    world.updates.add("callback_query", payload)
    return query


def edit(world: World, person_id: int, message: Message, text: str) -> Message:
    """Change one's own text, or one's own file's caption."""
    if message.sender_id != person_id:
        raise ImpossibleError("Only the author edits a message.")
    field, marks = ("text", "entities") if message.kind == "text" else ("caption", "caption_entities")
    rest = {name: value for name, value in message.content.items() if name not in (field, marks)}
    content = {**rest, **_marked(field, text.strip(), marks)} if text.strip() else rest
    if not content:
        raise ImpossibleError("A message can't be empty.")
    changed = world.put(message.edited(content, message.reply_markup, time.time()), "edited")
    _tell(world, "edited_message", changed)
    return changed


def delete(world: World, person_id: int, message: Message) -> None:
    """Delete a message for everybody: in a private chat any, in a group one's own, or any as an administrator."""
    chat = world.chats[message.chat_id]
    may = chat.is_private or chat.status(person_id) in ("creator", "administrator")
    if not may and message.sender_id != person_id:
        raise ImpossibleError("Only its author or an administrator deletes a message.")
    world.put(message.removed(), "deleted")


def react(world: World, person_id: int, message: Message, emoji: str) -> None:
    """Put an emoji on a message; "" takes it away."""
    before = list(message.reactions.get(str(person_id), []))
    after = [{"type": "emoji", "emoji": emoji}] if emoji else []
    world.put(message.reacted(person_id, after), "reaction")
    chat = world.chats[message.chat_id]
    payload = {
        "chat": views.chat(world, chat),
        "message_id": message.message_id,
        "user": world.user(person_id),
        "date": int(time.time()),
        "old_reaction": before,
        "new_reaction": after,
    }
    if chat.is_private or chat.bot == "administrator":
        world.updates.add("message_reaction", payload)


def set_bot_status(world: World, person_id: int, chat: Chat, status: str) -> None:
    """Block or unblock the bot, throw it out of a group, take it in again or make it an administrator."""
    user = world.bot.as_user()
    payload = {
        "chat": views.chat(world, chat),
        "from": world.user(person_id),
        "date": int(time.time()),
        "old_chat_member": member_json(user, chat.bot),
        "new_chat_member": member_json(user, status),
    }
    world.save(replace(chat, bot=status))
    world.updates.add("my_chat_member", payload)


def set_member(world: World, chat: Chat, person_id: int, status: str) -> None:
    """Somebody joins a group, leaves it, is thrown out, or becomes an administrator or a plain member."""
    was = chat.status(person_id)
    before, after = (one in ("member", "administrator", "creator") for one in (was, status))
    user = world.user(person_id)
    if before and not after:
        post(world, person_id, Place(chat.id), {"left_chat_member": user})
    world.save(replace(world.chats[chat.id], members={**chat.members, str(person_id): status}))
    if after and not before:
        post(world, person_id, Place(chat.id), {"new_chat_members": [user], "new_chat_member": user})
    change = {"old_chat_member": member_json(user, was), "new_chat_member": member_json(user, status)}
    world.updates.add(
        "chat_member", {"chat": views.chat(world, chat), "from": user, "date": int(time.time()), **change}
    )


def add_topic(world: World, person_id: int, chat: Chat, name: str) -> int:
    """Open a topic in a supergroup; its thread id. Whoever is in the group may, here."""
    if chat.type != "supergroup":
        raise ImpossibleError("Only a supergroup has topics.")
    thread = world.next_message_id(chat)
    world.save(replace(world.chats[chat.id], topics={**chat.topics, str(thread): name}))
    icon = {"name": name, "icon_color": 7322096}
    post(world, person_id, Place(chat.id, thread_id=thread), {"forum_topic_created": icon})
    return thread


def delete_topic(world: World, person_id: int, chat: Chat, thread_id: int) -> None:
    """Delete a topic with all that was said in it; the bot is not told."""
    if chat.status(person_id) not in ("creator", "administrator"):
        raise ImpossibleError("Only an administrator deletes a topic.")
    topics = {thread: name for thread, name in chat.topics.items() if thread != str(thread_id)}
    world.save(replace(chat, topics=topics))
    for message in world.in_chat(chat.id):
        if message.thread_id == thread_id and not message.deleted:
            world.put(message.removed(), "deleted")


def migrate(world: World, person_id: int, chat: Chat) -> Chat:
    """Make a supergroup of a group: it gets a new id, and both sides of the move get a service message."""
    if chat.type != "group" or chat.migrated_to:
        raise ImpossibleError("Only a basic group becomes a supergroup.")
    new_id = min(FIRST_SUPERGROUP, *(known.id for known in world.chats)) - 1
    grown = replace(chat, id=new_id, type="supergroup", migrated_from=chat.id, last_message=0)
    world.save(grown)
    post(world, person_id, Place(chat.id), {"migrate_to_chat_id": new_id})
    world.save(replace(world.chats[chat.id], migrated_to=new_id))
    post(world, person_id, Place(new_id), {"migrate_from_chat_id": chat.id})
    return grown
