"""The longer answers: formats by kind, a person's conversions, a chat's settings."""

from collections.abc import Iterable, Mapping, Sequence

from telegram import InlineKeyboardMarkup

from bot import keyboards, refusals, status, words
from bot.asking import Ask
from bot.chats import ChatSettings
from bot.deliveries import View
from bot.translation import LANGUAGES, Html, escaped
from conversion import registry
from conversion.formats import Format, Kind

MOST_CONVERSIONS = 20


def sources(locale: str) -> Html:
    """Every format that can be converted."""
    return _joined(words.CAN_CONVERT(locale), _by_kind(registry.sources(), locale), words.WHAT_ONE_BECOMES(locale))


def targets(ask: Ask, locale: str) -> Html:
    """What one format can become."""
    if ask.target is None:
        return refusals.of_ask(locale, ask) or Html()
    found = registry.targets_for(ask.target)
    if not found:
        return words.NO_TARGETS(locale, source=ask.target.label)
    return _joined(words.CAN_BECOME(locale, source=ask.target.label), _by_kind(found, locale))


def conversions(views: Sequence[View], places: Mapping[str, int], locale: str) -> Html:
    """A person's conversions (``views``: newest first), the oldest first; ``places`` in the queue by delivery id."""
    if not views:
        return words.NOTHING_RUNNING(locale)
    lines = [status.line(view, places.get(view.id)) for view in list(reversed(views))[:MOST_CONVERSIONS]]
    if more := len(views) - len(lines):
        lines.append(words.AND_MORE(locale, more))
    return _joined(words.YOUR_CONVERSIONS(locale, len(views)), Html("\n".join(lines)))


def settings(chosen: ChatSettings, locale: str) -> tuple[Html, InlineKeyboardMarkup]:
    """The chat's choices, and the buttons to change them."""
    quality = words.QUALITIES.get(chosen.quality or "", words.AUTOMATIC)(locale)
    language = LANGUAGES.get(chosen.language or "") or words.AUTOMATIC(locale)
    text = words.SETTINGS(locale, language=language, quality=quality)
    return text, keyboards.settings(chosen.language, chosen.quality, locale)


def _by_kind(found: Iterable[Format], locale: str) -> Html:
    """A line for each kind that occurs."""
    groups = {kind: [escaped(row.label) for row in found if row.kind == kind] for kind in Kind}
    lines = [f"{_heading(kind, locale)}: {', '.join(labels)}" for kind, labels in groups.items() if labels]
    return Html("\n".join(lines))


def _heading(kind: Kind, locale: str) -> Html:
    return Html(f"{words.KIND_SIGNS[kind]} <b>{escaped(words.KINDS[kind](locale))}</b>")


def _joined(*parts: str) -> Html:
    return Html("\n\n".join(parts))
