"""What the one message of a batch says: a line a file, and how far all of them are."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardMarkup

from bot.language import figures, sort_words, wording, words
from bot.language.translation import Html, escaped
from bot.messages import keyboards, status
from bot.records.deliveries import View

MOST_LINES = 10
# Which files are named where there are too many: what went wrong first, what went well last.
WORTH = {"failed": 0, "converting": 1, "ready": 2, "accepted": 2, "cancelled": 3, "done": 4}


def render(members: Sequence[View], places: Mapping[str, int]) -> tuple[Html, InlineKeyboardMarkup | None]:
    """The message's text and its Cancel button, as long as there is something to cancel; ``places`` by delivery id."""
    first, parts = members[0], [_title(members), *_lines(members, places)]
    if _is_over(members):
        return Html("\n".join([*parts, *_ending(members)])), None
    return Html("\n".join([*parts, _progress(members)])), keyboards.cancel(first.id, first.locale)


def title(members: Sequence[View]) -> Html:
    """``10 files → MP4 · 480p``, or ``film.mkv → MP4, MP3``."""
    first, targets = members[0], _targets(members)
    sources = list(dict.fromkeys((view.reply_to, view.source_name) for view in members))
    label = ", ".join(sort_words.called(first.locale, target) for target in targets)
    if len(sources) == 1 and len(targets) > 1:
        return Html(f"<b>{escaped(figures.shortened(first.source_name))}</b> → {escaped(label)}")
    files = words.BATCH(first.locale, max(len(sources), len(members) // len(targets)), target=label)
    return Html(" · ".join([files, *map(escaped, wording.said(first.locale, first.options))]))


def _targets(members: Sequence[View]) -> list[str]:
    """What they become, each once."""
    return list(dict.fromkeys(view.target for view in members))


def _title(members: Sequence[View]) -> Html:
    return Html(f"{_mark(members)} {title(members)}")


def _mark(members: Sequence[View]) -> str:
    states = {view.status for view in members}
    if states <= {"cancelled"}:
        return status.CANCELLED
    if _is_over(members):
        return status.DONE if "done" in states else status.FAILED
    return status.WAITING if states <= {"accepted", "ready", "cancelled"} else status.WORKING


def _is_over(members: Sequence[View]) -> bool:
    return all(view.is_finished for view in members)


def _lines(members: Sequence[View], places: Mapping[str, int]) -> list[Html]:
    """In the files' order."""
    worthy = sorted(members, key=lambda view: (WORTH[view.status], view.number))[:MOST_LINES]
    is_mixed = len(_targets(members)) > 1
    lines = [
        _line(view, places.get(view.id), is_mixed=is_mixed) for view in sorted(worthy, key=lambda view: view.number)
    ]
    more = len(members) - len(lines)
    return [*lines, words.AND_MORE(members[0].locale, more)] if more else lines


def _line(view: View, place: int | None, *, is_mixed: bool) -> Html:
    """``is_mixed``: not all become the same, so that each says what."""
    name = escaped(
        figures.shortened(view.source_name) + (f" → {sort_words.called(view.locale, view.target)}" if is_mixed else "")
    )
    if view.status == "done":
        return Html(f"{status.DONE} {name}")
    if view.status == "failed":
        return Html(f"{status.FAILED} <b>{name}</b>: {status.problem(view)}")
    if view.status == "converting":
        return Html(f"{status.mark(view)} {name}: {figures.percent(view.locale, view.progress)}")
    return Html(f"{status.mark(view)} {name}" + (f": №{place}" if place and view.status != "cancelled" else ""))


def _progress(members: Sequence[View]) -> Html:
    """The bar and the percentage of all together, and the time that is left once the first is done."""
    first, share = members[0], sum(1.0 if view.is_finished else view.progress for view in members) / len(members)
    shown = f"{figures.bar(share)} {figures.percent(first.locale, share)}"
    if share * len(members) < 1.0:
        return Html(shown)
    left = (first.now - first.created_at) * (1 - share) / share
    return Html(f"{shown}\n{words.TIME_LEFT(first.locale, time=figures.duration(first.locale, left))}")


def _ending(members: Sequence[View]) -> list[Html]:
    """What became of them all; nothing where none was to become anything."""
    done = sum(view.status == "done" for view in members)
    locale = members[0].locale
    return [words.BATCH_ENDED(locale, done=done, count=len(members))] if done else []
