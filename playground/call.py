"""A Bot API call on its way to its method: whose it is, what it carries, which chat and message it means."""

from dataclasses import dataclass
from typing import Any

from playground import entities, keyboards, refusals
from playground.messages import Message
from playground.parameters import Parameters, whole
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
        """The chat meant by ``chat_id``, if the bot may look at it."""
        if not self.parameters.has("chat_id"):
            raise refusals.bad_request("chat_id is empty")
        chat = known_chat(self.world, self.parameters.values["chat_id"])
        if not chat.is_private:
            refuse_stranger(chat)
        return chat

    def writable_chat(self) -> Chat:
        """The chat meant by ``chat_id``, if the bot may write there."""
        chat = self.chat()
        if chat.migrated_to:
            reason = "group chat was upgraded to a supergroup chat"
            raise refusals.bad_request(reason, migrate_to_chat_id=chat.migrated_to)
        refuse_stranger(chat)
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
        given = self.parameters.objects("entities")
        text, marks = entities.parse(self.parameters.text("text"), self.parameters.text("parse_mode"), given)
        if not text:
            raise refusals.bad_request("message text is empty")
        if len(text) > MAX_TEXT:
            raise refusals.bad_request("message is too long")
        return {"text": text, "entities": marks} if marks else {"text": text}

    def content_caption(self) -> dict[str, Any]:
        """``caption`` with its entities; empty where there is none."""
        return caption(self.parameters)


def caption(values: Parameters) -> dict[str, Any]:
    """A caption's part of a content, from a call's or an InputMedia's fields."""
    given = values.objects("caption_entities")
    text, marks = entities.parse(values.text("caption"), values.text("parse_mode"), given)
    if len(text) > MAX_CAPTION:
        raise refusals.bad_request("message caption is too long")
    content: dict[str, Any] = {"caption": text} if text else {}
    return content | {"caption_entities": marks} if marks else content


def known_chat(world: World, chat_id: Any) -> Chat:
    """The chat with that id; raises where there is none, or the bot may not speak first."""
    chat = world.chats.get(whole(chat_id))
    if chat and chat.bot_knows:
        return chat
    if chat and any(message.sender_id == chat.id for message in world.messages):
        raise refusals.forbidden("bot can't initiate conversation with a user")
    raise refusals.bad_request("chat not found")


def refuse_stranger(chat: Chat) -> None:
    """Raise Telegram's 403 where the bot is blocked, or no longer in the group."""
    if chat.bot in ("member", "administrator"):
        return
    if chat.is_private:
        raise refusals.forbidden("bot was blocked by the user")
    if chat.bot == "kicked":
        raise refusals.forbidden(f"bot was kicked from the {chat.type} chat")
    raise refusals.forbidden(f"bot is not a member of the {chat.type} chat")
