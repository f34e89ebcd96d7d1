"""Somebody in the playground, as tests and scripts move them: what `playground.client` gives out."""

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.seen import Message

if TYPE_CHECKING:
    from playground.client import Client

SECONDS = 15.0


class Person:
    """Somebody in the playground. ``chat`` is the private chat with the bot unless it is given."""

    def __init__(self, client: "Client", person_id: int, name: str) -> None:
        self.client = client
        self.id = person_id
        self.name = name

    def send_text(self, text: str, chat: int | None = None, **where: int | None) -> Message:
        """Write; ``where`` may hold ``reply_to`` (a message id) and ``thread``."""
        body = {"person": self.id, "text": text, **where}
        return Message(self.client.request("POST", f"/chats/{chat or self.id}/messages", json=body)[0])

    def send_file(
        self,
        file: Path | tuple[str, bytes],
        kind: str = "document",
        caption: str = "",
        chat: int | None = None,
        **where: int | None,
    ) -> Message:
        """Send a path, or name and bytes, as document, photo, video, audio, voice, video_note, animation or sticker."""
        return self.send_album([file], kind, caption, chat, **where)[0]

    def send_album(
        self,
        files: Iterable[Path | tuple[str, bytes]],
        kind: str = "document",
        caption: str = "",
        chat: int | None = None,
        **where: int | None,
    ) -> list[Message]:
        """Send several files at once: one message each, with one media_group_id."""
        data = {"person": self.id, "kind": kind, "text": caption, **where}
        form = {name: str(value) for name, value in data.items() if value is not None}
        with contextlib.ExitStack() as stack:
            parts = [_part(number, file, stack) for number, file in enumerate(files)]
            found = self.client.request("POST", f"/chats/{chat or self.id}/messages", data=form, files=parts)
        return [Message(seen) for seen in found]

    def press(self, message: Message, label: str, timeout: float = SECONDS) -> dict[str, Any]:
        """Press the button whose label has ``label`` in it (or whose data is that); the bot's answer.

        Raises KeyError without such a button, TimeoutError without an answer.
        """
        query = self.touch(message, label)
        found = self.client.request("GET", f"/queries/{query}", params={"wait": timeout})["answer"]
        if found is None:
            raise TimeoutError(f"the bot did not answer the button {label!r}")
        return dict(found)

    def touch(self, message: Message, label: str) -> str:
        """Press a button, and don't wait for an answer; the query's id."""
        now = self.client.message(message.chat, message.id)
        body = {"person": self.id, "data": now.data_of(label)}
        return str(self.client.request("POST", f"{_path(message)}/press", json=body)["query_id"])

    def wait(
        self, wanted: Callable[[Message], bool], chat: int | None = None, timeout: float = SECONDS, after: int = 0
    ) -> Message:
        """The first message of the bot that is wanted."""
        return self.client.wait(chat or self.id, lambda m: m.from_bot and wanted(m), timeout, after)

    def wait_edit(self, message: Message, wanted: Callable[[Message], bool], timeout: float = SECONDS) -> Message:
        """A message as soon as it has become what is wanted."""
        return self.client.wait(message.chat, lambda m: m.id == message.id and wanted(m), timeout)

    def messages(self, chat: int | None = None) -> list[Message]:
        """What is in the chat."""
        return self.client.messages(chat or self.id)

    def edit(self, message: Message, text: str) -> Message:
        """Change one's own text or caption."""
        return Message(self.client.request("POST", f"{_path(message)}/edit", json={"person": self.id, "text": text}))

    def delete(self, message: Message) -> None:
        """Delete a message for everybody."""
        self.client.request("DELETE", _path(message), json={"person": self.id})

    def react(self, message: Message, emoji: str) -> None:
        """Put an emoji on a message; "" takes it away."""
        self.client.request("POST", f"{_path(message)}/react", json={"person": self.id, "emoji": emoji})

    def block_bot(self) -> None:
        """Block the bot: it gets 403 for this private chat."""
        self.set_bot("kicked")

    def unblock_bot(self) -> None:
        """Let the bot write again."""
        self.set_bot("member")

    def set_bot(self, status: str, chat: int | None = None) -> None:
        """Make the bot a member, an administrator, left or kicked."""
        self.client.request("POST", f"/chats/{chat or self.id}/bot", json={"person": self.id, "status": status})

    def join(self, chat: int, status: str = "member") -> None:
        """Join a group, or become its administrator."""
        self.client.request("POST", f"/chats/{chat}/members", json={"person": self.id, "status": status})

    def leave(self, chat: int) -> None:
        """Leave a group."""
        self.join(chat, "left")

    def add_topic(self, chat: int, name: str) -> int:
        """Open a topic in a supergroup; its thread id."""
        return int(
            self.client.request("POST", f"/chats/{chat}/topics", json={"person": self.id, "name": name})["thread"]
        )

    def delete_topic(self, chat: int, thread: int) -> None:
        """Delete a topic with all that was said in it."""
        self.client.request("DELETE", f"/chats/{chat}/topics/{thread}", json={"person": self.id})

    def migrate(self, chat: int) -> int:
        """Make a supergroup of a group; its new id."""
        return int(self.client.request("POST", f"/chats/{chat}/migrate", json={"person": self.id})["chat_id"])


def _path(message: Message) -> str:
    return f"/chats/{message.chat}/messages/{message.id}"


def _part(number: int, file: Path | tuple[str, bytes], stack: contextlib.ExitStack) -> tuple[str, tuple[str, Any]]:
    if isinstance(file, Path):
        return f"file{number}", (file.name, stack.enter_context(file.open("rb")))
    return f"file{number}", file
