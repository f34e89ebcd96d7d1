"""Sizes, times, shares and names as people read them in their language."""

from datetime import timedelta
from typing import Literal

from babel import numbers, units

from conversion import formats

BINARY_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
KILO = 1024
THREE_DIGITS = 100  # from here on a decimal tells nothing
MINUTE, HOUR, DAY = 60, 3600, 86400
BAR_CELLS = 10
LONGEST_NAME = 64  # characters of a file's name in a message


def size(locale: str, count: int) -> str:
    """A number of bytes such as ``3.4 MB``; a megabyte has 1024² bytes, as in Telegram's own apps."""
    value, step = float(count), 0
    while round(value) >= KILO and step < len(BINARY_UNITS) - 1:
        value, step = value / KILO, step + 1
    pattern = "0" if step == 0 or value >= THREE_DIGITS else "0.#"
    length: Literal["long", "short"] = "long" if step == 0 else "short"
    return units.format_unit(value, f"digital-{BINARY_UNITS[step]}", length, pattern, locale)


def duration(locale: str, seconds: float) -> str:
    """About how long, in one unit: ``40 sec``, ``3 min``."""
    if seconds < MINUTE:
        return units.format_unit(max(1, round(seconds)), "duration-second", "short", locale=locale)
    if seconds < HOUR:
        return units.format_unit(round(seconds / MINUTE), "duration-minute", "short", locale=locale)
    return units.format_unit(seconds / HOUR, "duration-hour", "short", "0.#", locale)


def clock(seconds: float) -> str:
    """How long something plays: ``0:07``, ``1:02:30``."""
    minutes, rest = divmod(max(1, round(seconds)), MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def span(locale: str, length: timedelta) -> str:
    """A setting such as ``24 hours`` or ``30 days`` in full words."""
    seconds = length.total_seconds()
    if seconds >= 2 * DAY:
        return units.format_unit(round(seconds / DAY), "duration-day", "long", locale=locale)
    return units.format_unit(max(1, round(seconds / HOUR)), "duration-hour", "long", locale=locale)


def percent(locale: str, share: float) -> str:
    """A share from 0 to 1, rounded down: nothing is 100 % before it is done."""
    return numbers.format_percent(int(share * 100) / 100, locale=locale)


def bar(share: float) -> str:
    """A progress bar of ten cells."""
    full = min(BAR_CELLS, max(0, int(share * BAR_CELLS)))
    return "▓" * full + "░" * (BAR_CELLS - full)


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """A name cut in its middle, so that its beginning and its extension stay readable."""
    if len(name) <= longest:
        return name
    tail = longest // 3
    return f"{name[: longest - tail - 1]}…{name[-tail:]}"


def label(name: str) -> str:
    """A format's name as people read it; unknown names in capitals too."""
    known = formats.from_name(name)
    return known.label if known else name.upper()
