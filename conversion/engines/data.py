"""Data into data: trees, tables, workbooks and databases, by Python's own readers, PyYAML and openpyxl."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from conversion import formats, process, text
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs
from conversion.engines.structured import calendars, columns, contacts, elements, properties, sheets, texts, trees
from conversion.engines.structured.trees import Tree
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

TREES = formats.named("json yaml xml")
LISTS = formats.named("jsonl tsv")
CSV = formats.named("csv")
TOML, INI = formats.named("toml"), formats.named("ini")
VCF, ICS = formats.named("vcf"), formats.named("ics")
COLUMNS = ("parquet", "feather", "orc")
TABLES = formats.named(" ".join(COLUMNS))
PLIST, PROPERTIES, ENV = formats.named("plist"), formats.named("properties"), formats.named("env")
DBF = formats.named("dbf")
XLSX, SQLITE = formats.named("xlsx"), formats.named("sqlite")

READERS: dict[str, Callable[[str], Tree]] = {
    "json": texts.read_json,
    "jsonl": texts.read_jsonl,
    "yaml": texts.read_yaml,
    "toml": texts.read_toml,
    "ini": texts.read_ini,
    "xml": elements.read,
    "csv": sheets.read_separated,
    "tsv": sheets.read_separated,
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
    **{name: partial(columns.write, kind=name) for name in COLUMNS},
}
SEPARATORS = {"csv": ",", "tsv": "\t"}


class DataEngine(Engine):
    """Keeps names, values and their order; tables have nested names joined by dots.

    A csv or xlsx from or into another spreadsheet is LibreOffice's.
    """

    name = "data"
    queue = "document"
    libraries = ("pyyaml", "tomli-w", "openpyxl", "defusedxml", "icalendar", "pyarrow")
    routes = (
        all_routes(TREES + LISTS + CSV, TREES + LISTS + CSV)
        | all_routes(TREES, TOML + INI)
        | all_routes(TOML + INI, TREES + TOML + INI)
        | all_routes(TREES + LISTS, XLSX)
        | all_routes(XLSX, TREES + LISTS)
        | all_routes(VCF + ICS, TREES + LISTS + CSV + XLSX)
        | all_routes(CSV, VCF)
        | all_routes(SQLITE + DBF, TREES + LISTS + CSV + XLSX)
        | all_routes(TREES + LISTS + CSV + XLSX, SQLITE)
        | all_routes(TABLES, TREES + LISTS + CSV + XLSX + TABLES)
        | all_routes(LISTS + CSV + XLSX + formats.named("json"), TABLES)
        | all_routes(PLIST, TREES + TOML)
        | all_routes(TREES + TOML, PLIST)
        | all_routes(PROPERTIES + ENV, TREES + TOML + INI)
        | all_routes(TREES + TOML + INI, PROPERTIES)
    )

    def convert(self, step: Step) -> None:
        """Read all of it in a child, and write it; several tables into a file each."""
        count = step.runner.call(convert_data, step.source, step.source_format.name, step.target.name, step.scratch)
        outputs.place(step, step.scratch, count)


def convert_data(source: Path, name: str, target: str, folder: Path) -> int:
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
    except (*texts.BROKEN, *sheets.BROKEN) as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _write_tables(value: Tree, separator: str, folder: Path) -> int:
    """A file for each table that has rows."""
    tables = [rows for rows in trees.tables(value).values() if rows]
    if not tables:
        raise NothingToConvertError("no rows")
    for number, rows in enumerate(tables, start=1):
        content = sheets.write_separated(rows, separator)
        (folder / str(number)).write_text(content, encoding="utf-8", newline="\n")
    return len(tables)
