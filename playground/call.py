"""A Bot API call on its way to its method: whose it is, what it carries, which chat and message it means."""

from dataclasses import dataclass
from typing import Any

from playground import entities, keyboards, refusals
from playground.messages import Message
from playground.parameters import Parameters
from playground.people import Chat
from playground.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024


@dataclass(frozen=True, slots=True)
class Call:
    """What every method is given."""

    world: World
    parameters: Parameters

    def chat(self) -> Chat:
        """The chat meant by ``chat_id``; raises when there is none the bot knows."""
        if not self.parameters.has("chat_id"):
            raise refusals.bad_request("chat_id is empty")
        return known_chat(self.world, self.parameters.values["chat_id"])

    def writable_chat(self) -> Chat:
        """The chat meant by ``chat_id``, if the bot may write there."""
        chat = self.chat()
        refuse_unwritable(chat)
        return chat

    def own_message(self, doing: str) -> Message:
        """The bot's message that is to be edited."""
        chat = self.writable_chat()
        message = self.world.message(chat.id, self.parameters.integer("message_id"))
        if message is None:
            raise refusals.bad_request(f"message to {doing} not found")
        if message.sender_id != self.world.bot.id or message.kind == "service":
            raise refusals.bad_request(f"message can't be {doing}ed")
        return message

    def keyboard(self) -> dict[str, Any] | None:
        """The inline keyboard in ``reply_markup``."""
        return keyboards.checked(self.parameters.mapping("reply_markup"))

    def content_text(self) -> dict[str, Any]:
        """``text`` with its entities, as a message's content."""
        given = self.parameters.listing("entities")
        text, marks = entities.parse(self.parameters.text("text"), self.parameters.text("parse_mode"), given)
        if not text:
            raise refusals.bad_request("message text is empty")
        if len(text) > MAX_TEXT:
            raise refusals.bad_request("message is too long")
        return {"text": text, "entities": marks} if marks else {"text": text}

    def content_caption(self) -> dict[str, Any]:
        """``caption`` with its entities; empty where there is none."""
        return caption(dict(self.parameters.values) | {"caption_entities": self.parameters.listing("caption_entities")})


def caption(values: dict[str, Any]) -> dict[str, Any]:
    """A caption's part of a content, from a call's or an InputMedia's fields."""
    mode = str(values.get("parse_mode") or "")
    text, marks = entities.parse(str(values.get("caption") or ""), mode, values.get("caption_entities"))
    if len(text) > MAX_CAPTION:
        raise refusals.bad_request("message caption is too long")
    content: dict[str, Any] = {"caption": text} if text else {}
    return content | {"caption_entities": marks} if marks else content


def known_chat(world: World, chat_id: Any) -> Chat:
    """The chat with that id (or ``@name`` of a person); raises where the bot knows none."""
    try:
        chat = world.chats.get(int(chat_id))
    except (TypeError, ValueError):
        chat = None
    if chat is None or not chat.bot_knows:
        raise refusals.bad_request("chat not found")
    if chat.migrated_to:
        raise refusals.bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def refuse_unwritable(chat: Chat) -> None:
    """Raise Telegram's 403 where the bot is blocked, or no longer in the group."""
    if chat.bot in ("member", "administrator"):
        return
    if chat.is_private:
        raise refusals.forbidden("bot was blocked by the user")
    if chat.bot == "kicked":
        raise refusals.forbidden(f"bot was kicked from the {chat.type} chat")
    raise refusals.forbidden(f"bot is not a member of the {chat.type} chat")
