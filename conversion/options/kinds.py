"""The kinds of option: each checks a value as people write it, and says what would be right."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Literal

from conversion.errors import OptionError

Value = str | int

SUFFIXED = re.compile(r"(?P<number>\d+)\s*(?P<unit>[a-z/%]*)\Z", re.ASCII | re.IGNORECASE)
DECIMAL = re.compile(r"(?P<number>\d{1,9}(?:[.,]\d{1,6})?)\s*(?P<unit>[a-z]*)\Z", re.ASCII | re.IGNORECASE)
COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})\Z", re.ASCII | re.IGNORECASE)
SWITCHED = {**dict.fromkeys(("yes", "on", "true", "1"), True), **dict.fromkeys(("no", "off", "false", "0"), False)}
COLOURS = {
    "white": "#ffffff", "black": "#000000", "grey": "#808080", "gray": "#808080", "red": "#ff0000",
    "green": "#008000", "blue": "#0000ff", "yellow": "#ffff00", "orange": "#ffa500", "pink": "#ffc0cb",
}  # fmt: skip
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Option(ABC):
    """Something that can be asked for; ``about`` says in a few words what it does.

    ``aliases`` are other names for it. ``leg``: which part of a way over several engines it concerns: the one that
    reads the source, the one that writes the target, or the last one that knows it. ``parse`` takes what people write
    and what it has returned itself. ``steps`` are values that many want, for who would rather choose than write.
    """

    name: str
    about: str = ""
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    leg: Literal["first", "last", "any"] = field(default="any", kw_only=True)
    is_secret: bool = field(default=False, kw_only=True)
    steps: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def offered(self) -> tuple[str, ...]:
        """Values to choose from; empty where one has to be written."""
        return self.steps

    @property
    @abstractmethod
    def range(self) -> str:
        """What would be right, for people: ``low|medium|high`` or ``16…8192 px``."""

    @abstractmethod
    def _read(self, text: str) -> Value | None:
        """The value in its type; None where the text is none."""

    def parse(self, value: Value) -> Value:
        """The value checked and in its type; raises `OptionError`."""
        found = self._read(str(value).strip())
        if found is None:
            raise OptionError(self.name, HIDDEN if self.is_secret else str(value), self.range)
        return found


@dataclass(frozen=True, slots=True)
class Choice(Option):
    """One of some words."""

    choices: tuple[str, ...] = field(kw_only=True)

    @property
    def offered(self) -> tuple[str, ...]:
        """All of the words."""
        return self.choices

    @property
    def range(self) -> str:
        """The words."""
        return "|".join(self.choices)

    def _read(self, text: str) -> Value | None:
        return text.lower() if text.lower() in self.choices else None


@dataclass(frozen=True, slots=True)
class Whole(Option):
    """A whole number from ``low`` to ``high``, in ``unit``; ``suffixes`` may follow it."""

    low: int = field(kw_only=True)
    high: int = field(kw_only=True)
    unit: str = field(default="", kw_only=True)
    suffixes: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def range(self) -> str:
        """From where to where."""
        return f"{self.low}…{self.high} {self.unit}".strip()

    def _read(self, text: str) -> Value | None:
        found = SUFFIXED.match(text)
        if found is None or found["unit"].lower() not in ("", self.unit.lower(), *self.suffixes):
            return None
        number = int(found["number"][:12])
        return number if self.low <= number <= self.high else None


@dataclass(frozen=True, slots=True)
class Ratio(Option):
    """A number with a decimal point, as text."""

    low: float = field(kw_only=True)
    high: float = field(kw_only=True)

    @property
    def range(self) -> str:
        """From where to where."""
        return f"{self.low:g}…{self.high:g}"

    def _read(self, text: str) -> Value | None:
        found = DECIMAL.match(text)
        if found is None or found["unit"].lower() not in ("", "x"):
            return None
        number = float(found["number"].replace(",", "."))
        return f"{number:g}" if self.low <= number <= self.high else None


@dataclass(frozen=True, slots=True)
class Flag(Option):
    """Yes or no."""

    @property
    def range(self) -> str:
        """Both words."""
        return "yes|no"

    def _read(self, text: str) -> Value | None:
        return SWITCHED.get(text.lower())


@dataclass(frozen=True, slots=True)
class Colour(Option):
    """A colour by name or as ``#rrggbb``, which its value always is."""

    @property
    def range(self) -> str:
        """Names, and the pattern."""
        return "|".join((*sorted(COLOURS), "#rrggbb"))

    def _read(self, text: str) -> Value | None:
        if found := COLOUR.match(text):
            digits = found[1].lower()
            return "#" + (digits if len(digits) == len("rrggbb") else "".join(digit * 2 for digit in digits))
        return COLOURS.get(text.lower())


@dataclass(frozen=True, slots=True)
class Text(Option):
    """Any text up to ``longest`` characters."""

    longest: int = field(kw_only=True)

    @property
    def range(self) -> str:
        """How long."""
        return f"1…{self.longest} characters"

    def _read(self, text: str) -> Value | None:
        return text if 0 < len(text) <= self.longest and text.isprintable() else None
