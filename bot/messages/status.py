"""What a conversion's message says: its mark, its stage, how far it is."""

from collections.abc import Iterator, Mapping

from telegram import InlineKeyboardMarkup

from bot.errors import ResultOverLimitError
from bot.language import figures, problems, result_words, sort_words, wording, words
from bot.language.translation import Html, Sentence, escaped
from bot.messages import keyboards, result_buttons, shapes
from bot.records import presets
from bot.records.deliveries import View
from conversion import formats
from conversion.formats import Kind
from conversion.reports import Remark

WAITING, WORKING, DONE, FAILED, CANCELLED = "🕓", "⏳", "✅", "❌", "🚫"
ENDED = {"done": DONE, "failed": FAILED, "cancelled": CANCELLED}
STAGES: dict[str, Sentence] = {
    "fetching": words.FETCHING,
    "converting": words.CONVERTING,
    "delivering": words.SENDING,
}


def render(view: View, place: int | None = None) -> tuple[Html, InlineKeyboardMarkup | None]:
    """The message's text and its Cancel button, if it can be cancelled; ``place`` is that in the queue, 1 the next."""
    text = Html(f"{mark(view)} {title(view)}\n{_below(view, place)}")
    if view.error_type == ResultOverLimitError.__name__ and (ways := result_buttons.rescue(view)):
        return Html(f"{text}\n{result_words.RESCUE(view.locale)}"), ways
    return text, None if view.is_finished else keyboards.cancel(view.id, view.locale)


def mark(view: View) -> str:
    """The sign that the message begins with."""
    if view.status == "failed":
        return FAILED
    if view.status == "cancelled":
        return CANCELLED
    return WAITING if _stage(view) is None else WORKING


def title(view: View) -> Html:
    """The file, its target and how it is wanted: ``film.mkv → MP4 · 480p · no sound``."""
    how = [sort_words.called(view.locale, view.target), *wording.said(view.locale, view.options)]
    more = f" +{len(view.further)}" if view.further else ""
    name = f"<b>{escaped(figures.shortened(view.source_name))}</b>{more} " if view.source_name else ""
    return Html(f"{name}→ {escaped(' · '.join(how))}")


def line(view: View, place: int | None = None) -> Html:
    """The conversion in one line, for a list."""
    if _stage(view) == "converting":
        return Html(f"{mark(view)} {title(view)}: {figures.percent(view.locale, view.progress)}")
    return Html(f"{mark(view)} {title(view)}" + (f": №{place}" if place else ""))


def caption(view: View) -> Html:
    """What stands under a result: what has changed of it, and what people should know of it."""
    name = figures.shortened(view.output_name or view.source_name)
    is_album = shapes.of(view) == shapes.ALBUM  # which shows by itself that there are several
    told = [Remark(remark) for remark in view.remarks if not (is_album and remark == Remark.SEVERAL)]
    remarks = [words.REMARKS[remark](view.locale) for remark in told]
    return Html("\n".join([f"<b>{escaped(name)}</b>", _changes(view), *remarks]).strip())


def _changes(view: View) -> str:
    """Size, pixels, length and pages, before and after, as far as the result has them; the same stands once."""
    before: dict[str, float | None] = {**view.before, "size": view.source_size or view.file_size}
    after: dict[str, float | None] = {"size": view.output_size, "duration": view.duration, "pages": view.pages}
    if not _is_sound(view):  # its cover has pixels, too
        after |= {"width": view.width, "height": view.height}
    told = zip(_measures(view.locale, before), _measures(view.locale, after), strict=True)
    return " · ".join(" → ".join(dict.fromkeys(filter(None, pair))) for pair in told if pair[1])


def _is_sound(view: View) -> bool:
    target = formats.from_name(view.target)
    return target is not None and target.kind is Kind.AUDIO


def _measures(locale: str, known: Mapping[str, float | None]) -> Iterator[str | None]:
    """The size, pixels, length and number of pages of one file; None for those that it has not."""
    size, width, height = (round(known.get(name) or 0) for name in ("size", "width", "height"))
    yield figures.size(locale, size) if size else None
    yield f"{width}×{height}" if width and height else None
    yield figures.clock(seconds) if (seconds := known.get("duration")) else None
    yield result_words.PAGES(locale, round(pages)) if (pages := known.get("pages")) else None


def ending(view: View) -> tuple[Html, InlineKeyboardMarkup | None]:
    """What the message says in the end, where it does not become the file itself."""
    if view.status != "done":
        return render(view)
    below = result_words.SENT_BELOW.get(shapes.of(view))
    text = f"{DONE} {caption(view)}" + (f"\n{below(view.locale)}" if below else "")
    return Html(text), result_keyboard(view)


def result_keyboard(view: View) -> InlineKeyboardMarkup:
    """What can be done with a result; asks the database for the person's standing order."""
    preset = presets.of(view.bot_id, view.chat_id, view.user_id)
    is_same = preset is not None and preset.target == view.target
    return result_buttons.result(view, is_standing=is_same)


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
