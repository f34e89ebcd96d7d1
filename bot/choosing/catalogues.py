"""/formats: what can be converted, by kind, and what one format can become, in pages that Telegram takes."""

from collections.abc import Iterable, Sequence
from itertools import islice

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.choosing import refusals
from bot.language import sort_words, words
from bot.language.translation import Html, escaped
from bot.messages import callbacks, keyboards
from bot.understanding import asking
from bot.understanding.asking import Ask
from conversion import formats, registry
from conversion.formats import Format, Kind

IN_A_ROW = 4
KINDS_IN_A_ROW = 2
ROWS_ON_A_PAGE = 10
ON_A_PAGE = 3500  # characters of a list; Telegram takes 4096 with heading and signs

Page = tuple[Html, InlineKeyboardMarkup | None]


def overview(locale: str) -> Page:
    """Every kind, with how many formats of it can be converted."""
    sources = registry.sources()
    counts = {kind: sum(source.kind == kind for source in sources) for kind in Kind}
    buttons = [
        Button(f"{_heading(kind, locale)} · {count}", callback_data=callbacks.formats_of_kind(kind.value))
        for kind, count in counts.items()
        if count
    ]
    text = words.CAN_CONVERT(locale, len(sources))
    return text, InlineKeyboardMarkup(keyboards.rows_of(buttons, KINDS_IN_A_ROW))


def of_kind(kind: Kind, locale: str, page: int = 0) -> Page:
    """The formats of a kind as buttons."""
    found = [source for source in registry.sources() if source.kind == kind]
    rows = keyboards.rows_of(
        [Button(one.label, callback_data=callbacks.formats_from(one.name)) for one in found], IN_A_ROW
    )
    last = max(0, (len(rows) - 1) // ROWS_ON_A_PAGE)
    page = min(page, last)
    shown = rows[page * ROWS_ON_A_PAGE : (page + 1) * ROWS_ON_A_PAGE]
    turning = _turning([callbacks.formats_of_kind(kind.value, number) for number in range(last + 1)], page)
    back = Button(words.BACK(locale), callback_data=callbacks.formats())
    text = words.OF_KIND(locale, kind=_heading(kind, locale))
    return text, InlineKeyboardMarkup([*shown, [back, *turning]])


def targets(source: Format, locale: str, page: int = 0) -> Page:
    """What a format can become, by kind."""
    found = registry.targets_for(source)
    if not found:
        return words.NO_TARGETS(locale, source=source.label), None
    pages = _paged(_lines(found, locale))
    page = min(page, len(pages) - 1)
    text = Html("\n\n".join((words.CAN_BECOME(locale, source=source.label), pages[page])))
    turning = _turning([callbacks.formats_from(source.name, number) for number in range(len(pages))], page)
    back = Button(words.BACK(locale), callback_data=callbacks.formats_of_kind(source.kind.value))
    return text, InlineKeyboardMarkup([[back, *turning]])


def meant(ask: Ask, locale: str) -> Page:
    """Why a word names no format, and the ones that may be meant as buttons."""
    guesses = asking.guesses(ask.word)
    buttons = [Button(one.label, callback_data=callbacks.formats_from(one.name)) for one in guesses]
    text = refusals.of_ask(locale, ask) or Html()
    return text, InlineKeyboardMarkup([buttons]) if buttons else None


def named(what: str, name: str, page: int, locale: str) -> Page | None:
    """The page that a button names; None where there is none any more."""
    if not what:
        return overview(locale)
    if what == "kind":
        return of_kind(Kind(name), locale, page) if name in {kind.value for kind in Kind} else None
    source = formats.from_name(name)
    return targets(source, locale, page) if source else None


def _heading(kind: Kind, locale: str) -> str:
    return f"{words.KIND_SIGNS[kind]} {words.KINDS[kind](locale)}"


def _lines(found: Iterable[Format], locale: str) -> list[str]:
    """A line for each kind that occurs; a very long one goes on in the next."""
    lines = []
    by_kind = {kind: [sort_words.called(locale, one.name) for one in found if one.kind == kind] for kind in Kind}
    for kind, labels in by_kind.items():
        heading, left = f"<b>{escaped(_heading(kind, locale))}</b>: ", iter(labels)
        while some := list(islice(left, 100)):
            lines.append(heading + escaped(", ".join(some)))
            heading = ""
    return lines


def _paged(lines: Sequence[str]) -> list[str]:
    """The lines in as few texts as Telegram's limit allows."""
    pages = [""]
    for line in lines:
        if pages[-1] and len(pages[-1]) + len(line) > ON_A_PAGE:
            pages.append("")
        pages[-1] += ("\n" if pages[-1] else "") + line
    return pages


def _turning(pages: Sequence[str], page: int) -> list[Button]:
    """To the page before and to the next; ``pages`` are the data of each page's button."""
    before = [Button("‹", callback_data=pages[page - 1])] if page else []
    return before + ([Button("›", callback_data=pages[page + 1])] if page + 1 < len(pages) else [])
