"""Choices: a file and a target become conversions, all of one choice in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot import deliveries, offers
from bot.askers import Asker
from bot.deliveries import Order, Place, View
from bot.offers import Offer, OfferedFile
from bot.rows import Delivery
from conversion import registry
from conversion.database import writing
from conversion.formats import Format
from conversion.options import QUALITY, Value


@dataclass(frozen=True, slots=True)
class Choice:
    """A target, with its options as written; ``wishes`` are options that count only where they mean something."""

    target: Format
    options: Mapping[str, Value] = field(default_factory=dict)
    wishes: Mapping[str, Value] = field(default_factory=dict)


def of_offer(asker: Asker, offer: Offer, choice: Choice) -> list[View]:
    """Convert all files of a menu; its message becomes the first one's status message.

    Empty where somebody has chosen already. Raises `conversion.errors.SourceError` where one of the files cannot
    become that; then the menu stays open.
    """
    choice = replace(choice, wishes={**offer.options, **choice.wishes})
    with writing() as session:
        if not offers.choose(session, offer, choice.target.name, {**choice.wishes, **choice.options}):
            return []
        owner = replace(asker, user_id=offer.user_id, thread_id=offer.thread_id)
        rows = [
            deliveries.add(session, _place(owner, file, None if number else offer.message_id), order)
            for number, (file, order) in enumerate(_orders(owner, offer.offered, choice))
        ]
    return _views(rows)


def of_file(asker: Asker, file: OfferedFile, choice: Choice) -> list[View]:
    """Convert one file that no menu stands for; empty where this update has been seen before."""
    [(_file, order)] = _orders(asker, [file], choice)
    with writing() as session:
        row = deliveries.add(session, _place(asker, file, None), order)
    return _views([row])


def _orders(asker: Asker, files: Iterable[OfferedFile], choice: Choice) -> list[tuple[OfferedFile, Order]]:
    return [
        (
            file,
            Order(
                attachment=file.attachment,
                target=choice.target.name,
                options=_options(asker, file.attachment.format, choice),
                update_key=f"{asker.bot_id}:{asker.update_id}:{number}",
            ),
        )
        for number, file in enumerate(files)
    ]


def _options(asker: Asker, source: Format | None, choice: Choice) -> dict[str, Value]:
    """The options asked for, and those of the chat's and the menu's that this way knows."""
    options = registry.options_for(source, choice.target) if source else ()
    known = {name for option in options for name in (option.name, *option.aliases)}
    wishes = {QUALITY.name: asker.quality, **choice.wishes}
    return {name: value for name, value in wishes.items() if value and name in known} | dict(choice.options)


def _place(owner: Asker, file: OfferedFile, message_id: int | None) -> Place:
    return Place(
        bot_id=owner.bot_id,
        chat_id=owner.chat_id,
        thread_id=owner.thread_id,
        user_id=owner.user_id,
        locale=owner.locale,
        reply_to=file.message_id,
        message_id=message_id,
    )


def _views(rows: Iterable[Delivery | None]) -> list[View]:
    return [deliveries.get(row.id) for row in rows if row]
