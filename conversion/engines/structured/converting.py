"""Converts data, in the child: whatever it is in becomes a tree, and that is written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from conversion import process
from conversion.contents import text
from conversion.engines.structured import (
    avro,
    calendars,
    columns,
    contacts,
    delimited,
    elements,
    packs,
    properties,
    sheets,
    texts,
    trees,
)
from conversion.engines.structured.trees import Tree
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

COLUMNS = ("parquet", "feather", "orc")
READERS: dict[str, Callable[[str], Tree]] = {
    "json": texts.read_json,
    "jsonl": texts.read_jsonl,
    "yaml": texts.read_yaml,
    "toml": texts.read_toml,
    "ini": texts.read_ini,
    "xml": elements.read,
    "csv": delimited.read,
    "tsv": delimited.read,
    "vcf": contacts.read,
    "ics": calendars.read,
    "properties": properties.read_properties,
    "env": properties.read_env,
}
BINARY: dict[str, Callable[[Path], Tree]] = {
    "xlsx": sheets.read_workbook,
    "sqlite": sheets.read_database,
    "plist": properties.read_plist,
    "dbf": columns.read_dbf,
    "avro": avro.read,
    "msgpack": packs.read,
    **{name: partial(columns.read, kind=name) for name in COLUMNS},
}
WRITERS: dict[str, Callable[[Tree], str]] = {
    "json": texts.write_json,
    "jsonl": texts.write_jsonl,
    "yaml": texts.write_yaml,
    "toml": texts.write_toml,
    "ini": texts.write_ini,
    "xml": elements.write,
    "vcf": contacts.write,
    "plist": properties.write_plist,
    "properties": properties.write_properties,
}
BINARY_WRITERS: dict[str, Callable[[Tree, Path], None]] = {
    "xlsx": sheets.write_workbook,
    "sqlite": sheets.write_database,
    "avro": avro.write,
    "msgpack": packs.write,
    **{name: partial(columns.write, kind=name) for name in COLUMNS},
}
SEPARATORS = {"csv": ",", "tsv": "\t"}


def convert(source: Path, name: str, target: str, folder: Path) -> int:
    """Convert data of the format ``name`` into files ``1``, ``2``, … in ``folder``; how many there are."""
    value = trees.grown(_read(source, name))
    process.report(0.5)
    if not value and not isinstance(value, int | float):
        raise NothingToConvertError("no values")
    if target in SEPARATORS:
        return _write_tables(value, SEPARATORS[target], folder)
    if target in BINARY_WRITERS:
        BINARY_WRITERS[target](value, folder / "1")
    else:
        (folder / "1").write_text(WRITERS[target](value), encoding="utf-8", newline="\n")
    return 1


def _read(source: Path, name: str) -> Tree:
    try:
        return BINARY[name](source) if name in BINARY else READERS[name](text.read(source))
    except RecursionError as error:
        raise TooLargeError("depth") from error
    except (*texts.BROKEN, *sheets.BROKEN, *delimited.BROKEN) as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _write_tables(value: Tree, separator: str, folder: Path) -> int:
    """A file for each table that has rows."""
    tables = [rows for rows in trees.tables(value).values() if rows]
    if not tables:
        raise NothingToConvertError("no rows")
    for number, rows in enumerate(tables, start=1):
        content = delimited.write(rows, separator)
        (folder / str(number)).write_text(content, encoding="utf-8", newline="\n")
    return len(tables)
