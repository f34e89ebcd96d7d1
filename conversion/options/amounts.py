"""Options that say how much of something: sizes of files, stretches of time, pages."""

import re
from dataclasses import dataclass, field

from conversion.errors import OptionError
from conversion.options.kinds import DECIMAL, Option, Value

CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,5}(?:\.\d{1,3})?)\Z", re.ASCII)
PAGE_RUN = re.compile(r"(\d{1,5})(?:(-)(\d{1,5})?)?\Z", re.ASCII)
BYTES = {"": 1, "b": 1, "k": 10**3, "kb": 10**3, "m": 10**6, "mb": 10**6, "g": 10**9, "gb": 10**9}


@dataclass(frozen=True, slots=True)
class Size(Option):
    """A number of bytes, written ``10mb``; thousands, so that every way to count is kept."""

    low: int = field(kw_only=True)
    high: int = field(kw_only=True)

    @property
    def range(self) -> str:
        """From where to where."""
        return f"{_bytes(self.low)}…{_bytes(self.high)}"

    def _read(self, text: str) -> Value | None:
        found = DECIMAL.match(text)
        if found is None or found["unit"].lower() not in BYTES:
            return None
        size = int(float(found["number"].replace(",", ".")) * BYTES[found["unit"].lower()])
        return size if self.low <= size <= self.high else None


@dataclass(frozen=True, slots=True)
class Span(Option):
    """A stretch of time, ``0:30-1:10``; either end may be left out. Its value is in seconds: ``30-70``."""

    @property
    def range(self) -> str:
        """An example."""
        return "0:30-1:10"

    def said(self, value: Value) -> str:
        """``0:30-1:10``."""
        start, _, end = str(value).partition("-")
        return f"{_clock(float(start))}-{_clock(float(end)) if end else ''}"

    def _read(self, text: str) -> Value | None:
        start, dash, end = text.replace("–", "-").partition("-")
        first, last = clock(start.strip() or "0"), clock(end.strip()) if end.strip() else None
        if not dash or first is None or (end.strip() and last is None) or (last is not None and last <= first):
            return None
        return f"{first:g}-{'' if last is None else f'{last:g}'}" if first or last else None


@dataclass(frozen=True, slots=True)
class Pages(Option):
    """Numbers of pages from 1, ``1-3,7``; ``5-`` goes on to the end."""

    @property
    def range(self) -> str:
        """An example."""
        return "1-3,7"

    def _read(self, text: str) -> Value | None:
        runs = [PAGE_RUN.match(part.strip()) for part in text.replace("–", "-").split(",")]
        return ",".join(str(run[0]) for run in runs if run) if all(map(_is_run, runs)) else None


def clock(text: str) -> float | None:
    """Seconds of ``70``, ``1:10``, ``0:01:10.5``."""
    found = CLOCK.match(text)
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)


def chosen_pages(value: str, count: int) -> list[int]:
    """The pages that a `Pages` value means in a document of ``count``, from 0, each once and in that order.

    Raises `OptionError` where none of them is there.
    """
    numbers: dict[int, None] = {}
    for part in value.split(","):
        first, dash, last = part.partition("-")
        end = int(last) if last else count if dash else int(first)
        numbers |= dict.fromkeys(range(int(first), min(end, count) + 1))
    if not numbers:
        raise OptionError("pages", value, f"1-{count}")
    return [number - 1 for number in numbers]


def _is_run(run: re.Match[str] | None) -> bool:
    return run is not None and int(run[1]) > 0 and (not run[3] or int(run[3]) >= int(run[1]))


def _clock(seconds: float) -> str:
    """``1:10``, with hours where there are any."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    precise = f"{rest:06.3f}".rstrip("0").rstrip(".")
    return f"{hours}:{minutes:02}:{precise}" if hours else f"{minutes}:{precise}"


def _bytes(size: int) -> str:
    unit = next(unit for unit in ("gb", "mb", "kb", "b") if size >= BYTES[unit])
    return f"{size / BYTES[unit]:g}{unit}"
