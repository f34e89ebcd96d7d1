"""The longer answers to operators: statistics, incidents, bans, broadcasts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from babel import dates
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot import settings as bot_settings
from bot.access.bans import Ban
from bot.language import figures, operator_words, words
from bot.language.translation import Html, Label, escaped
from bot.messages import callbacks, status
from bot.operators.broadcasts import Broadcast, Progress
from bot.operators.incidents import Incident
from bot.operators.statistics import DAYS, Pace, Statistics
from conversion.settings import settings

MOST_DETAIL = 1500  # characters of what a tool said
MOST_BANS = 50
BROADCAST_STATES = {"done": operator_words.BROADCAST_DONE, "cancelled": operator_words.BROADCAST_CANCELLED}


def statistics(found: Statistics, locale: str) -> Html:
    """How the bot does."""
    days = [
        f"{dates.format_date(day, 'd MMM', locale)}: {_counts(counts)}" for day, counts in found.days.items() if counts
    ]
    served = operator_words.SERVED(locale, people=found.people, chats=found.chats, untold=found.untold)
    free, total = (figures.size(locale, count) for count in (found.free, found.total))
    return _joined(
        operator_words.STATISTICS(locale, span=figures.span(locale, timedelta(days=DAYS))),
        _listed(operator_words.DAYS(locale), [*days, served], locale),
        _listed(operator_words.REASONS(locale), _reasons(found.reasons), locale),
        _listed(operator_words.QUEUES(locale), _queues(found.queues), locale),
        _listed(operator_words.SLOWEST(locale), [_pace(pace, locale) for pace in found.slowest], locale),
        operator_words.DISK(locale, free=free, total=total),
    )


def incident(found: Incident | None, error_id: str, locale: str) -> Html:
    """What is known of a failure."""
    if found is None:
        return operator_words.NOT_FOUND(locale, id=error_id, span=figures.span(locale, settings().records_ttl))
    moment = dates.format_datetime(datetime.fromtimestamp(found.at).astimezone(), "medium", locale=locale)
    lines = [operator_words.INCIDENT(locale, error=found.error, moment=moment)]
    if found.task_id:
        size = figures.size(locale, found.size) if found.size else "?"
        source, target = (figures.label(name or "?") for name in (found.source, found.target))
        lines.append(operator_words.WAY(locale, source=source, target=target, size=size))
        lines.append(operator_words.TASK(locale, id=found.task_id, worker=found.worker or "–"))
    if found.chat_id:
        lines.append(operator_words.WHERE(locale, chat=found.chat_id, user=found.user_id or "–"))
    if found.detail:
        lines.append(Html(f"<pre>{escaped(' · '.join(found.detail)[:MOST_DETAIL])}</pre>"))
    return Html("\n".join([*lines, operator_words.IN_THE_LOG(locale, id=error_id)]))


def banned(found: Sequence[Ban], locale: str) -> Html:
    """Who is shut out, and why."""
    if not found:
        return operator_words.NOBODY_BANNED(locale)
    lines = [f"<code>{ban.subject_id}</code> {escaped(ban.reason)}".strip() for ban in found[:MOST_BANS]]
    return Html("\n".join([operator_words.BANS(locale, len(found)), *lines]))


def limits(current: Mapping[str, int], locale: str) -> Html:
    """What people and groups may have; what an operator has changed is marked, with the setting beside it."""
    lines = [f"<code>{name}</code>: {_changed(name, value)}" for name, value in current.items()]
    return _joined(operator_words.LIMITS(locale), "\n".join(lines), operator_words.LIMITS_HOW(locale))


def _changed(name: str, value: int) -> str:
    setting = getattr(bot_settings.settings(), name)
    return str(value) if value == setting else f"<b>{value}</b> ({setting})"


def proposal(draft: Broadcast, people: int) -> tuple[Html, InlineKeyboardMarkup]:
    """The question before a broadcast."""
    buttons = [_button(operator_words.SEND, callbacks.SEND, draft), _button(words.CANCEL, callbacks.STOP, draft)]
    return operator_words.BROADCAST_ASK(draft.locale, people), InlineKeyboardMarkup([buttons])


def broadcast(found: Broadcast, progress: Progress) -> tuple[Html, InlineKeyboardMarkup | None]:
    """How far it is, and the button that stops it."""
    if found.status == "cancelled" and not progress.total:
        return operator_words.BROADCAST_DROPPED(found.locale), None
    heading = BROADCAST_STATES.get(found.status, operator_words.BROADCAST_RUNNING)
    lines = [heading(found.locale, sent=progress.sent, total=progress.total)]
    if progress.failed:
        lines.append(operator_words.UNREACHABLE(found.locale, count=progress.failed))
    if progress.unknown:
        lines.append(operator_words.PERHAPS_SENT(found.locale, count=progress.unknown))
    is_over = found.status in BROADCAST_STATES
    stop = InlineKeyboardMarkup([[_button(operator_words.STOP, callbacks.STOP, found)]])
    return Html("\n".join(lines)), None if is_over else stop


def _button(label: Label, deed: str, found: Broadcast) -> Button:
    return Button(label(found.locale), callback_data=callbacks.broadcast(deed, found.id))


def _counts(counts: Mapping[str, int]) -> str:
    """Every status that occurs, with its mark; whatever is not over counts together."""
    over = [f"{mark} {counts[name]}" for name, mark in status.ENDED.items() if name in counts]
    under_way = sum(count for name, count in counts.items() if name not in status.ENDED)
    return "  ".join([*over, f"{status.WORKING} {under_way}"] if under_way else over)


def _reasons(counts: Mapping[str, int]) -> list[str]:
    return [f"{escaped(reason)}: {count}" for reason, count in counts.items()]


def _queues(lengths: Mapping[str, tuple[int, int]]) -> list[str]:
    return [f"{queue}: {waiting} / {converting}" for queue, (waiting, converting) in lengths.items()]


def _pace(pace: Pace, locale: str) -> str:
    took = figures.duration(locale, pace.seconds)
    return f"{escaped(figures.label(pace.source))} → {escaped(figures.label(pace.target))}: {took} (×{pace.count})"


def _listed(heading: Html, lines: Iterable[str], locale: str) -> Html:
    return Html("\n".join([heading, *(list(lines) or [operator_words.NOTHING(locale)])]))


def _joined(*parts: str) -> Html:
    return Html("\n\n".join(parts))
