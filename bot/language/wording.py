"""Options in words: ``320 kbit/s · 0:30–1:10``, as a status message says what it has understood."""

from collections.abc import Iterator, Mapping

from babel import numbers, units

from bot.language import option_words, words
from bot.language.translation import Label
from conversion.options import QUALITY, SECRETS, Value
from conversion.options.catalogue import TRIM
from conversion.options.kinds import COLOURS

KILO = 1000
STEPS = ("byte", "kilobyte", "megabyte", "gigabyte")
# How a value is shown beside its option's title, which says the rest.
SHORT = {
    **dict.fromkeys(("max", "width", "track", "background", "dpi", "level", "pages"), "{}"),
    "rotate": "{}°",
    "volume": "{} %",
    "speed": "×{}",
}
NAMED = {digits: name for name, digits in reversed(COLOURS.items())}


def said(locale: str, asked: Mapping[str, Value]) -> list[str]:
    """What was asked for, in the order it was asked; of a secret only that there is one, never a switch that is off."""
    return list(_each(locale, asked))


def _each(locale: str, asked: Mapping[str, Value]) -> Iterator[str]:
    is_box = {"width", "height"} <= asked.keys()
    if is_box:
        yield option_words.SIDES(locale, width=asked["width"], height=asked["height"])
    for name, value in asked.items():
        if value is not False and not (is_box and name in ("width", "height")):
            yield one(locale, name, value)


def one(locale: str, name: str, value: Value) -> str:
    """One option with its value in words: ``no sound``, ``up to 10 MB``."""
    label = option_words.SAID.get(f"{name}={value}") or option_words.SAID.get(name) or Label("{value}")
    return label(locale, value="" if name in SECRETS else value_of(locale, name, value))


def value_of(locale: str, name: str, value: Value) -> str:
    """The value alone as people read it: ``10 MB``, ``0:30–1:10``, ``44.1``."""
    if name == "max":
        return _size(locale, int(value))
    if name == "trim":
        return _span(locale, str(value))
    if name == "rate":
        return numbers.format_decimal(int(value) / KILO, "#.###", locale=locale)
    if name == "background":
        named = option_words.COLOURS.get(NAMED.get(str(value), ""))
        return named(locale) if named else str(value)
    if name in ("codec", "paper"):
        return str(value).upper() if name == "codec" or len(str(value)) == len("a4") else str(value)
    return str(value).replace("-", "–")


def short(locale: str, name: str, value: Value) -> str:
    """A value beside its option's title: ``150 %``, ``Low``, ``30 fps``."""
    if name == QUALITY.name:
        return words.QUALITIES[str(value)](locale)
    if name in SHORT:
        return SHORT[name].format(value_of(locale, name, value))
    return one(locale, name, value)


def _size(locale: str, count: int) -> str:
    """Thousands here: that is how a limit is written and kept."""
    step, value = 0, float(count)
    while value >= KILO and step < len(STEPS) - 1:
        value, step = value / KILO, step + 1
    return units.format_unit(value, f"digital-{STEPS[step]}", "short", "0.##", locale)


def _span(locale: str, value: str) -> str:
    """``30-70`` as ``0:30–1:10``; either end may be open."""
    start, _, end = TRIM.said(value).partition("-")
    if not end:
        return option_words.FROM_MOMENT(locale, moment=start)
    if not float(value.partition("-")[0]):
        return option_words.TO_MOMENT(locale, moment=end)
    return f"{start}–{end}"
