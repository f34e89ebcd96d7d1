"""Data into data: trees, tables, workbooks and databases, by Python's own readers, PyYAML and openpyxl."""

from pathlib import Path

from conversion import formats
from conversion.contents import formulas
from conversion.engines import office
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs

TREES = formats.named("json yaml xml")
LISTS = formats.named("jsonl tsv")
CSV = formats.named("csv")
TOML, INI = formats.named("toml"), formats.named("ini")
VCF, ICS = formats.named("vcf"), formats.named("ics")
TABLES = formats.named("parquet feather orc")
PLIST, PROPERTIES, ENV = formats.named("plist"), formats.named("properties"), formats.named("env")
DBF = formats.named("dbf")
PACKED = formats.named("avro msgpack")
XLSX, SQLITE = formats.named("xlsx"), formats.named("sqlite")


class DataEngine(Engine):
    """Keeps names, values and their order; tables have nested names joined by dots.

    A csv or xlsx from or into another spreadsheet is LibreOffice's.
    """

    name = "data"
    queue = "document"
    tools = (office.SOFFICE, office.PRLIMIT)
    libraries = ("pyyaml", "tomli-w", "openpyxl", "defusedxml", "icalendar", "pyarrow", "fastavro", "msgpack")
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
        | all_routes(PACKED, TREES + LISTS + CSV + XLSX + SQLITE + TABLES + PACKED)
        | all_routes(TREES + LISTS + CSV + XLSX + SQLITE + TABLES, PACKED)
        | all_routes(PLIST, TREES + TOML)
        | all_routes(TREES + TOML, PLIST)
        | all_routes(PROPERTIES + ENV, TREES + TOML + INI)
        | all_routes(TREES + TOML + INI, PROPERTIES)
    )

    def convert(self, step: Step) -> None:
        """Read all of it in a child, and write it; several tables into a file each."""
        source, folder = step.source, step.scratch / "written"
        folder.mkdir()
        if step.source_format in XLSX and step.runner.call(formulas.lack_values, source):
            source = office.reckoned(step)
        count = step.runner.call(convert_data, source, step.source_format.name, step.target.name, folder)
        outputs.place(step, folder, count)


def convert_data(source: Path, name: str, target: str, folder: Path) -> int:
    """Convert data of the format ``name`` into files ``1``, ``2``, … in ``folder``; how many there are."""
    from conversion.engines.structured import converting  # noqa: PLC0415 - openpyxl and the like are the child's alone

    return converting.convert(source, name, target, folder)
