"""Offers: which files a menu message stands for, so that its buttons outlive restarts and deleted originals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, String, Update, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot import attachments
from bot.askers import Asker
from bot.attachments import Attachment
from conversion.database import Base, now, reading, writing
from conversion.options import Value, parted
from conversion.sealing import Sealed

BURST_SECONDS = 2.0  # files that come so soon after one another belong together
FRESH_SECONDS = 3600.0  # so long "mp4", written without a reply, means the last menu
MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file, the message it came in, and the album it came with."""

    message_id: int
    attachment: Attachment
    media_group_id: str | None = None


class Offer(Base):
    """A menu message.

    ``files`` are `OfferedFile` as JSON, in the order they came. ``options``, sealed, were asked for already;
    ``target`` is None until somebody has chosen, and a file of the same album that comes later is converted likewise.
    """

    __tablename__ = "offers"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    media_group_id: Mapped[str | None] = mapped_column(String(64))
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    target: Mapped[str | None] = mapped_column(String(20), default=None)
    options: Mapped[dict[str, Value]] = mapped_column(Sealed, default=dict)
    touched_at: Mapped[float] = mapped_column(Double, default=now(), index=True)

    @property
    def offered(self) -> list[OfferedFile]:
        """The files."""
        return [OfferedFile(file["message_id"], attachments.from_json(file["attachment"])) for file in self.files]


def add(
    asker: Asker, message_id: int, file: OfferedFile, options: Mapping[str, Value], target: str | None = None
) -> Offer:
    """Remember what the bot's message stands for; with a ``target`` it has been chosen already."""
    offer = Offer(
        bot_id=asker.bot_id,
        chat_id=asker.chat_id,
        message_id=message_id,
        thread_id=asker.thread_id,
        user_id=asker.user_id,
        media_group_id=file.media_group_id,
        files=[_as_json(file)],
        target=target,
        options=parted(options)[0] if target else dict(options),
    )
    with writing() as session:
        return session.merge(offer)


def get(bot_id: int, chat_id: int, message_id: int) -> Offer | None:
    """The offer of that menu message."""
    with reading() as session:
        return session.get(Offer, (bot_id, chat_id, message_id))


def latest(asker: Asker) -> Offer | None:
    """The person's last menu here, if it is still open and not old."""
    with reading() as session:
        offer, moment = _last(session, asker)
    return offer if offer and offer.target is None and moment - offer.touched_at < FRESH_SECONDS else None


def anything_fits(_files: list[OfferedFile]) -> bool:
    """For files whose target is known already, so that no menu has to serve them."""
    return True


def join(
    asker: Asker, file: OfferedFile, fit: Callable[[list[OfferedFile]], bool] = anything_fits, *, bursts: bool = True
) -> Offer | None:
    """Put the file into the person's last menu if it belongs there: the same album, or (``bursts``) the same burst.

    ``fit`` says whether one menu can serve all these files. Returns that menu. A chosen one (``target`` is set) takes
    no more files: its album's latecomers follow its choice. A file that comes a second time is in its menu already.
    """
    with writing() as session:
        offer, moment = _last(session, asker)
        if offer is None or any(known["message_id"] == file.message_id for known in offer.files):
            return offer
        in_album = file.media_group_id is not None and offer.media_group_id == file.media_group_id
        in_burst = bursts and offer.target is None and moment - offer.touched_at < BURST_SECONDS
        if not (in_album or in_burst) or len(offer.files) >= MOST_FILES:
            return None
        if offer.target is None and not fit([*offer.offered, file]):
            return None
        if offer.target is None:
            offer.files = [*offer.files, _as_json(file)]
            offer.media_group_id, offer.touched_at = file.media_group_id, moment
        return offer


def choose(session: Session, offer: Offer, target: str, options: Mapping[str, Value]) -> Offer | None:
    """Close the menu with a choice, in the caller's transaction; None where somebody was faster."""
    return session.scalar(_open(offer).values(target=target, options=parted(options)[0]).returning(Offer))


def move(offer: Offer, message_id: int) -> bool:
    """Another message is this menu now; False where it has been chosen or has got more files meanwhile."""
    with writing() as session:
        now_there = session.get(Offer, (offer.bot_id, offer.chat_id, offer.message_id))
        if now_there is None or len(now_there.files) != len(offer.files):
            return False
        return session.scalar(_open(offer).values(message_id=message_id).returning(Offer.message_id)) is not None


def _open(offer: Offer) -> Update:
    """A change of the menu, as long as nobody has chosen."""
    this = (Offer.bot_id == offer.bot_id, Offer.chat_id == offer.chat_id, Offer.message_id == offer.message_id)
    return update(Offer).where(*this, Offer.target.is_(None))


def migrate_chat(bot_id: int, old_id: int, new_id: int) -> None:
    """The group has become a supergroup with another id: its menus follow."""
    with writing() as session:
        session.execute(update(Offer).where(Offer.bot_id == bot_id, Offer.chat_id == old_id).values(chat_id=new_id))


def clean(seconds: float) -> int:
    """Forget menus that nobody has touched for so long; returns how many."""
    old = delete(Offer).where(Offer.touched_at < now() - seconds).returning(Offer.message_id)
    with writing() as session:
        return len(session.scalars(old).all())


def _as_json(file: OfferedFile) -> dict[str, Any]:
    return {"message_id": file.message_id, "attachment": file.attachment.as_json()}


def _last(session: Session, asker: Asker) -> tuple[Offer | None, float]:
    """The person's last menu in this chat and topic, and the time by the database's clock."""
    here = (Offer.bot_id == asker.bot_id, Offer.chat_id == asker.chat_id, Offer.user_id == asker.user_id)
    newest = (
        select(Offer)
        .where(*here, Offer.thread_id.is_not_distinct_from(asker.thread_id))
        .order_by(Offer.touched_at.desc(), Offer.message_id.desc())
        .limit(1)
    )
    return session.scalar(newest), session.scalar(select(now())) or 0.0
