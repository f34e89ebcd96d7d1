"""Who is in the playground: people, chats and what the Bot API says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FIRST_GROUP = -2000
FIRST_SUPERGROUP = -1_002_000_000_000

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person. ``language`` is an IETF tag, or None: then the Bot API does not mention it."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None

    def as_user(self) -> dict[str, Any]:
        """The Bot API's User."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return user | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of the bot.

    ``members`` maps a person's id (as text) to a status of the Bot API's ChatMember; ``bot`` is the bot's own
    ("member", "administrator", "left", "kicked"; in a private chat "kicked" means blocked). ``bot_knows`` turns
    true when the bot may write here, ``bot_spoke`` when it has. ``topics`` maps a thread id (as text) to its name.
    """

    id: int
    type: str
    title: str | None = None
    members: Mapping[str, str] = field(default_factory=dict)
    bot: str = "member"
    bot_knows: bool = True
    bot_spoke: bool = False
    topics: Mapping[str, str] = field(default_factory=dict)
    migrated_to: int | None = None
    migrated_from: int | None = None
    last_message: int = 0

    @property
    def is_private(self) -> bool:
        """Between one person and the bot."""
        return self.type == "private"

    @property
    def is_forum(self) -> bool:
        """Whether it has topics."""
        return bool(self.topics)

    @property
    def numbers_itself(self) -> bool:
        """Whether its messages are counted apart from those of all other chats."""
        return self.type in ("supergroup", "channel")

    def status(self, person_id: int) -> str:
        """A person's status here; "left" for who was never in it."""
        return self.members.get(str(person_id), "left")


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as the people see it. ``privacy``: in groups it sees only what is meant for it."""

    id: int
    name: str
    username: str
    privacy: bool = True

    def as_user(self) -> dict[str, Any]:
        """The Bot API's User, without getMe's extras."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


# The bot that `make run` starts here when it was given no token.
DEFAULT_BOT = 424242


def new_bot(bot_id: int) -> Bot:
    """A bot as it is until it gives itself another name."""
    return Bot(bot_id, "Mutabor" if bot_id == DEFAULT_BOT else f"Bot {bot_id}", f"playground_{bot_id}_bot")


ANN = Person(1001, "Ann", "Archer", "ann", "en")
BORIS = Person(1002, "Борис", "Волков", "boris", "ru")
CAROL = Person(1003, "Carol", "Keeper", "carol", "en-GB")
PEOPLE = (ANN, BORIS, CAROL)

MEMBERS = {str(ANN.id): "member", str(BORIS.id): "member", str(CAROL.id): "creator"}
GROUPS = (
    Chat(FIRST_GROUP - 1, "group", "Weekend trip", MEMBERS),
    Chat(FIRST_SUPERGROUP - 1, "supergroup", "Studio", MEMBERS, topics={"2": "Music", "3": "Films"}, last_message=3),
)


def member_json(user: dict[str, Any], status: str) -> dict[str, Any]:
    """The Bot API's ChatMember."""
    member: dict[str, Any] = {"status": status, "user": user}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        rights = dict.fromkeys(ADMIN_RIGHTS, True)
        return member | {"can_be_edited": False, "is_anonymous": False, **rights}
    return member | {"until_date": 0} if status == "kicked" else member
