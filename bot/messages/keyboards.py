"""The buttons under a message, made from what they stand for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.language import figures, result_words, setting_words, sort_words, union_words, words
from bot.language.translation import LANGUAGES
from bot.messages import callbacks, shapes
from bot.people.chats import ChatSettings
from conversion.formats import Format, Kind

LIKELY = 8  # with "More…" three rows of three
LIKELY_IN_A_ROW = 3
IN_A_ROW = 4
ROWS_ON_A_PAGE = 10
LONGEST_CHOICE = 40  # characters of a file's name on a button

Row = list[Button]


@dataclass(frozen=True, slots=True)
class Showing:
    """How a menu is shown: ``page`` 0 has the likely targets, ``mode`` is what a press does."""

    page: int = 0
    mode: str = ""
    ticked: Collection[str] = ()


PLAIN = Showing()


def targets(
    offered: Sequence[Format], sources: Collection[Kind], locale: str, showing: Showing = PLAIN
) -> InlineKeyboardMarkup:
    """What files of these kinds can become: page 0 has the likely targets, the others the rest by kind."""
    if showing.mode == callbacks.IN_SHAPE:
        offered = [target for target in offered if target.name in shapes.MADE_FOR]
    buttons = {target: _target(target, sources, locale, showing) for target in offered}
    if len(offered) <= LIKELY + 1:
        rows = rows_of(list(buttons.values()), LIKELY_IN_A_ROW)
    elif showing.page == 0:
        more = Button(words.MORE(locale), callback_data=callbacks.page(1, showing.mode))
        rows = rows_of([*list(buttons.values())[:LIKELY], more], LIKELY_IN_A_ROW)
    else:
        rows = _page(_by_kind(offered[LIKELY:], buttons), locale, showing)
    return InlineKeyboardMarkup([*rows, *(_tools(offered, locale, showing) if offered else [])])


def together(united: Sequence[Format], locale: str, *, is_split: bool) -> list[Row]:
    """What several files can become as one; ``is_split``: offers to ask for each by itself."""
    labels = {callbacks.unite(target.name): union_words.ONE(locale, target=target.label) for target in united}
    rows = rows_of([Button(label, callback_data=data) for data, label in labels.items()], LIKELY_IN_A_ROW)
    return [*rows, [Button(union_words.ONE_BY_ONE(locale), callback_data=callbacks.split())]] if is_split else rows


def suggestions(targets: Sequence[Format], locale: str) -> InlineKeyboardMarkup:
    """What may have been meant, and the way to all targets."""
    meant = [
        Button(sort_words.called(locale, target.name), callback_data=callbacks.convert(target.name))
        for target in targets
    ]
    return InlineKeyboardMarkup([[*meant, Button(words.MORE(locale), callback_data=callbacks.page(0))]])


def _tools(offered: Sequence[Format], locale: str, showing: Showing) -> list[Row]:
    """Under the targets of the first page: other things to do with them; where several are ticked, to begin."""
    back = Button(words.BACK(locale), callback_data=callbacks.page(0))
    if showing.mode == callbacks.SEVERAL:
        label = words.CONVERT_COUNTED(locale, count=len(showing.ticked)) if showing.ticked else words.TICK_SOME(locale)
        begin = Button(label, callback_data=callbacks.convert_ticked())
        return [[back, begin] if showing.page == 0 else [begin]]
    if showing.page:
        return []
    if showing.mode in (callbacks.TUNING, callbacks.IN_SHAPE):
        return [[back]]
    tune = Button(words.TUNE(locale), callback_data=callbacks.page(0, callbacks.TUNING))
    tools = [tune, Button(words.SEVERAL(locale), callback_data=callbacks.page(0, callbacks.SEVERAL))]
    if any(target.name in shapes.MADE_FOR for target in offered):
        tools.append(Button(result_words.AS(locale), callback_data=callbacks.page(0, callbacks.IN_SHAPE)))
    return [tools]


def _target(target: Format, sources: Collection[Kind], locale: str, showing: Showing) -> Button:
    """The target's name; where it is of another kind than the files, that kind's sign before it."""
    sign = "" if {target.kind} == set(sources) else words.KIND_SIGNS[target.kind] + " "
    if showing.mode == callbacks.IN_SHAPE:
        label = result_words.SHAPES[shapes.MADE_FOR[target.name]](locale)
        return Button(label, callback_data=callbacks.convert(target.name))
    name = sort_words.called(locale, target.name)
    if showing.mode == callbacks.SEVERAL:
        mark = words.TICKED if target.name in showing.ticked else ""
        return Button(mark + sign + name, callback_data=callbacks.tick(target.name, showing.page))
    data = callbacks.tune if showing.mode == callbacks.TUNING else callbacks.convert
    return Button(sign + name, callback_data=data(target.name))


def _by_kind(rest: Sequence[Format], buttons: dict[Format, Button]) -> list[Row]:
    """Each kind begins a row."""
    groups = [[buttons[target] for target in rest if target.kind == kind] for kind in Kind]
    return [row for group in groups for row in rows_of(group, IN_A_ROW)]


def _page(rows: list[Row], locale: str, showing: Showing) -> list[Row]:
    start = min((showing.page - 1) * ROWS_ON_A_PAGE, (len(rows) - 1) // ROWS_ON_A_PAGE * ROWS_ON_A_PAGE)
    number = start // ROWS_ON_A_PAGE + 1
    turning = [Button(words.BACK(locale), callback_data=callbacks.page(number - 1, showing.mode))]
    if start + ROWS_ON_A_PAGE < len(rows):
        turning.append(Button(words.MORE(locale), callback_data=callbacks.page(number + 1, showing.mode)))
    return [*rows[start : start + ROWS_ON_A_PAGE], turning]


def rows_of(buttons: Sequence[Button], width: int) -> list[Row]:
    """The buttons in rows of that many."""
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


def settings(chosen: ChatSettings, locale: str) -> InlineKeyboardMarkup:
    """A row of languages, one of qualities and one of manners, the chosen ones marked."""
    automatic = {"": words.AUTOMATIC(locale)}
    qualities = automatic | {value: label(locale) for value, label in words.QUALITIES.items()}
    manners = {value: label(locale) for value, label in setting_words.MANNERS.items()}
    rows = [
        _choices("language", automatic | LANGUAGES, chosen.language),
        _choices("quality", qualities, chosen.quality),
        _choices("manner", manners, chosen.manner),
    ]
    return InlineKeyboardMarkup(rows)


def _choices(name: str, labels: dict[str, str], chosen: str | None) -> Row:
    """The first one, which leaves it to the bot, bears the setting's sign: its words are the same in every row."""
    texts = {
        value: label if value else f"{setting_words.SETTING_SIGNS[name]} {label}" for value, label in labels.items()
    }
    texts[chosen or ""] = "✓ " + texts[chosen or ""]
    return [Button(text, callback_data=callbacks.setting(name, value)) for value, text in texts.items()]


def privacy(locale: str, *, keeps: bool) -> InlineKeyboardMarkup:
    """Whether results are kept, and the way to have all forgotten."""
    label = result_words.KEEP_NOTHING if keeps else result_words.KEEP_RESULTS
    return InlineKeyboardMarkup(
        [
            [Button(label(locale), callback_data=callbacks.keeping(wanted=not keeps))],
            [Button(result_words.FORGET_ME(locale), callback_data=callbacks.forget_me())],
        ]
    )


def forget_me(locale: str) -> InlineKeyboardMarkup:
    """The last question before all is forgotten."""
    surely = Button(result_words.FORGET_SURELY(locale), callback_data=callbacks.forget_me(surely=True))
    return InlineKeyboardMarkup([[surely], [Button(words.BACK(locale), callback_data=callbacks.privacy())]])
