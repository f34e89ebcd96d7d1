"""What a message is, and how the Bot API shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from playground.people import Chat

MEDIA = ("photo", "video", "animation", "audio", "voice", "video_note", "sticker", "document")


@dataclass(frozen=True, slots=True)
class Message:
    """One message with everything that happened to it.

    ``content`` has the Bot API's own fields (text, entities, caption, document, media_group_id, …);
    ``reactions`` maps a user's id (as text) to a list of ReactionType; ``history`` holds what it was before,
    each ``{"at": epoch seconds when it stopped being so, "content": …, "reply_markup": …}``.
    """

    chat_id: int
    message_id: int
    sender_id: int
    date: int
    content: Mapping[str, Any]
    reply_markup: Mapping[str, Any] | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    reactions: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()

    @property
    def key(self) -> str:
        """Unique among all messages of one bot."""
        return key(self.chat_id, self.message_id)

    @property
    def kind(self) -> str:
        """What it is: "text", "service", or the name of the field that holds the media."""
        if "text" in self.content:
            return "text"
        return next((name for name in MEDIA if name in self.content), "service")

    @property
    def keyboard(self) -> list[list[dict[str, Any]]]:
        """The inline buttons, row by row."""
        return list((self.reply_markup or {}).get("inline_keyboard", []))

    def button(self, data: str) -> dict[str, Any] | None:
        """The inline button that bears this callback data."""
        return next((button for row in self.keyboard for button in row if button.get("callback_data") == data), None)

    def says_the_same(self, content: Mapping[str, Any], reply_markup: Mapping[str, Any] | None) -> bool:
        """Whether an edit to this would change nothing."""
        return dict(self.content) == dict(content) and (self.reply_markup or None) == (reply_markup or None)

    def edited(self, content: Mapping[str, Any], reply_markup: Mapping[str, Any] | None, at: float) -> "Message":
        """The message after an edit, which its history remembers."""
        before = {"at": at, "content": self.content, "reply_markup": self.reply_markup}
        # Telegram calls a message edited when its content changed; new buttons alone leave no trace.
        edit_date = int(at) if dict(content) != dict(self.content) else self.edit_date
        return replace(
            self, content=content, reply_markup=reply_markup, edit_date=edit_date, history=(*self.history, before)
        )

    def removed(self) -> "Message":
        """The message after it was deleted; tests and the operator can still see what it was."""
        return replace(self, deleted=True)

    def reacted(self, user_id: int, reactions: Sequence[Mapping[str, Any]]) -> "Message":
        """The message with somebody's reactions in place of the ones they had."""
        others = {user: given for user, given in self.reactions.items() if user != str(user_id)}
        return replace(self, reactions={**others, str(user_id): list(reactions)} if reactions else others)


def reply_thread(chat: Chat, original: Message | None) -> int | None:
    """The thread a reply falls into: its original's topic, or in a supergroup without topics the talk it belongs to."""
    if original is None or original.thread_id:
        return original.thread_id if original else None
    return original.message_id if chat.type == "supergroup" and not chat.is_forum else None


def key(chat_id: int, message_id: int) -> str:
    """A message's key on its shelf."""
    return f"{chat_id}/{message_id}"
