"""Keeps the playground's state on disk: shelves of records in one SQLite file, read whole at the start."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS records (shelf TEXT, key TEXT, record TEXT, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
)


class Store:
    """The SQLite file. Losing the last second in a power cut is fine here, waiting for the disk is not."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The server's loop may live in another thread than the one that opened the store; only the loop writes.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute(SCHEMA)

    def shelves(self) -> list[str]:
        """The names of all shelves that hold something."""
        return [name for (name,) in self._connection.execute("SELECT DISTINCT shelf FROM records")]

    def load(self, shelf: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Everything on a shelf."""
        for key, record in self._connection.execute("SELECT key, record FROM records WHERE shelf = ?", (shelf,)):
            yield key, json.loads(record)

    def save(self, shelf: str, key: str, record: dict[str, Any]) -> None:
        """Write one record, over the old one if there is one."""
        row = (shelf, key, json.dumps(record))
        self._connection.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", row)

    def delete(self, shelf: str, key: str) -> None:
        """Forget one record."""
        self._connection.execute("DELETE FROM records WHERE shelf = ? AND key = ?", (shelf, key))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class Shelf(Generic[T]):
    """A dictionary of dataclasses that survives a restart. Records are frozen: a change is another `put`."""

    def __init__(self, store: Store, name: str, kind: type[T]) -> None:
        self._store = store
        self._name = name
        self._records = {key: kind(**record) for key, record in store.load(name)}

    def get(self, key: object) -> T | None:
        """The record, or None."""
        return self._records.get(str(key))

    def __getitem__(self, key: object) -> T:
        return self._records[str(key)]

    def __contains__(self, key: object) -> bool:
        return str(key) in self._records

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._records.values()))

    def __len__(self) -> int:
        return len(self._records)

    def put(self, key: object, record: T) -> T:
        """Keep a record, in memory and on disk, and return it."""
        self._records[str(key)] = record
        self._store.save(self._name, str(key), dataclasses.asdict(record))
        return record

    def remove(self, key: object) -> None:
        """Forget a record; one that is not there is no error."""
        self._records.pop(str(key), None)
        self._store.delete(self._name, str(key))
