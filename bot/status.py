"""What a conversion's message says: its mark, its stage, how far it is."""

from telegram import InlineKeyboardMarkup

from bot import figures, keyboards, problems, words
from bot.deliveries import View
from bot.translation import Html, Sentence, escaped
from conversion import options
from conversion.reports import Remark

WAITING, WORKING, FAILED, CANCELLED = "🕓", "⏳", "❌", "🚫"
STAGES: dict[str, Sentence] = {
    "fetching": words.FETCHING,
    "converting": words.CONVERTING,
    "checking": words.CHECKING,
    "delivering": words.SENDING,
}


def render(view: View, place: int | None = None) -> tuple[Html, InlineKeyboardMarkup | None]:
    """The message's text and its Cancel button, if it can be cancelled; ``place`` is that in the queue, 1 the next."""
    text = Html(f"{mark(view)} {title(view)}\n{_below(view, place)}")
    return text, None if view.is_finished else keyboards.cancel(view.id, view.locale)


def mark(view: View) -> str:
    """The sign that the message begins with."""
    if view.status == "failed":
        return FAILED
    if view.status == "cancelled":
        return CANCELLED
    return WAITING if _stage(view) is None else WORKING


def title(view: View) -> Html:
    """The file, its target and how it is wanted: ``film.mkv → MP4 · height=480 mute``."""
    how = "".join(f" {escaped(wish)}" for wish in options.written(view.options))
    title = f"<b>{escaped(figures.shortened(view.source_name))}</b> → {escaped(figures.label(view.target))}"
    return Html(f"{title} ·{how}" if how else title)


def line(view: View, place: int | None = None) -> Html:
    """The conversion in one line, for a list."""
    if _stage(view) == "converting":
        return Html(f"{mark(view)} {title(view)}: {figures.percent(view.locale, view.progress)}")
    return Html(f"{mark(view)} {title(view)}" + (f": №{place}" if place else ""))


def caption(view: View) -> Html:
    """What stands under a result: its size, what it was before, and what people should know of it."""
    name = figures.shortened(view.output_name or view.source_name)
    before, after = view.source_size or view.file_size, view.output_size
    sizes = [figures.size(view.locale, count) for count in (before, after) if count]
    remarks = [words.REMARKS[Remark(remark)](view.locale) for remark in view.remarks]
    return Html("\n".join([f"<b>{escaped(name)}</b>", " → ".join(sizes), *remarks]).strip())


def _stage(view: View) -> str | None:
    """What is being done; None while it waits."""
    if view.status == "converting":
        return view.stage or "converting"
    if view.status == "done":
        return "delivering"
    return "fetching" if view.telling == "fetching" else None


def _below(view: View, place: int | None) -> Html:
    """The lines under the title."""
    if view.status == "cancelled":
        return words.CANCELLED(view.locale)
    if view.status == "failed":
        return problem(view)
    stage = _stage(view)
    if stage is None:
        return words.WAITING_AT(view.locale, place=place) if place else words.WAITING(view.locale)
    doing = STAGES.get(stage, words.CONVERTING)(view.locale)
    return Html(f"{doing}…\n{_progress(view)}") if stage == "converting" else Html(f"{doing}…")


def _progress(view: View) -> str:
    """The bar, the percentage, and the time that is left once it can be told."""
    shown = f"{figures.bar(view.progress)} {figures.percent(view.locale, view.progress)}"
    if view.eta is None:
        return shown
    return f"{shown}\n{words.TIME_LEFT(view.locale, time=figures.duration(view.locale, view.eta))}"


def problem(view: View) -> Html:
    """What went wrong, what to do, and the number to ask the operator about."""
    told = problems.told(view.locale, view.error_type, view.target, view.error_args or ())
    return Html(f"{told}\n{words.ERROR_ID(view.locale, id=view.error_id)}" if view.error_id else told)
