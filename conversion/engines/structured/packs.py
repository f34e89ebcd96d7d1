"""MessagePack: values one after the other, in bytes."""

import datetime as dt
from pathlib import Path

import msgpack

from conversion.engines.structured import trees
from conversion.engines.structured.trees import Tree
from conversion.errors import DamagedFileError

BROKEN = (ValueError, TypeError, OverflowError, OSError, msgpack.exceptions.UnpackException)
INSTANT = 3  # how msgpack is told to make a date of a point in time
SMALLEST, LARGEST = -(1 << 63), (1 << 64) - 1


def read(path: Path) -> Tree:
    """The only value, several as a list; raises `DamagedFileError`."""
    data = path.read_bytes()
    values = []
    try:
        unpacker = msgpack.Unpacker(
            max_buffer_size=len(data), timestamp=INSTANT, strict_map_key=False, unicode_errors="replace"
        )
        unpacker.feed(data)
        while unpacker.tell() < len(data):
            values.append(unpacker.unpack())
    except BROKEN as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    return values[0] if len(values) == 1 else values


def write(value: Tree, path: Path) -> None:
    """Of dates only points in time have a type of their own; the others are texts, as numbers too large are."""
    path.write_bytes(msgpack.packb(_known(value), datetime=True, unicode_errors="replace"))


def _known(value: Tree) -> Tree:
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_known(item) for item in value]
    is_wide = isinstance(value, int) and not SMALLEST <= value <= LARGEST
    is_point = isinstance(value, dt.datetime) and value.tzinfo is not None
    return trees.text(value) if is_wide or (isinstance(value, trees.DATES) and not is_point) else value
