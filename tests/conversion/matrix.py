"""Every direct pair with its real sample and the real tool: for the tests, and as a page to look at.

``python -m tests.conversion.matrix [--part 1/4] [-k png] [--page data/matrix.html]``; ends with 1 where a pair failed.
"""

import argparse
import html
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from conversion import detection, formats, pipeline, process, registry
from conversion.engines.base import Step
from conversion.errors import ConversionError
from conversion.formats import Format
from conversion.registry import Leg
from conversion.tasks import DECODERS
from tests.conversion import opinions

SAMPLES = Path(__file__).parents[1] / "samples"
DEADLINE = 120.0  # seconds
RIGHT = "right"
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Mutabor: every direct pair</title>
<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:left}
tr:nth-child(even){background:#f4f4f4}.wrong td{background:#fdd}</style>
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a pair went: ``verdict`` is `RIGHT`, or what was wrong."""

    source: str
    target: str
    engine: str
    seconds: float
    size: int
    verdict: str


class Patience:
    """A watch that never stops anything."""

    def beat(self, fraction: float | None) -> None:
        assert fraction is None or 0 <= fraction <= 1


def sample(source: Format) -> Path:
    return SAMPLES / f"sample.{source.extension}"


def convert(path: Path, target: Format, scratch: Path) -> pipeline.Result:
    request = pipeline.Request(path, path.name, None, target, {}, scratch, DEADLINE)
    return pipeline.convert(request, Patience())


def convert_by(leg: Leg, scratch: Path) -> list[Path]:
    """What the engine makes of the sample by itself."""
    folders = [scratch / name for name in ("source", "outputs", "scratch")]
    for folder in folders:
        folder.mkdir()
    source, target = leg.route.source, leg.route.target
    placed = Path(shutil.copy(sample(source), folders[0] / f"file.{source.extension}"))
    runner = process.Runner(scratch, Patience(), DEADLINE)
    leg.engine.convert(Step(placed, source, folders[1] / f"file.{target.extension}", target, {}, runner, folders[2]))
    return sorted(folders[1].iterdir())


def found_in(path: Path, claimed: Format) -> Format | None:
    name = detection.detect(path, claimed.name)
    return formats.from_name(name) if name else None


def pairs() -> list[tuple[Format, Format]]:
    """Every direct pair that is advertised."""
    return [(leg.route.source, leg.route.target) for leg in registry.direct_legs()]


def verdict(source: Format, target: Format, result: pipeline.Result) -> str:
    """`RIGHT` where the output is what it says, else what it is."""
    packed = result.name.endswith(".zip") and target.name != "zip"
    wanted = formats.from_name("zip") if packed else formats.stored(target)
    found = found_in(result.path, formats.stored(target))
    if result.source != source:
        return f"the sample was taken for {result.source}"
    if found != wanted:
        return f"the output is {found}, not {wanted}"
    several = packed and formats.stored(target) != wanted
    if complaint := _complaint(source, target, result.path, several=several):
        return complaint
    return RIGHT if result.name in (f"sample.{target.extension}", "sample.zip") else f"it is named {result.name}"


def _complaint(source: Format, target: Format, path: Path, *, several: bool) -> str:
    """What a second program has against it."""
    engine = registry.way(source, target)[-1].engine.name
    if not several:
        return opinions.complaint(path, target, engine)
    with tempfile.TemporaryDirectory() as folder:
        return opinions.complaint(opinions.first_of(path, Path(folder)), target, engine)


def outcome(pair: tuple[str, str]) -> Outcome:
    """Convert one pair, by the names of its formats, and look at what came of it."""
    source, target = (formats.named(name)[0] for name in pair)
    engine = next(leg.engine.name for leg in registry.way(source, target))
    began, size = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="mutabor-") as scratch:
        try:
            result = convert(sample(source), target, Path(scratch))
            said, size = verdict(source, target, result), result.path.stat().st_size
        except ConversionError as error:
            said = f"{type(error).__name__}: {', '.join(map(str, error.args))}"[:500]
    return Outcome(*pair, engine, time.monotonic() - began, size, said)


def chosen(part: str, words: str) -> list[tuple[str, str]]:
    """The pairs of a part such as ``2/4``, and of those the ones whose ``source-target`` has these letters."""
    number, _, parts = part.partition("/")
    mine = sorted((source.name, target.name) for source, target in pairs())[int(number) - 1 :: int(parts)]
    return [pair for pair in mine if words in "-".join(pair)]


def page(outcomes: Sequence[Outcome]) -> str:
    """The page: what failed first, then the slowest."""
    ranked = sorted(outcomes, key=lambda one: (one.verdict == RIGHT, -one.seconds))
    right = sum(one.verdict == RIGHT for one in outcomes)
    busy = sum(one.seconds for one in outcomes)
    title = f"<h1>{right} of {len(outcomes)} pairs came out right</h1><p>{busy:.0f} seconds of work</p>"
    head = "<table><tr><th>from<th>to<th>engine<th>seconds<th>bytes<th>verdict"
    return "\n".join([HEAD, title, head, *map(_row, ranked), "</table></html>"])


def _row(one: Outcome) -> str:
    mark = "" if one.verdict == RIGHT else ' class="wrong"'
    cells = (one.source, one.target, one.engine, f"{one.seconds:.2f}", str(one.size), one.verdict)
    return f"<tr{mark}>" + "".join(f"<td>{html.escape(cell)}" for cell in cells)


def run(wanted: Iterable[tuple[str, str]], workers: int) -> list[Outcome]:
    """The outcomes of these pairs, as many at once as there are workers; tells each that failed."""
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(workers, initializer=process.warm_up, initargs=(DECODERS,)) as pool:
        for one in pool.map(outcome, wanted):
            outcomes.append(one)
            if one.verdict != RIGHT:
                print(f"{one.source} → {one.target}: {one.verdict}", file=sys.stderr)
    return outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="make matrix", description="Convert every direct pair and write a page.")
    parser.add_argument("--part", default="1/1", help="such as 2/4: the second of four parts")
    parser.add_argument("-k", default="", metavar="WORDS", help="only pairs such as png-jpg with these letters in them")
    parser.add_argument("--page", type=Path, default=Path("data/matrix.html"))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    known = parser.parse_args(arguments)
    outcomes = run(chosen(known.part, known.k), known.workers)
    known.page.parent.mkdir(parents=True, exist_ok=True)
    known.page.write_text(page(outcomes))
    right = sum(one.verdict == RIGHT for one in outcomes)
    print(f"{right} of {len(outcomes)} pairs came out right: {known.page}")
    return 0 if right == len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
