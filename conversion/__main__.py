"""The command line: convert a file, list formats, look at the system."""

import argparse
import inspect
import sys
from collections.abc import Sequence
from importlib import import_module

from conversion.errors import ConversionError
from conversion.options import Flag, Value, catalogue

FLAGS = frozenset(option.name for option in vars(catalogue).values() if isinstance(option, Flag))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 the conversion failed, 2 wrongly called, 130 interrupted."""
    parser = _parser()
    known, rest = parser.parse_known_args(arguments)
    if rest and known.command != "convert":
        parser.error(f"unknown arguments: {' '.join(rest)}")
    try:
        known.asked = _pairs(rest)
    except ValueError as error:
        parser.error(str(error))
    try:
        return int(import_module(f"conversion.commands.{known.command}").run(known))
    except ConversionError as error:
        print((inspect.getdoc(error) or "").partition(".")[0], file=sys.stderr)
        print(f"{type(error).__name__}: {', '.join(map(str, error.args))}", file=sys.stderr)
    except OSError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m conversion", description="Mutabor's conversions without Telegram.")
    subcommands = parser.add_subparsers(required=True)
    convert = subcommands.add_parser(
        "convert",
        help="convert a file, or several into one; by a worker where one is there, else here",
        epilog="Options of the target are given by name: --quality high --height 480 --max 10mb --trim 0:30-1:10 "
        "--mute. `formats SOURCE` lists those of each target.",
    )
    convert.add_argument("sources", metavar="IN", nargs="+", help="several become one: pages, sound, films, an archive")
    convert.add_argument("output", metavar="OUT", help="its extension says the target format")
    convert.add_argument("--to", metavar="FORMAT", help="the target, where an extension cannot say it: pdf-small")
    convert.set_defaults(command="convert")
    listing = subcommands.add_parser("formats", help="what can be converted, or what a format can become")
    listing.add_argument("source", nargs="?", metavar="SOURCE")
    listing.set_defaults(command="listing")
    status = subcommands.add_parser("status", help="Redis, workers, queue lengths")
    status.set_defaults(command="status")
    cancel = subcommands.add_parser("cancel", help="cancel conversions, by their ids or all of a queue")
    cancel.add_argument("ids", nargs="*", metavar="ID")
    cancel.add_argument("--queue", metavar="QUEUE", help="all that wait in it or are being converted")
    cancel.set_defaults(command="cancel")
    doctor = subcommands.add_parser("doctor", help="tools, their versions, and the formats that they bring")
    doctor.set_defaults(command="doctor")
    return parser


def _pairs(words: Sequence[str]) -> dict[str, Value]:
    """``--quality high``, ``--quality=high`` and ``--mute`` as a mapping."""
    asked: dict[str, Value] = {}
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if not word.startswith("--"):
            raise ValueError(f"unexpected argument: {word}")
        name, equals, value = word.removeprefix("--").partition("=")
        if name in FLAGS and not equals and (not queue or queue[0].startswith("--")):
            asked[name] = "yes"
            continue
        if not equals and not queue:
            raise ValueError(f"--{name} needs a value")
        asked[name] = value if equals else queue.pop(0)
    return asked


if __name__ == "__main__":
    sys.exit(main())
