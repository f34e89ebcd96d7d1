"""Tables kept by columns (Parquet, Feather, ORC), by Arrow; and those of dBase, by rows of fixed width."""

import datetime as dt
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conversion.contents import text
from conversion.engines.structured import trees
from conversion.engines.structured.trees import Record, Tree
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

MOST_CELLS = 5_000_000
# dBase: the header's and a column's size, the mark after the last column, and that of a deleted row.
DBF_HEADER, DBF_COLUMN, DBF_END, DBF_DELETED = 32, 32, 0x0D, b"*"
DBF_DATE = 8  # digits
DBF_MEMOS, DBF_HIDDEN = "MGP", "0"
DBF_NUMBERS = {"I": "<i", "B": "<d", "Y": "<q"}
DBF_PACKED = {("I", 4), ("B", 8), ("Y", 8), ("T", 8), ("M", 4), ("G", 4), ("P", 4)}
DBF_EPOCH = 1_721_425  # the Julian day before the first of January of the year 1


def read(path: Path, kind: str) -> list[Record]:
    """A record a row; ``kind`` is parquet, feather or orc. Raises `DamagedFileError` and `TooLargeError`."""
    import pyarrow as pa  # noqa: PLC0415 - 100 MB that only a child with such a table needs

    try:
        table = _open(path, kind)
        if table.num_rows * max(table.num_columns, 1) > MOST_CELLS:
            raise TooLargeError("cells", table.num_rows, table.num_columns)
        return list(table.to_pylist())
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedFileError(str(error)) from error


def _open(path: Path, kind: str) -> Any:
    """How much a table unfolds to is asked before it does."""
    from pyarrow import feather, orc, parquet  # noqa: PLC0415 - as above

    if kind == "feather":
        return feather.read_table(path, memory_map=False)
    file = parquet.ParquetFile(path) if kind == "parquet" else orc.ORCFile(path)
    counted = file.metadata if kind == "parquet" else file
    columns = len(file.schema_arrow if kind == "parquet" else file.schema)
    rows = counted.num_rows if kind == "parquet" else counted.nrows
    if rows * max(columns, 1) > MOST_CELLS:
        raise TooLargeError("cells", rows, columns)
    return file.read()


def write(value: Tree, path: Path, kind: str) -> None:
    """The only table of a tree; raises `NothingToConvertError` where there is none."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow import feather, orc, parquet  # noqa: PLC0415 - as above

    rows = next(iter(trees.tables(value).values()), [])
    names = trees.columns(rows)
    if not names:
        raise NothingToConvertError("no rows")
    table = pa.table({name: _column([row.get(name) for row in rows]) for name in names})
    writers: dict[str, Callable[[Any, Path], Any]] = {
        "parquet": parquet.write_table,
        "feather": feather.write_feather,
        "orc": orc.write_table,
    }
    writers[kind](table, path)


def _column(values: list[Any]) -> Any:
    """Of one type, or else of texts."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    try:
        column = pa.array(values)
    except (pa.ArrowException, OverflowError):
        column = None
    if column is None or pa.types.is_null(column.type) or pa.types.is_nested(column.type):
        return pa.array([None if value is None else trees.cell(value) for value in values], pa.string())
    return column


def read_dbf(path: Path) -> list[Record]:
    """A record for each row of a dBase table that is not deleted; raises `DamagedFileError`."""
    data = path.read_bytes()
    try:
        count, start, width = struct.unpack_from("<IHH", data, 4)
        columns = list(_dbf_columns(data))
    except (struct.error, IndexError) as error:
        raise DamagedFileError("no header") from error
    if not columns or width < 1 or len(data) < start + count * width:
        raise DamagedFileError("cut off")
    rows = [data[at : at + width] for at in range(start, start + count * width, width)]
    encoding = text.guess(b"\n".join(rows))
    return [_dbf_record(row, columns, encoding) for row in rows if row[:1] != DBF_DELETED]


def _dbf_columns(data: bytes) -> Iterator[tuple[str, str, int]]:
    """Name, type and width."""
    at = DBF_HEADER
    while data[at] != DBF_END:
        name, kind, size = data[at : at + 11].split(b"\0")[0], chr(data[at + 11]), data[at + 16]
        yield text.decode(name).strip() or f"column{at // DBF_COLUMN}", kind, size
        at += DBF_COLUMN


def _dbf_record(row: bytes, columns: list[tuple[str, str, int]], encoding: str) -> Record:
    at = 1
    record: Record = {}
    for name, kind, size in columns:
        raw = row[at : at + size]
        if (kind, size) in DBF_PACKED:
            record[name] = _dbf_packed(raw, kind)
        elif kind not in DBF_HIDDEN:
            record[name] = _dbf_value(raw.decode(encoding, "replace").rstrip("\0 "), kind)
        at += size
    return record


def _dbf_packed(raw: bytes, kind: str) -> Tree:
    """FoxPro's whole numbers, fractions, sums of money and times, which are no digits; a memo is in another file."""
    if kind not in DBF_NUMBERS:
        if kind != "T" or not any(raw):
            return None
        day, milliseconds = struct.unpack("<II", raw)
        try:
            return dt.datetime.fromordinal(day - DBF_EPOCH) + dt.timedelta(milliseconds=milliseconds)
        except (ValueError, OverflowError):
            return None
    (number,) = struct.unpack(DBF_NUMBERS[kind], raw)
    return number / 10_000 if kind == "Y" else number


def _dbf_value(said: str, kind: str) -> Tree:
    """Numbers, dates and answers as such; a memo stands in another file."""
    if kind in DBF_MEMOS:
        return None
    said = said.strip() if kind != "C" else said
    try:
        if kind in "NF" and said:
            return float(said.replace(",", ".")) if set(said) & set(".,") else int(said)
        if kind == "D" and len(said) == DBF_DATE:
            return dt.date(int(said[:4]), int(said[4:6]), int(said[6:]))
    except ValueError:
        return said
    if kind == "L":
        return True if said in tuple("TtYy") else False if said in tuple("FfNn") else None
    return said or None
