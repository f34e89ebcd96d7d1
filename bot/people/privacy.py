"""Privacy: of whose files no result is kept for another time."""

from sqlalchemy import BigInteger, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from conversion.database import Base, reading, writing


class ReservedPerson(Base):
    """Somebody whose files are converted anew each time: nothing of them is kept, and nothing kept is theirs."""

    __tablename__ = "reserved_people"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)


def is_reserved(session: Session, bot_id: int, user_id: int) -> bool:
    """Whether they want nothing kept."""
    return session.get(ReservedPerson, (bot_id, user_id)) is not None


def keeps(bot_id: int, user_id: int) -> bool:
    """Whether results of theirs are kept."""
    with reading() as session:
        return not is_reserved(session, bot_id, user_id)


def choose(bot_id: int, user_id: int, *, keep: bool) -> None:
    """Have results of that person's files kept from now on, or not."""
    with writing() as session:
        if keep:
            person = (ReservedPerson.bot_id == bot_id, ReservedPerson.user_id == user_id)
            session.execute(delete(ReservedPerson).where(*person))
        else:
            session.merge(ReservedPerson(bot_id=bot_id, user_id=user_id))
