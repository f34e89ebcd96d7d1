"""What a client sees of the playground: messages and calls."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playground.messages import MEDIA


class Message:
    """A message as it was when it was looked at. ``raw`` is the Bot API's Message."""

    def __init__(self, seen: dict[str, Any]) -> None:
        self.raw: dict[str, Any] = seen["message"]
        self.kind: str = seen["kind"]
        self.deleted: bool = seen["deleted"]
        self.reactions: dict[str, list[dict[str, Any]]] = seen["reactions"]
        self.history: list[dict[str, Any]] = seen["history"]
        self.reply_to: int | None = seen["reply_to"]
        self.id: int = self.raw["message_id"]
        self.chat: int = self.raw["chat"]["id"]
        self.thread: int | None = self.raw.get("message_thread_id")
        self.text: str = self.raw.get("text") or self.raw.get("caption") or ""
        self.from_bot: bool = self.raw["from"]["is_bot"]

    @cached_property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline buttons, row by row."""
        return [[button["text"] for button in row] for row in self._keyboard()]

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons."""
        return [label for row in self.buttons for label in row]

    def data_of(self, label: str) -> str:
        """The callback data behind a label (whole or a part of it), or behind that data itself."""
        buttons = [button for row in self._keyboard() for button in row]
        for matches in (_is_label, _is_data, _has_label):
            for button in buttons:
                if matches(button, label):
                    return str(button.get("callback_data"))
        raise KeyError(f"{label!r} is none of {self.labels}")

    def _keyboard(self) -> list[list[dict[str, Any]]]:
        return list(self.raw.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def has_file(self) -> bool:
        """Whether there is a file in it."""
        return self.kind in MEDIA

    @property
    def file(self) -> dict[str, Any]:
        """The Bot API's fields of its file (of a photo the largest size); raises KeyError where there is none."""
        fields = self.raw[self.kind]
        found: dict[str, Any] = fields[-1] if self.kind == "photo" else fields
        return found

    @property
    def file_name(self) -> str:
        """The file's name; "" where it has none."""
        return str(self.file.get("file_name", "")) if self.has_file else ""

    @property
    def past(self) -> list[str]:
        """The texts and captions it had before, oldest first."""
        contents = [before["content"] for before in self.history]
        return [str(content.get("text") or content.get("caption") or "") for content in contents]

    def __repr__(self) -> str:
        who = "bot" if self.from_bot else self.raw["from"]["first_name"]
        what = f"{self.kind} {self.file_name!r} {self.text!r}" if self.has_file else repr(self.text)
        return f"<{'deleted ' if self.deleted else ''}{self.chat}/{self.id} {who}: {what} {self.buttons or ''}>"


def _is_label(button: dict[str, Any], label: str) -> bool:
    return bool(button["text"] == label)


def _is_data(button: dict[str, Any], label: str) -> bool:
    return button.get("callback_data") == label


def _has_label(button: dict[str, Any], label: str) -> bool:
    return label in button["text"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot. ``code`` is 0 while it is unanswered."""

    number: int
    at: float
    method: str
    parameters: dict[str, Any]
    files: dict[str, dict[str, Any]]
    chat_id: int | None
    code: int
    description: str
    seconds: float
