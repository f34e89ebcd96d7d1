"""Offers: which files a menu message stands for, so that its buttons outlive restarts and deleted originals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Double, Select, String, Update, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.api import attachments
from bot.api.attachments import Attachment
from bot.people.askers import Asker
from conversion.database import Base, now, reading, writing
from conversion.options import Value, parted
from conversion.sealing import Sealed

BURST_SECONDS = 2.0  # files that come so soon after one another belong together
FRESH_SECONDS = 3600.0  # so long "mp4", written without a reply, means the last menu
MOST_FILES = 50
MOST_LOOKED_AT = 10  # of a person's latest menus, for the one that has the rest of an album


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file, the message it came in, and the album it came with; ``is_new``: that message has just come."""

    message_id: int
    attachment: Attachment
    media_group_id: str | None = None
    is_new: bool = False


class Offer(Base):
    """A menu message, in the language of whoever sent its files.

    ``files`` are `OfferedFile` as JSON, in the order they came, each with its ``album``. ``options``, sealed, were
    asked for already; ``target`` is None until somebody has chosen, and a file of the same album that comes later is
    converted likewise. ``draft``, sealed, is what has been ticked and set before that (`bot.choosing.drafts`), and all
    targets after it; ``prompt_id`` is the message that asks for a value.
    """

    __tablename__ = "offers"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    locale: Mapped[str] = mapped_column(String(10))
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    target: Mapped[str | None] = mapped_column(String(20), default=None)
    options: Mapped[dict[str, Value]] = mapped_column(Sealed, default=dict)
    draft: Mapped[dict[str, Any]] = mapped_column(Sealed, default=dict)
    prompt_id: Mapped[int | None] = mapped_column(BigInteger)
    touched_at: Mapped[float] = mapped_column(Double, default=now(), index=True)

    @property
    def offered(self) -> list[OfferedFile]:
        """The files."""
        return [OfferedFile(file["message_id"], attachments.from_json(file["attachment"])) for file in self.files]

    def has_album(self, media_group_id: str) -> bool:
        """Whether one of its files came with that album."""
        return any(file["album"] == media_group_id for file in self.files)


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
        locale=asker.locale,
        files=[_as_json(file)],
        target=target,
        options=parted(options)[0] if target else dict(options),
    )
    with writing(durable=False) as session:
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


def is_burst(asker: Asker) -> bool:
    """Whether a file that comes now belongs to the person's last menu."""
    with reading() as session:
        offer, moment = _last(session, asker)
    return offer is not None and offer.target is None and moment - offer.touched_at < BURST_SECONDS


def join(asker: Asker, file: OfferedFile, *, bursts: bool = True) -> Offer | None:
    """Put the file into the menu of its album, or else (``bursts``) into the person's last one, of the same burst.

    Returns that menu. A chosen one (``target`` is set) takes no more files: its album's latecomers follow its choice.
    A file that comes a second time is in its menu already.
    """
    with reading() as session:
        offer, moment = _nearest(session, asker, file)
    if offer is None or not _belongs(file, offer, moment, bursts=bursts):
        return None
    with writing(durable=False) as session:
        offer, moment = _nearest(session, asker, file)
        if offer is None or not _belongs(file, offer, moment, bursts=bursts):
            return None
        if offer.target is None and not _has(offer, file):
            offer.files = [*offer.files, _as_json(file)]
            offer.touched_at = moment
        return offer


def _belongs(file: OfferedFile, offer: Offer, moment: float, *, bursts: bool) -> bool:
    in_album = file.media_group_id is not None and offer.has_album(file.media_group_id)
    in_burst = bursts and offer.target is None and moment - offer.touched_at < BURST_SECONDS
    return _has(offer, file) or ((in_album or in_burst) and len(offer.files) < MOST_FILES)


def _has(offer: Offer, file: OfferedFile) -> bool:
    return any(known["message_id"] == file.message_id for known in offer.files)


def has_album(asker: Asker, media_group_id: str) -> bool:
    """Whether one of the person's menus here is of that album."""
    with reading() as session:
        return _of_album(session, asker, media_group_id) is not None


def choose(session: Session, offer: Offer, targets: Sequence[str], options: Mapping[str, Value]) -> Offer | None:
    """Close the menu with a choice, in the caller's transaction; None where somebody was faster."""
    chosen = {"target": targets[0], "options": parted(options)[0], "draft": {"ticked": list(targets)}}
    return session.scalar(_open(offer).values(**chosen).returning(Offer))


def close(offer: Offer) -> bool:
    """It stands for nothing any more; False where it has been chosen."""
    gone = delete(Offer).where(*_is(offer), Offer.target.is_(None)).returning(Offer.message_id)
    with writing() as session:
        return session.scalar(gone) is not None


def move(offer: Offer, message_id: int) -> bool:
    """Another message is this menu now; False where it has been chosen or has got more files meanwhile."""
    with writing() as session:
        now_there = session.get(Offer, (offer.bot_id, offer.chat_id, offer.message_id))
        if now_there is None or len(now_there.files) != len(offer.files):
            return False
        return session.scalar(_open(offer).values(message_id=message_id).returning(Offer.message_id)) is not None


def _open(offer: Offer) -> Update:
    """A change of the menu, as long as nobody has chosen."""
    return update(Offer).where(*_is(offer), Offer.target.is_(None))


def _is(offer: Offer) -> tuple[ColumnElement[bool], ...]:
    return Offer.bot_id == offer.bot_id, Offer.chat_id == offer.chat_id, Offer.message_id == offer.message_id


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
    return {
        "message_id": file.message_id,
        "attachment": file.attachment.as_json(),
        "album": file.media_group_id,
    }


def _nearest(session: Session, asker: Asker, file: OfferedFile) -> tuple[Offer | None, float]:
    """The menu of the file's album, whatever came after it, else the person's last one; and the time."""
    last, moment = _last(session, asker)
    album = _of_album(session, asker, file.media_group_id) if file.media_group_id else None
    return album or last, moment


def _of_album(session: Session, asker: Asker, media_group_id: str) -> Offer | None:
    latest = session.scalars(_latest_first(asker).limit(MOST_LOOKED_AT))
    return next((offer for offer in latest if offer.has_album(media_group_id)), None)


def _last(session: Session, asker: Asker) -> tuple[Offer | None, float]:
    """The person's last menu in this chat and topic, and the time by the database's clock."""
    return session.scalar(_latest_first(asker).limit(1)), session.scalar(select(now())) or 0.0


def _latest_first(asker: Asker) -> Select[Offer]:
    """The person's menus in this chat and topic."""
    here = (Offer.bot_id == asker.bot_id, Offer.chat_id == asker.chat_id, Offer.user_id == asker.user_id)
    order = (Offer.touched_at.desc(), Offer.message_id.desc())
    return select(Offer).where(*here, Offer.thread_id.is_not_distinct_from(asker.thread_id)).order_by(*order)
