"""What belongs to a forum's topic that is there no more: it goes on in the group's general topic."""

from sqlalchemy import update

from bot.people import rules
from bot.records.offers import Offer
from bot.rows import Delivery
from bot.settings import settings
from conversion.database import writing


def leave(chat_id: int, thread_id: int) -> None:
    """Menus and deliveries move to the general topic, the topic's own rules end; doing it twice changes nothing."""
    bot_id = settings().bot_id
    with writing() as session:
        for table in (Delivery, Offer):
            there = (table.bot_id == bot_id, table.chat_id == chat_id, table.thread_id == thread_id)
            moved = update(table).where(*there).values(thread_id=None)
            session.execute(moved.execution_options(synchronize_session=False))
    rules.clear(bot_id, chat_id, thread_id)
