"""What belongs to a group that becomes a supergroup, and so has another id."""

from bot.people import chats, rules
from bot.records import deliveries, offers
from bot.settings import settings


def move(old_id: int, new_id: int) -> None:
    """Settings, menus, rules and deliveries follow; doing it twice changes nothing."""
    chats.migrate_chat(settings().bot_id, old_id, new_id)
    offers.migrate_chat(settings().bot_id, old_id, new_id)
    rules.migrate_chat(settings().bot_id, old_id, new_id)
    deliveries.migrate_chat(old_id, new_id)
