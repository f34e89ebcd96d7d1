"""Tables: workbooks, and databases of SQLite."""

import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from conversion.contents import documents
from conversion.engines.structured import trees
from conversion.engines.structured.trees import Record, Tree
from conversion.errors import NothingToConvertError, TooLargeError

MOST_CELLS = 5_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_048_576, 16_384, 32_767  # of a sheet in a workbook
LONGEST_NAME = 31
MOST_DATABASE_COLUMNS = 2000
TABLE = "data"  # what a table without a name is called
LARGEST_NUMBER = 10**15  # more digits than a workbook keeps
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
# Virtual tables, which are programs, and SQLite's own are left out.
TABLES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND sql LIKE 'CREATE TABLE%' ORDER BY rowid
"""
BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    sqlite3.Error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
)


def read_workbook(path: Path) -> Tree:
    """The only sheet as a list of records, several by their names; values, not formulas."""
    documents.check(path, "xlsx")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    budget = _Budget()
    sheets: dict[str, list[Tree]] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        if rows := _trimmed(budget.rows(sheet.iter_rows(values_only=True))):
            sheets[sheet.title] = trees.named(rows)
    book.close()
    return next(iter(sheets.values())) if len(sheets) == 1 else sheets


class _Budget:
    """Counts cells: one in the far corner of a sheet makes billions of empty ones."""

    def __init__(self) -> None:
        self._cells = 0

    def rows(self, rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
        for row in rows:
            cells = list(row)
            self._cells += len(cells) + 1
            if self._cells > MOST_CELLS:
                raise TooLargeError("cells", self._cells)
            yield cells


def _trimmed(rows: Iterable[list[Any]]) -> list[list[Any]]:
    """Without empty rows, and without empty cells at the end of rows."""
    found = []
    for row in rows:
        while row and row[-1] is None:
            row.pop()
        if row:
            found.append(row)
    return found


def write_workbook(value: Tree, path: Path) -> None:
    """A sheet for each table; texts stay texts, whatever they look like."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in trees.tables(value).items():
        columns = trees.columns(rows)
        if len(rows) >= MOST_ROWS or len(columns) > MOST_COLUMNS:
            raise TooLargeError("rows and columns", len(rows), len(columns))
        sheet = book.create_sheet(name.translate(NOT_IN_NAMES)[:LONGEST_NAME] or None)
        if not isinstance(rows, trees.Nameless):
            sheet.append([_workbook_cell(sheet, column) for column in columns])
        for row in rows:
            sheet.append([_workbook_cell(sheet, row.get(column)) for column in columns])
    book.save(path)


def _workbook_cell(sheet: Any, value: Tree) -> Any:
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < LARGEST_NUMBER):
        return value
    if isinstance(value, trees.DATES) and getattr(value, "tzinfo", None) is None:
        return value
    return _text_cell(sheet, trees.cell(value))


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell


def read_database(path: Path) -> Tree:
    """Every table by its name; views are not looked at."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
        connection.executescript("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        budget = _Budget()
        return {name: _rows(connection, name, budget) for name in _names(connection)}
    finally:
        connection.close()


def write_database(value: Tree, path: Path) -> None:
    """A table for each table; columns have no type, values keep theirs. Raises `NothingToConvertError` without any."""
    tables = {name: rows for name, rows in trees.tables(value).items() if rows}
    if not tables:
        raise NothingToConvertError("no rows")
    connection = sqlite3.connect(path)
    with connection:
        for name, rows in tables.items():
            _write_table(connection, name or TABLE, rows)
    connection.close()


def _write_table(connection: sqlite3.Connection, name: str, rows: list[Record]) -> None:
    """Names that differ in capitals alone are the same to SQLite."""
    columns = trees.columns(rows)
    if len(columns) > MOST_DATABASE_COLUMNS:
        raise TooLargeError("columns", len(columns))
    unique: dict[str, str] = {}
    for column in columns:
        wanted = column
        while wanted.lower() in unique:
            wanted += "_"
        unique[wanted.lower()] = wanted
    names = ", ".join(map(_quoted, unique.values()))
    marks = ", ".join("?" * len(columns))
    connection.execute(f"CREATE TABLE {_quoted(name)} ({names})")
    values = ([_database_value(row.get(column)) for column in columns] for row in rows)
    connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", values)  # noqa: S608 - as below


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def _database_value(value: Tree) -> str | int | float | None:
    is_number = isinstance(value, float) or (isinstance(value, int) and abs(value) < 1 << 63)
    return value if value is None or is_number else trees.cell(value)


def _names(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute(TABLES)]


def _rows(connection: sqlite3.Connection, name: str, budget: _Budget) -> list[Record]:
    cursor = connection.execute(f"SELECT * FROM {_quoted(name)}")  # noqa: S608 - a name can't be a parameter
    columns = [column for column, *_rest in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in budget.rows(cursor)]
