"""Converts the whole hostile set and writes a report: ``python -m tests.hostile [--share 10] [-k pages]``."""

import argparse
import html
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from conversion import process
from conversion.tasks import DECODERS
from tests.hostile import bait as baits
from tests.hostile import collection, trial
from tests.hostile.bait import Bait
from tests.hostile.trial import Ending

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Mutabor: hostile files</title>
<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:left}
tr:nth-child(even){background:#f4f4f4}.wrong td{background:#fdd}</style>
"""


def endings(bait: Bait, chapters: Sequence[str], share: int, workers: int) -> Iterator[tuple[str, Ending]]:
    """Convert these chapters; each ending with its chapter."""
    with ProcessPoolExecutor(workers, initializer=process.warm_up, initargs=(DECODERS,)) as pool:
        began = set(pool.map(_who, range(workers * 4)))
        for chapter in chapters:
            pairs = list(collection.chosen(bait, chapter, share))
            tried = pool.map(trial.run, *zip(*((*pair, bait) for pair in pairs), strict=True)) if pairs else iter(())
            for one in tried:
                yield chapter, one
        if ended := set(pool.map(_who, range(workers * 4))) - began:
            raise RuntimeError(f"workers that were not there at the beginning: {ended}")


def _who(_number: int) -> int:
    return os.getpid()


def page(found: Sequence[tuple[str, Ending]]) -> str:
    """The report: what was wrong first, then the slowest."""
    ranked = sorted(found, key=lambda one: (not one[1].wrong, -one[1].seconds))
    ends = Counter(one.said.partition(":")[0] for _, one in found)
    title = f"<h1>{summary(found)}</h1><p>" + ", ".join(f"{end}: {count}" for end, count in ends.most_common())
    head = "<table><tr><th>chapter<th>file<th>target<th>seconds<th>ended as<th>wrong"
    return "\n".join([HEAD, title, head, *(_row(*one) for one in ranked), "</table></html>"])


def _row(chapter: str, one: Ending) -> str:
    cells = (chapter, one.name[:80], one.target, f"{one.seconds:.1f}", one.said[:200], one.wrong[-500:])
    mark = ' class="wrong"' if one.wrong else ""
    return f"<tr{mark}>" + "".join(f"<td>{html.escape(cell)}" for cell in cells)


def summary(found: Sequence[tuple[str, Ending]]) -> str:
    """One line."""
    harmless = sum(not one.wrong for _, one in found)
    slowest = max((one.seconds for _, one in found), default=0.0)
    return f"{harmless} of {len(found)} hostile conversions harmed nobody; the slowest took {slowest:.0f} s"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="make hostile", description="Convert the hostile set and write a report.")
    parser.add_argument("--share", type=int, default=1, help="one in so many of all pairs of file and target")
    parser.add_argument(
        "-k", nargs="*", default=list(collection.CHAPTERS), choices=collection.CHAPTERS, dest="chapters"
    )
    parser.add_argument("--page", type=Path, default=Path("data/hostile.html"))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    known = parser.parse_args(arguments)
    found = []
    with tempfile.TemporaryDirectory(prefix="mutabor-bait-") as folder, baits.set_out(Path(folder)) as bait:
        for chapter, one in endings(bait, known.chapters, known.share, known.workers):
            found.append((chapter, one))
            if one.wrong:
                print(f"{chapter}: {one.name} → {one.target}: {one.wrong}", file=sys.stderr)
    known.page.parent.mkdir(parents=True, exist_ok=True)
    known.page.write_text(page(found))
    print(f"{summary(found)}: {known.page}")
    return 1 if any(one.wrong for _, one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
