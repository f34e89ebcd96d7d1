"""The model all data is read into: dicts with text for keys, lists, numbers, texts, dates, true, false and None."""

import base64
import datetime as dt
import json
import math
from collections.abc import Mapping
from typing import Any

from conversion.errors import TooLargeError

Tree = Any  # what `grown` returns
Record = dict[str, Tree]

DEEPEST = 100
MOST_VALUES = 5_000_000
DATES = (dt.datetime, dt.date, dt.time)


class Nameless(list[Record]):
    """The rows of a table whose columns have no names but those that are made up here."""


def grown(value: object) -> Tree:
    """The value as a tree in which nothing stands twice; raises `TooLargeError` for what unfolds without end."""
    return _Grower().tree(value, 0)


class _Grower:
    """Counts what it copies: a few aliases of YAML may stand for billions of values."""

    def __init__(self) -> None:
        self._values = 0

    def tree(self, value: object, depth: int) -> Tree:
        self._values += 1
        if self._values > MOST_VALUES or depth > DEEPEST:
            raise TooLargeError("values", self._values, depth)
        if isinstance(value, Mapping):
            return {_key(key): self.tree(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.tree(item, depth + 1) for item in value]
        return _plain(value)


def _key(key: object) -> str:
    return key if isinstance(key, str) else text(_plain(key))


def _plain(value: object) -> Tree:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float, *DATES)) else str(value)


def text(value: Tree) -> str:
    """A plain value as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, DATES) else str(value)


def cell(value: Tree) -> str:
    """Any value in one text: what is no plain one as JSON."""
    return json.dumps(value, ensure_ascii=False, default=text) if isinstance(value, list | dict) else text(value)


def records(value: Tree) -> list[Tree]:
    """The list that a tree is at heart: itself, or the only thing in it; else the tree as the only one."""
    inner = value
    while isinstance(inner, dict) and len(named := [item for key, item in inner.items() if key[:1] != "@"]) == 1:
        inner = named[0]
    if isinstance(inner, list):
        return inner
    return [value]


def tables(value: Tree) -> dict[str, list[Record]]:
    """The tables that a tree holds, by name: several where it is nothing but lists of records."""
    if isinstance(value, dict) and len(value) > 1 and all(map(_is_table, value.values())):
        found = value
    else:
        found = {"": records(value)}
    return {name: _table(rows) for name, rows in found.items()}


def _is_table(value: Tree) -> bool:
    return isinstance(value, list) and any(all(isinstance(row, kind) for row in value) for kind in (dict, list))


def _table(rows: list[Tree]) -> list[Record]:
    if rows and all(isinstance(row, list) for row in rows):
        return Nameless({f"column{number}": cell for number, cell in enumerate(row, start=1)} for row in rows)
    return [flat(row) for row in rows]


def named(rows: list[list[Any]]) -> list[Tree]:
    """Rows as records, named by the first one; columns without a name get one. A row alone names nothing."""
    if len(rows) < 2:  # noqa: PLR2004 - the names, and something that has them
        return rows
    width = max(map(len, rows))
    names: dict[str, None] = {}
    for number in range(width):
        name = wanted = text(rows[0][number]) if number < len(rows[0]) else ""
        name = wanted = wanted or f"column{number + 1}"
        again = 2
        while name in names:
            name, again = f"{wanted}_{again}", again + 1
        names[name] = None
    return [dict(zip(names, [*row, *[None] * (width - len(row))], strict=True)) for row in rows[1:]]


def flat(row: Tree) -> Record:
    """A record without records in it: their names are joined by dots."""
    if not isinstance(row, dict):
        return {"value": row}
    found: Record = {}
    for key, value in row.items():
        inner = flat(value) if isinstance(value, dict) and value else None
        found |= {f"{key}.{name}": item for name, item in inner.items()} if inner else {key: value}
    return found


def columns(rows: list[Record]) -> list[str]:
    """Every name that occurs, in the order of their first occurrence."""
    return list(dict.fromkeys(name for row in rows for name in row))
