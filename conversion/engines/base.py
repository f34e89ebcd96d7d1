"""What an engine is: routes as data, options as data, and one method that converts."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from conversion.formats import Format
from conversion.options import Option, Value
from conversion.process import Runner, Tool
from conversion.reports import Report

RARE = 30  # the cost of what few people want
SPARE = 60  # of what another engine does better: tried where that one fails, and on no way of several engines


@dataclass(frozen=True, slots=True)
class Route:
    """One engine's way from a format to another.

    ``cost`` orders routes and chains of them: 1 for a change of container, 10 for an ordinary conversion,
    more where something is usually lost or where few people want it.
    """

    source: Format
    target: Format
    cost: int = 10


def all_routes(sources: Iterable[Format], targets: Iterable[Format], cost: int = 10) -> frozenset[Route]:
    """Every source into every other target. Only for blocks in which each pair really converts."""
    targets = tuple(targets)
    return frozenset(Route(s, t, cost) for s in sources for t in targets if s != t)


def again(formats: Iterable[Format]) -> frozenset[Route]:
    """Each format into itself: nobody is offered it, but smaller or lower it may be asked for."""
    return frozenset(Route(row, row) for row in formats)


@dataclass(frozen=True, slots=True)
class Step:
    """One engine's share of a conversion.

    ``source`` has a clean name with its format's usual extension. The engine writes ``output``; one that makes
    several files writes `numbered` ones instead, and nothing else into that folder. ``scratch`` is a folder for
    whatever else it needs; ``report`` takes what people should know of the result.
    """

    source: Path
    source_format: Format
    output: Path
    target: Format
    options: Mapping[str, Value]
    runner: Runner
    scratch: Path
    report: Report = field(default_factory=Report)

    def numbered(self, number: int) -> Path:
        """The path of one of several outputs; numbers start at 1."""
        return self.output.with_name(
            f"{self.output.name.removesuffix('.' + self.target.extension)}-{number:03}.{self.target.extension}"
        )


class Engine(ABC):
    """Converts by one tool or library.

    ``queue`` is the Celery queue its conversions wait in; ``tools`` must all be there, or its routes are not
    advertised; ``libraries`` are the names of the packages that do the work otherwise; ``options`` are what it
    understands.
    """

    name: ClassVar[str]
    queue: ClassVar[str]
    tools: ClassVar[tuple[Tool, ...]] = ()
    libraries: ClassVar[tuple[str, ...]] = ()
    routes: ClassVar[frozenset[Route]]
    options: ClassVar[tuple[Option, ...]] = ()

    def understood(self, route: Route) -> tuple[Option, ...]:  # noqa: ARG002 - most know the same for all of theirs
        """The options that mean something on that route: all of ``options``, unless its target knows fewer."""
        return self.options

    @abstractmethod
    def convert(self, step: Step) -> None:
        """Convert ``step.source`` into ``step.output``; raises `conversion.errors.ConversionError`."""
