"""The command: `make bench`, or `make bench ARGS="remux path"` for some of them."""

import sys
from collections.abc import Callable

from benchmarks import busy, chat, memory, path, remux, repeat, walls
from tests.ending import end_by_sigterm

BENCHMARKS: dict[str, Callable[[], None]] = {
    "remux": remux.run,
    "path": path.run,
    "busy": busy.run,
    "memory": memory.run,
    "walls": walls.run,
    "chat": chat.run,
    "repeat": repeat.run,
}

if __name__ == "__main__":
    end_by_sigterm()
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"\n{name}")
        BENCHMARKS[name]()
