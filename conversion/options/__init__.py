"""What can be asked of a conversion besides its target: options as data."""

from collections.abc import Iterable, Mapping

from conversion.errors import OptionError
from conversion.options.catalogue import HEIGHT, QUALITY, SECRETS, WIDTH
from conversion.options.kinds import HIDDEN, Choice, Flag, Option, Value

__all__ = ["HEIGHT", "QUALITY", "SECRETS", "WIDTH", "Choice", "Flag", "Option", "Value", "parse", "parted"]

FEW = 3  # options whose values a sentence can name, too


def parse(asked: Mapping[str, Value], known: Iterable[Option]) -> dict[str, Value]:
    """What was asked, checked against what is known; raises `OptionError` that names the right ones."""
    options = tuple(known)
    by_name = {alias: option for option in options for alias in option.aliases}
    by_name |= {option.name: option for option in options}
    for name, value in asked.items():
        if name not in by_name:
            raise OptionError(name, HIDDEN if name in SECRETS else str(value), _right(options))
    return {by_name[name].name: by_name[name].parse(value) for name, value in asked.items()}


def parted(asked: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value] | None]:
    """What anybody may see of it, and the secrets in it, if any."""
    secrets = {name: value for name, value in asked.items() if name in SECRETS}
    return {name: value for name, value in asked.items() if name not in SECRETS}, secrets or None


def _right(options: tuple[Option, ...]) -> str:
    """Names with values where they are few, else names alone."""
    few = len(options) <= FEW
    return ", ".join(f"{option.name}={option.range}" if few else option.name for option in options)
