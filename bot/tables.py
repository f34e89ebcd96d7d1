"""The modules that have tables of the database: who needs all tables has them registered here."""

from importlib import import_module

MODULES = (
    "conversion.queue.records",
    "bot.rows",
    "bot.access.allowances",
    "bot.access.bans",
    "bot.access.draining",
    "bot.access.quotas",
    "bot.delivery.overviews",
    "bot.operators.broadcasts",
    "bot.people.chats",
    "bot.people.links",
    "bot.people.picks",
    "bot.people.privacy",
    "bot.people.rules",
    "bot.pictures",
    "bot.records.offers",
    "bot.records.presets",
    "bot.records.repeats",
)


def register() -> None:
    """A module's tables are in the metadata as soon as it is imported."""
    for name in MODULES:
        import_module(name)
