"""``python -m tests.chaos [--conversions 1000] [--seed 1] [--database sqlite]``: `make chaos`; 1 for a fault."""

import argparse
import sys
from pathlib import Path

from tests.chaos import report, run
from tests.ending import end_by_sigterm

FOLDER = Path("data/chaos")


def main(arguments: list[str]) -> int:
    """Run on each database, write a report of each."""
    asked = _parser().parse_args(arguments)
    end_by_sigterm()
    FOLDER.mkdir(parents=True, exist_ok=True)
    wrongs = 0
    for database in (asked.database,) if asked.database else ("sqlite", "postgresql"):
        plan = run.Plan(
            database,
            asked.seed,
            asked.minutes,
            asked.conversions,
            asked.faults,
            alone=not asked.storm_only,
            together=not asked.each,
        )
        name = f"{database}-{asked.seed}"
        result = run.run(plan, FOLDER / f"{name}.log")
        text = report.written(result)
        (FOLDER / f"{name}.md").write_text(text)
        print(text)
        wrongs += len(result.wrongs)
    return 1 if wrongs else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--conversions", type=int, default=1000, help="the storm goes on until so many have ended")
    parser.add_argument("--faults", type=int, default=300, help="and so many faults have struck")
    parser.add_argument("--minutes", type=float, default=60.0, help="at most: of the storm, and of the faults alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="both, if not given")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--storm-only", action="store_true", help="without each fault alone")
    kinds.add_argument("--each", action="store_true", help="each fault alone, without a storm")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
