"""One bot with everything around it: its people, chats, messages, files and updates."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground import calls, events, faults, files, limits, messages, people, refusals, storage, updates, uploads


@dataclass(frozen=True, slots=True)
class Rules:
    """What this server allows. ``query_seconds`` is how long a pressed button may be answered."""

    local: bool = False
    flood: limits.Rules = field(default_factory=limits.Rules)
    query_seconds: float = 15.0

    @property
    def largest_upload(self) -> int:
        """Bytes of the largest file taken from the bot (and from people, who may send 2,000 MB)."""
        return (2000 if self.local else 50) << 20

    @property
    def largest_download(self) -> int:
        """Bytes of the largest file that getFile opens."""
        return 1 << 62 if self.local else 20 << 20


@dataclass(frozen=True, slots=True)
class Profile:
    """What the bot says about itself: texts by language, commands by scope and language, and its webhook."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    commands: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    webhook: Mapping[str, Any] = field(default_factory=dict)
    allowed_updates: list[str] = field(default_factory=list)
    last_message: int = 0


# How long tests may look at a query's answer; seconds.
LONGEST_MEMORY = 600.0
# A bot that polls calls at least this often; seconds.
SILENCE = 60.0


@dataclass
class Query:
    """A pressed button. ``answer`` is None until the bot answers."""

    id: str
    at: float
    person_id: int
    answer: dict[str, Any] | None = None


class World:
    """Everything one bot can reach. Nothing of it is shared with another bot's world, except the bytes of files."""

    def __init__(self, bot_id: int, store: storage.Store, folder: uploads.Uploads, rules: Rules) -> None:
        def shelf(name: str, kind: type[storage.T]) -> storage.Shelf[storage.T]:
            return storage.Shelf(store, f"{bot_id}/{name}", kind)

        self.rules = rules
        self.events = events.Events()
        self.people = shelf("people", people.Person)
        self.chats = shelf("chats", people.Chat)
        self.messages = shelf("messages", messages.Message)
        self.files = files.Files(shelf("files", files.File), folder)
        self.updates = updates.Updates(shelf("updates", updates.Update), self.events)
        self.queries: dict[str, Query] = {}
        self.faults = faults.Faults()
        self.limits = limits.Limits(rules.flood)
        self.calls = calls.Calls()
        self._heard = -SILENCE
        self._bots = shelf("bot", people.Bot)
        self._profiles = shelf("profile", Profile)
        if not self._bots:
            self._bots.put("bot", people.new_bot(bot_id))
            self._populate()
        self.updates.allowed = list(self.profile.allowed_updates)

    def _populate(self) -> None:
        for person in people.PEOPLE:
            self.add_person(person)
        for chat in people.GROUPS:
            self.chats.put(chat.id, chat)

    @property
    def bot(self) -> people.Bot:
        """The bot itself."""
        return self._bots["bot"]

    @bot.setter
    def bot(self, bot: people.Bot) -> None:
        self._bots.put("bot", bot)
        self.events.publish("world")

    @property
    def profile(self) -> Profile:
        """What the bot has said about itself."""
        return self._profiles.get("profile") or Profile()

    @profile.setter
    def profile(self, profile: Profile) -> None:
        quiet = replace(profile, last_message=self.profile.last_message) == self.profile
        self._profiles.put("profile", profile)
        if not quiet:
            self.events.publish("world")

    def add_person(self, person: people.Person) -> people.Person:
        """Let somebody in, with an empty private chat in which the bot may not speak first."""
        if person.id not in self.chats:
            members = {str(person.id): "member"}
            self.chats.put(person.id, people.Chat(person.id, "private", members=members, bot_knows=False))
        self.events.publish("world")
        return self.people.put(person.id, person)

    def save(self, chat: people.Chat) -> people.Chat:
        """Keep a changed chat and tell the pages."""
        self.chats.put(chat.id, chat)
        self.events.publish("world")
        return chat

    def user(self, user_id: int) -> dict[str, Any]:
        """The Bot API's User of a person or of the bot."""
        person = self.people.get(user_id)
        return person.as_user() if person else self.bot.as_user()

    def message(self, chat_id: int, message_id: int) -> messages.Message | None:
        """A message that is still there."""
        message = self.messages.get(messages.key(chat_id, message_id))
        return None if message is None or message.deleted else message

    def in_chat(self, chat_id: int) -> list[messages.Message]:
        """All messages of a chat, the deleted ones too, in their order."""
        found = [message for message in self.messages if message.chat_id == chat_id]
        return sorted(found, key=lambda message: message.message_id)

    def next_message_id(self, chat: people.Chat) -> int:
        """A new message's number: supergroups count for themselves, all other chats of a bot together."""
        if chat.numbers_itself:
            stored = self.chats[chat.id]
            return self.chats.put(chat.id, replace(stored, last_message=stored.last_message + 1)).last_message
        profile = replace(self.profile, last_message=self.profile.last_message + 1)
        return self._profiles.put("profile", profile).last_message

    def put(self, message: messages.Message, event: str) -> messages.Message:
        """Keep a new or changed message and tell the pages ("message", "edited", "deleted", "reaction")."""
        self.messages.put(message.key, message)
        self.events.publish(event, chat_id=message.chat_id, message_id=message.message_id)
        return message

    @property
    def is_served(self) -> bool:
        """Whether a program works as this bot: it called a moment ago, or has a webhook."""
        return time.monotonic() - self._heard < SILENCE or bool(self.profile.webhook.get("url"))

    def hear(self) -> None:
        """The bot has called."""
        was_served, self._heard = self.is_served, time.monotonic()
        if not was_served:
            self.events.publish("world")

    def ask(self, query: Query) -> None:
        """Keep a pressed button until it is too old to be answered."""
        fresh = {known.id: known for known in self.queries.values() if query.at - known.at < LONGEST_MEMORY}
        self.queries = {**fresh, query.id: query}

    def query(self, query_id: str) -> Query:
        """A pressed button that may still be answered."""
        query = self.queries.get(query_id)
        if query is None or time.monotonic() - query.at > self.rules.query_seconds:
            raise refusals.bad_request(refusals.QUERY_TOO_OLD)
        return query
