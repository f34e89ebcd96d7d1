"""The longer answers: a person's conversions, a chat's settings."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardMarkup

from bot.access.quotas import Quota
from bot.language import figures, result_words, setting_words, words
from bot.language.translation import LANGUAGES, Html
from bot.messages import keyboards, status
from bot.people.chats import ChatSettings
from bot.records.deliveries import View
from bot.settings import settings as bot_settings
from conversion.settings import settings as conversion_settings

MOST_CONVERSIONS = 20


def conversions(views: Sequence[View], places: Mapping[str, int], locale: str) -> Html:
    """A person's conversions (``views``: newest first), the oldest first; ``places`` in the queue by delivery id."""
    if not views:
        return words.NOTHING_RUNNING(locale)
    lines = [status.line(view, places.get(view.id)) for view in list(reversed(views))[:MOST_CONVERSIONS]]
    if more := len(views) - len(lines):
        lines.append(words.AND_MORE(locale, more))
    return _joined(words.YOUR_CONVERSIONS(locale, len(views)), Html("\n".join(lines)))


def settings(chosen: ChatSettings, standing: tuple[Quota, int], locale: str) -> tuple[Html, InlineKeyboardMarkup]:
    """The chat's choices and its quota (`bot.access.quotas.standing`), and the buttons to change the choices."""
    quality = words.QUALITIES.get(chosen.quality or "", words.AUTOMATIC)(locale)
    language = LANGUAGES.get(chosen.language or "") or words.AUTOMATIC(locale)
    manner = setting_words.MANNERS[chosen.manner or ""](locale)
    today = _today(*standing, locale)
    text = setting_words.SETTINGS(locale, language=language, quality=quality, manner=manner, today=today)
    return text, keyboards.settings(chosen, locale)


def _today(quota: Quota, used: int, locale: str) -> Html:
    """How many files were asked for today, of how many."""
    limits = [
        words.FILES(locale, quota.files) if quota.files else "",
        figures.size(locale, quota.bytes) if quota.bytes else "",
        figures.duration(locale, quota.seconds) if quota.seconds else "",
    ]
    count, most = words.FILES(locale, used), ", ".join(filter(None, limits))
    return setting_words.TODAY_OF(locale, count=count, most=most) if most else count


def privacy(locale: str, *, keeps: bool) -> tuple[Html, InlineKeyboardMarkup]:
    """What is stored of a person, and for how long; ``keeps``: results too."""
    kept = (conversion_settings().media_ttl, conversion_settings().records_ttl, bot_settings().results_ttl)
    media, records, results = (figures.span(locale, length) for length in kept)
    keeping = result_words.KEEPING(locale, results=results) if keeps else result_words.KEEPING_NOTHING(locale)
    text = words.PRIVACY(locale, media=media, records=records, keeping=keeping)
    return text, keyboards.privacy(locale, keeps=keeps)


def _joined(*parts: str) -> Html:
    return Html("\n\n".join(parts))
