"""Drafts: what is ticked and set in a menu before its files are converted, kept in the menu's row."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import select

from bot.people.askers import Asker
from bot.records.offers import Offer
from conversion.database import reading, writing
from conversion.options import Value

MOST_TICKED = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """``ticked`` are targets to convert to at once; ``target`` is the one whose ``options`` are being set.

    ``asked`` is the option whose value the menu's prompt asks for. ``is_union``: as soon as all files are there they
    become one, of that target, or of the likeliest where there is none.
    """

    ticked: tuple[str, ...] = ()
    target: str | None = None
    options: Mapping[str, Value] = field(default_factory=dict)
    asked: str | None = None
    is_union: bool = False


def of(offer: Offer) -> Draft:
    """What has been ticked and set so far."""
    values = dict(offer.draft or {})
    return Draft(**values | {"ticked": tuple(values.get("ticked", ()))})


def tick(offer: Offer, target: str) -> Draft:
    """Tick a target, or take its tick away; more than `MOST_TICKED` there are not."""

    def changed(draft: Draft) -> Draft:
        if target in draft.ticked:
            return replace(draft, ticked=tuple(name for name in draft.ticked if name != target))
        return replace(draft, ticked=(*draft.ticked, target)[:MOST_TICKED])

    return _change(offer, changed)


def begin(offer: Offer, target: str, options: Mapping[str, Value]) -> Draft:
    """Set the options of a target, beginning with these; what has been set for it already stays."""
    return _change(
        offer, lambda draft: draft if draft.target == target else replace(draft, target=target, options=dict(options))
    )


def put(offer: Offer, name: str, value: Value | None) -> Draft:
    """Set one option of the target; None takes it away."""

    def changed(draft: Draft) -> Draft:
        others = {known: kept for known, kept in draft.options.items() if known != name}
        return replace(draft, options=others if value is None else {**others, name: value})

    return _change(offer, changed)


def unite(offer: Offer, target: str | None, options: Mapping[str, Value]) -> Draft:
    """Make one file of the menu's, so."""
    return _change(offer, lambda draft: replace(draft, target=target, options=dict(options), is_union=True))


def ask(offer: Offer, name: str, prompt_id: int) -> Draft:
    """The message ``prompt_id`` asks for the value of that option."""
    return _change(offer, lambda draft: replace(draft, asked=name), prompt_id)


def of_prompt(asker: Asker, prompt_id: int) -> Offer | None:
    """The menu for which that message asks for a value."""
    here = (Offer.bot_id == asker.bot_id, Offer.chat_id == asker.chat_id)
    with reading() as session:
        return session.scalar(select(Offer).where(*here, Offer.prompt_id == prompt_id, Offer.target.is_(None)))


def _change(offer: Offer, change: Callable[[Draft], Draft], prompt_id: int | None = None) -> Draft:
    """Change the row as it is now; a menu that has been chosen meanwhile stays as it is."""
    with writing() as session:
        key = (offer.bot_id, offer.chat_id, offer.message_id)
        row = session.get(Offer, key, with_for_update=True)
        if row is None or row.target is not None:
            return of(offer)
        changed = change(of(row))
        row.draft = _as_json(changed)
        row.prompt_id = prompt_id or row.prompt_id
        return changed


def _as_json(draft: Draft) -> dict[str, Any]:
    return asdict(draft)
