"""Choices: a file and a target become conversions, all of one choice in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from bot.people import picks
from bot.people.askers import Asker
from bot.records import batches, deliveries, offers, orders, presets
from bot.records.deliveries import View
from bot.records.offers import Offer, OfferedFile
from bot.records.orders import Order, Place
from bot.rows import Delivery
from conversion import formats, registry, unions
from conversion.database import writing
from conversion.errors import UnknownFormatError
from conversion.formats import Format
from conversion.options import QUALITY, Option, Value


@dataclass(frozen=True, slots=True)
class Choice:
    """A target, with its options as written; ``wishes`` are options that count only where they mean something.

    ``is_union``: several files are to become one. ``also`` are further targets, wanted just so.
    ``shape`` is how the result is to appear, where that is not the usual way.
    """

    target: Format
    options: Mapping[str, Value] = field(default_factory=dict)
    is_union: bool = False
    wishes: Mapping[str, Value] = field(default_factory=dict)
    shape: str = ""
    also: tuple[Format, ...] = ()

    @property
    def targets(self) -> tuple[Format, ...]:
        """All of them."""
        return (self.target, *self.also)


def of_offer(asker: Asker, offer: Offer, choice: Choice) -> list[View]:
    """Convert all files of a menu; its message becomes their status message.

    Empty where somebody has chosen already. Raises `conversion.errors.SourceError` where one of the files cannot
    become that; then the menu stays open.
    """
    choice = replace(choice, wishes={**offer.options, **choice.wishes})
    names = [target.name for target in choice.targets]
    owner = replace(asker, user_id=offer.user_id, thread_id=offer.thread_id)
    asked = _asked(owner, offer, choice)
    with writing() as session:
        if not offers.choose(session, offer, names, {**choice.wishes, **choice.options}):
            return []
        rows = [orders.add(session, place, order) for place, order in asked]
        if not choice.is_union:
            known = [file for file in offer.offered if file.attachment.format]
            _learn(session, owner, (known or offer.offered)[0], choice)
    return _views(rows)


def of_file(asker: Asker, file: OfferedFile, choice: Choice, batch: Offer | None = None) -> list[View]:
    """Convert one file that no menu stands for, or the latecomer of a ``batch``.

    Empty where this update has been seen before.
    """
    place = replace(_place(asker, file), is_quiet=asker.is_quiet and batch is None)
    with writing() as session:
        rows = []
        for order in _orders(asker, [file], choice):
            here = batches.as_latecomer(session, place, batch.message_id) if batch else place
            rows.append(orders.add(session, here, order))
        _learn(session, asker, file, choice)
    return _views(rows)


def again(asker: Asker, view: View, choice: Choice, message_id: int | None = None) -> list[View]:
    """Convert the source of that conversion once more; with a ``message_id`` that message is the status message.

    Empty where the file has been forgotten. Raises `conversion.errors.SourceError`.
    """
    file = deliveries.attachment(view)
    if file is None:
        return []
    owner = replace(asker, user_id=view.user_id, thread_id=view.thread_id)
    offered = OfferedFile(view.reply_to or view.message_id or 0, file)
    [order] = _orders(owner, [offered], choice)
    with writing() as session:
        row = orders.add(session, replace(_place(owner, offered), message_id=message_id), order)
    return _views([row])


def of_preset(asker: Asker, file: OfferedFile) -> Choice | None:
    """What the person has ordered for all files, if this one can become it."""
    preset = presets.of(asker.bot_id, asker.chat_id, asker.user_id) if asker.is_private else None
    target = formats.from_name(preset.target) if preset else None
    if preset is None or target is None or not _can_become(file.attachment.format, target):
        return None
    return Choice(target, wishes=preset.options)


def _can_become(source: Format | None, target: Format) -> bool:
    return source is not None and target in registry.targets_for(source)


def _orders(asker: Asker, files: Sequence[OfferedFile], choice: Choice) -> list[Order]:
    """An order a file, or one for all of them."""
    if choice.is_union and len(files) > 1:
        first, *further = (file.attachment for file in files)
        known = unions.options_for([file.attachment.format for file in files], choice.target)
        asked, key = _known(asker, known, choice), f"{asker.bot_id}:{asker.update_id}:0"
        return [Order(first, choice.target.name, asked, key, further=tuple(further))]
    wanted = [(file, replace(choice, target=target)) for target in choice.targets for file in files]
    return [
        Order(
            attachment=file.attachment,
            target=one.target.name,
            options=_options(asker, file.attachment.format, one),
            update_key=f"{asker.bot_id}:{asker.update_id}:{number}",
            shape=choice.shape,
        )
        for number, (file, one) in enumerate(wanted)
    ]


def _learn(session: Session, asker: Asker, file: OfferedFile, choice: Choice) -> None:
    """What was chosen stands first the next time."""
    source = file.attachment.format
    if source is None:
        return
    for target in choice.targets:
        picks.learn(session, asker, source.kind, target.name, _options(asker, source, replace(choice, target=target)))


def _options(asker: Asker, source: Format | None, choice: Choice) -> dict[str, Value]:
    """The options asked for, and those of the chat's and the menu's that this way knows."""
    return _known(asker, registry.options_for(source, choice.target) if source else (), choice)


def _known(asker: Asker, options: Iterable[Option], choice: Choice) -> dict[str, Value]:
    known = {name for option in options for name in (option.name, *option.aliases)}
    wishes = {QUALITY.name: asker.quality, **choice.wishes}
    return {name: value for name, value in wishes.items() if value is not None and name in known} | dict(choice.options)


def _asked(owner: Asker, offer: Offer, choice: Choice) -> list[tuple[Place, Order]]:
    """The menu's message is the status message of the only conversion, or that of all together.

    Files of unknown kinds can be packed with others only. Raises `UnknownFormatError` where there are no others.
    """
    known = [file for file in offer.offered if file.attachment.format or choice.is_union]
    if not known:
        raise UnknownFormatError(offer.offered[0].attachment.name)
    asked = _orders(owner, known, choice)
    if len(asked) == 1:
        return [(replace(_place(owner, known[0]), message_id=offer.message_id), asked[0])]
    files = known * len(choice.targets)
    return [
        (replace(_place(owner, file), batch_id=offer.message_id, number=number), order)
        for number, (file, order) in enumerate(zip(files, asked, strict=True))
    ]


def _place(owner: Asker, file: OfferedFile) -> Place:
    return Place(
        bot_id=owner.bot_id,
        chat_id=owner.chat_id,
        thread_id=owner.thread_id,
        user_id=owner.user_id,
        locale=owner.locale,
        reply_to=file.message_id,
    )


def _views(rows: Iterable[Delivery | None]) -> list[View]:
    return deliveries.of_ids([row.id for row in rows if row])
