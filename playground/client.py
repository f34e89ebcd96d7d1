"""People of the playground, for tests and scripts: they write, send files, press buttons and wait for what comes.

::

    with Playground(tmp_path) as playground:
        client = Client(playground.url, bot=1234)
        sent = client.ann.send_text("hello")
        answer = client.ann.wait(lambda message: message.text.startswith("Hi"))
        client.ann.press(answer, "MP3")

Everything blocks: from a coroutine call it through ``asyncio.to_thread``.
"""

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpx

from playground.orders import Orders
from playground.people import DEFAULT_BOT
from playground.persons import SECONDS, Person
from playground.seen import Call, Message


class ClientError(Exception):
    """The playground refused. ``args``: its reason."""


class Client:
    """The control API of one bot's world. ``orders`` makes it fail; `calls` and `refused` say what the bot did."""

    def __init__(self, url: str, bot: int = DEFAULT_BOT) -> None:
        self.url = url.rstrip("/")
        self.bot = bot
        # Plain HTTP on this machine: the certificates, which take long to load, are not needed.
        no_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        base_url = f"{self.url}/control/{bot}"
        self._http = httpx.Client(base_url=base_url, timeout=120, trust_env=False, verify=no_certificates)
        self.orders = Orders(self.request)

    def request(self, method: str, path: str, **kwargs: Any) -> Any:
        """One call of the control API; what its JSON says."""
        answer = self._http.request(method, path, **kwargs)
        if answer.is_error:
            raise ClientError(
                answer.json()["error"] if answer.headers["Content-Type"].startswith("application/json") else answer.text
            )
        return answer.json()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    @property
    def token(self) -> str:
        """A token for this world's bot."""
        return f"{self.bot}:playground"

    def state(self) -> dict[str, Any]:
        """Bot, people, chats, profile; see ``GET /control/<bot>/state``."""
        found: dict[str, Any] = self.request("GET", "/state")
        return found

    def person(self, name: str | int) -> Person:
        """Somebody by first name or id."""
        for person in self.state()["people"]:
            if name in (person["id"], person["first_name"]):
                return Person(self, person["id"], person["first_name"])
        raise KeyError(name)

    @property
    def ann(self) -> Person:
        """Ann, who speaks English."""
        return self.person("Ann")

    @property
    def boris(self) -> Person:
        """Борис, who speaks Russian."""
        return self.person("Борис")

    @property
    def carol(self) -> Person:
        """Carol, to whom the groups belong."""
        return self.person("Carol")

    def add_person(self, first_name: str, **fields: Any) -> Person:
        """Let somebody in; ``fields`` as in `playground.people.Person`."""
        person = self.request("POST", "/people", json={"first_name": first_name, **fields})
        return Person(self, person["id"], first_name)

    def group(self, title: str = "Weekend trip") -> int:
        """The id of a group, by its title; the newest where several have it."""
        found = [chat for chat in self.state()["chats"] if chat["title"] == title and not chat["migrated_to"]]
        return int(found[-1]["id"])

    def add_group(self, title: str, members: Iterable[Person], **fields: Any) -> int:
        """Make a group; its id. ``fields`` as in `playground.people.Chat`: type, topics, bot."""
        roles = {str(person.id): "member" for person in members}
        chat = self.request("POST", "/chats", json={"title": title, "type": "group", "members": roles, **fields})
        return int(chat["id"])

    def messages(self, chat: int, *, deleted: bool = False) -> list[Message]:
        """A chat's messages in their order; with ``deleted`` those that were deleted too."""
        found = [Message(seen) for seen in self.request("GET", f"/chats/{chat}/messages")]
        return [message for message in found if deleted or not message.deleted]

    def message(self, chat: int, number: int) -> Message:
        """One message as it is now."""
        return Message(self.request("GET", f"/chats/{chat}/messages/{number}"))

    def calls(self, method: str | None = None, after: int = 0) -> list[Call]:
        """The bot's calls, oldest first; "download" stands for fetched files."""
        query = {"after": after} | ({"method": method} if method else {})
        return [Call(**call) for call in self.request("GET", "/calls", params=query)]

    @property
    def refused(self) -> int:
        """How many calls got a 429."""
        return int(self.state()["refused"])

    def wait(self, chat: int, wanted: Callable[[Message], bool], timeout: float = SECONDS, after: int = 0) -> Message:
        """The first message of a chat that is wanted, with a greater id than ``after``; raises TimeoutError."""
        found: Message = self.until(lambda: self._find(chat, wanted, after), timeout)
        return found

    def _find(self, chat: int, wanted: Callable[[Message], bool], after: int) -> Message | None:
        return next((m for m in self.messages(chat) if m.id > after and wanted(m)), None)

    def until(self, look: Callable[[], Any], timeout: float = SECONDS) -> Any:
        """What ``look`` returns, as soon as that is true; it is asked at each event. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        last = int(self.state()["last_event"])
        while not (found := look()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(self._story())
            # Not all that tests ask for is an event (calls are not): look again after a while in any case.
            events = self.request("GET", "/events", params={"after": last, "wait": min(left, 0.5)})
            last = events[-1]["number"] if events else last
        return found

    def _story(self) -> str:
        """What stands in the chats, for who reads a failed test."""
        lines = [str(m) for chat in self.state()["chats"] for m in self.messages(chat["id"], deleted=True)]
        return "\n".join(["not seen in time; what was there:", *lines[-30:]])

    def download(self, message: Message) -> bytes:
        """The bytes of a message's file."""
        answer = self._http.get(f"/files/{message.file['file_id']}")
        answer.raise_for_status()
        return answer.content
