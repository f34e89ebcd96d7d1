"""The command: `make bench`, or `make bench ARGS="remux path"` for some of them."""

import sys
from collections.abc import Callable

from benchmarks import busy, memory, path, remux

BENCHMARKS: dict[str, Callable[[], None]] = {
    "remux": remux.run,
    "path": path.run,
    "busy": busy.run,
    "memory": memory.run,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"\n{name}")
        BENCHMARKS[name]()
