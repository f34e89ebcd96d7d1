"""An engine that fails in the way its source tells: a text of one word, such as ``hang``, for the target amr."""

import os
import signal
import sys
import time
from pathlib import Path

from conversion import errors, formats, process
from conversion.engines.base import Engine, Route, Step

SOURCE = formats.named("txt")[0]
TARGET = formats.named("amr")[0]
GOOD = b"#!AMR\n" + b"\x3c" * 60


def act(word: str, output: Path) -> None:
    """In the decoder's child."""
    match word:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "memory":
            raise MemoryError
        case "empty":
            output.touch()
        case "wrong":
            output.write_bytes(b"GIF89a")
        case "silent":
            pass
        case "slow":
            for tenth in range(30):
                process.report(tenth / 30)
                time.sleep(0.1)
            output.write_bytes(GOOD)
        case _:
            output.write_bytes(GOOD)


class FaultyEngine(Engine):
    """Fails as told."""

    name = "faulty"
    queue = "archive"
    routes = frozenset((Route(SOURCE, TARGET),))

    def convert(self, step: Step) -> None:
        """In the worker's own process, where no engine should do anything."""
        word = step.source.read_text().strip()
        if error := errors.BY_NAME.get(word):
            raise error("as told")
        match word:
            case "hang":
                step.runner.run(["sleep", "600"])
            case "exit":
                sys.exit(3)
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "bug":
                raise ZeroDivisionError
            case "recursion":
                raise RecursionError
            case "full":
                raise OSError(28, "No space left on device")
            case _:
                step.runner.call(act, word, step.output)
