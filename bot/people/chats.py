"""What a chat has chosen for itself: language, quality, manner."""

from sqlalchemy import BigInteger, String, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from conversion.database import Base, reading, writing

QUIET = "quiet"  # the manner of who wants reactions instead of status messages


class ChatSettings(Base):
    """The choices of one chat with one bot; None: no choice of its own. ``manner`` is `QUIET` or None."""

    __tablename__ = "chat_settings"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    language: Mapped[str | None] = mapped_column(String(10), default=None)
    quality: Mapped[str | None] = mapped_column(String(10), default=None)
    manner: Mapped[str | None] = mapped_column(String(10), default=None)


def settings_of(bot_id: int, chat_id: int) -> ChatSettings:
    """The chat's choices; none where it never made any."""
    with reading() as session:
        return session.get(ChatSettings, (bot_id, chat_id)) or ChatSettings(bot_id=bot_id, chat_id=chat_id)


def choose(bot_id: int, chat_id: int, name: str, value: str | None) -> ChatSettings:
    """Set the chat's ``language``, ``quality`` or ``manner``; returns its choices as they are then."""
    with writing() as session:
        row = session.get(ChatSettings, (bot_id, chat_id)) or ChatSettings(bot_id=bot_id, chat_id=chat_id)
        setattr(row, name, value)
        session.add(row)
    return row


def migrate_chat(bot_id: int, old_id: int, new_id: int) -> None:
    """The group has become a supergroup with another id: its choices follow."""
    before = (ChatSettings.bot_id == bot_id, ChatSettings.chat_id == old_id)
    with writing() as session:
        if session.get(ChatSettings, (bot_id, new_id)):
            session.execute(delete(ChatSettings).where(*before))
        else:
            session.execute(update(ChatSettings).where(*before).values(chat_id=new_id))
