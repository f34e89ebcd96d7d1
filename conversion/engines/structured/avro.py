"""Avro: records with a schema, which is read from the file, and found by looking at all values when one is written."""

import datetime as dt
import itertools
import lzma
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conversion.engines.structured import trees
from conversion.engines.structured.trees import Tree
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
CODEC = "deflate"  # which every reader knows
WIDEST = 1 << 63
MOMENTS: dict[str, Any] = {
    "timestamp": {"type": "long", "logicalType": "timestamp-micros"},
    "local timestamp": {"type": "long", "logicalType": "local-timestamp-micros"},
    "date": {"type": "int", "logicalType": "date"},
    "time": {"type": "long", "logicalType": "time-micros"},
}
# The first that fits: true is a whole number in Python.
KINDS: tuple[tuple[type, str], ...] = (
    *((type(None), "null"), (bool, "boolean"), (int, "long"), (float, "double"), (str, "string")),
    *((dt.date, "date"), (dt.time, "time"), (dict, "dict"), (list, "list")),
)
PLAIN = ("boolean", "long", "double", "string")
BROKEN = (
    ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError, ArithmeticError, AttributeError, OSError,
    StopIteration, struct.error, zlib.error, lzma.LZMAError,
)  # fmt: skip


def read(path: Path) -> Tree:
    """A record after the other; raises `DamagedFileError`, `TooLargeError`."""
    import fastavro  # noqa: PLC0415 - only a child with such a file needs it

    rows = []
    with path.open("rb") as file:
        try:
            for row in fastavro.reader(file):
                rows.append(row)
                if len(rows) > trees.MOST_VALUES:
                    raise TooLargeError("rows", len(rows))
        except (*BROKEN, fastavro.schema.SchemaParseException, fastavro.schema.UnknownType) as error:
            raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    return rows


def write(value: Tree, path: Path) -> None:
    """The list that a tree is at heart; raises `NothingToConvertError` where it is empty."""
    import fastavro  # noqa: PLC0415 - as above

    rows = [row if isinstance(row, dict) else {"value": row} for row in trees.records(value)]
    if not rows:
        raise NothingToConvertError("no rows")
    schema, fitted = _column(rows, (f"record{number}" for number in itertools.count(1)))
    with path.open("wb") as file:
        fastavro.writer(file, schema, fitted, codec=CODEC)


def _column(values: list[Tree], names: Iterator[str]) -> tuple[Any, list[Tree]]:
    """A type that holds all of these values, and the values as it holds them."""
    fitted = [str(value) if isinstance(value, int) and not -WIDEST <= value < WIDEST else value for value in values]
    kinds = set(map(_kind, fitted))
    if kinds & MOMENTS.keys() and len(kinds - {"null"}) > 1:  # which of them one is would be a guess
        fitted = [trees.text(value) if isinstance(value, trees.DATES) else value for value in fitted]
        kinds = set(map(_kind, fitted))
    types: list[Any] = [*({"null"} & kinds), *(MOMENTS[kind] for kind in MOMENTS if kind in kinds)]
    types += [kind for kind in PLAIN if kind in kinds]
    fits: dict[str, Callable[[Any, Iterator[str]], tuple[Any, list[Tree]]]] = {"dict": _records, "list": _lists}
    for kind, fit in fits.items():
        places = [place for place, value in enumerate(fitted) if _kind(value) == kind]
        if places:
            found, inner = fit([fitted[place] for place in places], names)
            types.append(found)
            for place, value in zip(places, inner, strict=True):
                fitted[place] = value
    return types[0] if len(types) == 1 else types or "null", fitted


def _kind(value: Tree) -> str:
    if isinstance(value, dt.datetime):
        return "timestamp" if value.tzinfo else "local timestamp"
    return next(kind for sort, kind in KINDS if isinstance(value, sort))


def _records(values: list[dict[str, Tree]], names: Iterator[str]) -> tuple[Any, list[Tree]]:
    """A record of fields; a map where names are none that Avro knows, which are Latin letters and digits alone."""
    keys = trees.columns(values)
    if not keys or not all(map(NAME.fullmatch, keys)):
        return _maps(values, names)
    name = next(names)
    fields, fitted = [], [dict[str, Tree]() for _ in values]
    for key in keys:
        kind, column = _column([value.get(key) for value in values], names)
        fields.append({"name": key, "type": kind})
        for row, item in zip(fitted, column, strict=True):
            row[key] = item
    return {"type": "record", "name": name, "fields": fields}, list(fitted)


def _maps(values: list[dict[str, Tree]], names: Iterator[str]) -> tuple[Any, list[Tree]]:
    kind, column = _column([item for value in values for item in value.values()], names)
    items = iter(column)
    return {"type": "map", "values": kind}, [{key: next(items) for key in value} for value in values]


def _lists(values: list[list[Tree]], names: Iterator[str]) -> tuple[Any, list[Tree]]:
    kind, column = _column([item for value in values for item in value], names)
    items = iter(column)
    return {"type": "array", "items": kind}, [list(itertools.islice(items, len(value))) for value in values]
