"""What can be asked of a conversion besides its target: options as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conversion.errors import OptionError

Value = str | int


@dataclass(frozen=True, slots=True)
class Option:
    """A choice among words (``choices``) or a whole number from ``low`` to ``high``, in ``unit``."""

    name: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    unit: str = ""

    @property
    def range(self) -> str:
        """What would be right, for people: ``low|medium|high`` or ``16…8192 px``."""
        return "|".join(self.choices) if self.choices else f"{self.low}…{self.high} {self.unit}".strip()

    def parse(self, value: Value) -> Value:
        """The value checked and in its type; raises `OptionError`."""
        if self.choices:
            word = str(value).strip().lower()
            if word in self.choices:
                return word
        elif (text := str(value).strip()).isascii() and text.isdigit() and self.low <= int(text) <= self.high:
            return int(text)
        raise OptionError(self.name, str(value), self.range)


QUALITY = Option("quality", choices=("low", "medium", "high"))
WIDTH = Option("width", low=16, high=8192, unit="px")
HEIGHT = Option("height", low=16, high=8192, unit="px")


def parse(asked: Mapping[str, Value], known: Iterable[Option]) -> dict[str, Value]:
    """What was asked, checked against what is known; raises `OptionError` that names the right ones."""
    by_name = {option.name: option for option in known}
    for name, value in asked.items():
        if name not in by_name:
            right = ", ".join(f"{option.name}={option.range}" for option in by_name.values())
            raise OptionError(name, str(value), right)
    return {name: by_name[name].parse(value) for name, value in asked.items()}
