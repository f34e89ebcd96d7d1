"""The buttons under a message, made from what they stand for."""

from collections.abc import Collection, Sequence

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot import callbacks, figures, words
from bot.translation import LANGUAGES
from conversion.formats import Format, Kind

LIKELY = 8  # with "More…" three rows of three
LIKELY_IN_A_ROW = 3
IN_A_ROW = 4
ROWS_ON_A_PAGE = 10
LONGEST_CHOICE = 40  # characters of a file's name on a button

Row = list[Button]


def targets(offered: Sequence[Format], sources: Collection[Kind], locale: str, page: int = 0) -> InlineKeyboardMarkup:
    """What files of these kinds can become: page 0 has the likely targets, the others the rest by kind."""
    buttons = {target: _target(target, sources) for target in offered}
    if len(offered) <= LIKELY + 1:
        return InlineKeyboardMarkup(_rows(list(buttons.values()), LIKELY_IN_A_ROW))
    if page == 0:
        likely = [*list(buttons.values())[:LIKELY], Button(words.MORE(locale), callback_data=callbacks.page(1))]
        return InlineKeyboardMarkup(_rows(likely, LIKELY_IN_A_ROW))
    return InlineKeyboardMarkup(_page(_by_kind(offered[LIKELY:], buttons), locale, page))


def _target(target: Format, sources: Collection[Kind]) -> Button:
    """The target's name; where it is of another kind than the files, that kind's sign before it."""
    sign = "" if {target.kind} == set(sources) else words.KIND_SIGNS[target.kind] + " "
    return Button(sign + target.label, callback_data=callbacks.convert(target.name))


def _by_kind(rest: Sequence[Format], buttons: dict[Format, Button]) -> list[Row]:
    """Each kind begins a row."""
    groups = [[buttons[target] for target in rest if target.kind == kind] for kind in Kind]
    return [row for group in groups for row in _rows(group, IN_A_ROW)]


def _page(rows: list[Row], locale: str, page: int) -> list[Row]:
    start = min((page - 1) * ROWS_ON_A_PAGE, (len(rows) - 1) // ROWS_ON_A_PAGE * ROWS_ON_A_PAGE)
    number = start // ROWS_ON_A_PAGE + 1
    turning = [Button(words.BACK(locale), callback_data=callbacks.page(number - 1))]
    if start + ROWS_ON_A_PAGE < len(rows):
        turning.append(Button(words.MORE(locale), callback_data=callbacks.page(number + 1)))
    return [*rows[start : start + ROWS_ON_A_PAGE], turning]


def _rows(buttons: Sequence[Button], width: int) -> list[Row]:
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def cancel(delivery_id: str, locale: str) -> InlineKeyboardMarkup:
    """The one button of a running conversion."""
    return InlineKeyboardMarkup([[Button(words.CANCEL(locale), callback_data=callbacks.cancel(delivery_id))]])


def cancel_one_of(names: dict[str, str], locale: str) -> InlineKeyboardMarkup:
    """A choice among conversions: their names by delivery id; the last button is for all."""
    rows = [
        [Button(figures.shortened(name, LONGEST_CHOICE), callback_data=callbacks.cancel(delivery_id))]
        for delivery_id, name in names.items()
    ]
    everything = Button(words.CANCEL_ALL(locale), callback_data=callbacks.cancel(callbacks.EVERYTHING))
    return InlineKeyboardMarkup([*rows, [everything]])


def settings(language: str | None, quality: str | None, locale: str) -> InlineKeyboardMarkup:
    """A row of languages and a row of qualities, the chosen ones marked."""
    automatic = {"": words.AUTOMATIC(locale)}
    qualities = automatic | {value: label(locale) for value, label in words.QUALITIES.items()}
    rows = [_choices("language", automatic | LANGUAGES, language), _choices("quality", qualities, quality)]
    return InlineKeyboardMarkup(rows)


def _choices(name: str, labels: dict[str, str], chosen: str | None) -> Row:
    """The first one, which leaves it to the bot, bears the setting's sign: its words are the same in every row."""
    texts = {value: label if value else f"{words.SETTING_SIGNS[name]} {label}" for value, label in labels.items()}
    texts[chosen or ""] = "✓ " + texts[chosen or ""]
    return [Button(text, callback_data=callbacks.setting(name, value)) for value, text in texts.items()]
